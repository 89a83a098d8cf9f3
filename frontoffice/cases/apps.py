"""The cases room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place

if TYPE_CHECKING:
    from frontoffice.authority.work import Kind


class CasesConfig(AppConfig):
    name = "frontoffice.cases"
    label = "cases"

    def ready(self) -> None:
        from frontoffice.authority import work
        from frontoffice.cases import (
            acts_on_many,
            customers_merged,
            palette,
            panels,
            panels_matters,
            panels_standing,
            topics_in_use,
        )
        from frontoffice.cases.queries.topics import names_by_code
        from frontoffice.cases.views.choices import topic_choices
        from frontoffice.contacts.topics import keep_topics

        panels.register()
        keep_topics(offered=topic_choices, names=names_by_code)
        for kind in _work():
            work.add_kind(kind)
        _tell()
        panels_matters.register()
        panels_standing.register()
        customers_merged.register()
        palette.register()
        topics_in_use.register()
        acts_on_many.register()
        for place in PLACES:
            add_place(place)


PLACES = (
    Place("help", _("Help"), "cases:help", icon="support_agent", order=15, power="cases.advise", key="g h"),
    Place(
        "problems",
        _("Problems"),
        "cases:problems",
        icon="report",
        order=12,
        power="cases.open_problem",
        key="g b",
    ),
    Place(
        "batches",
        _("Batches"),
        "cases:batches",
        icon="folder",
        order=14,
        power="cases.finish_keying",
        key="g e",
    ),
    Place(
        "triggers",
        _("Triggers"),
        "cases:triggers",
        icon="autorenew",
        order=62,
        power="cases.draft_trigger",
        key="g r",
    ),
    Place(
        "types",
        _("Case types"),
        "cases:types",
        icon="folder_open",
        order=63,
        power="cases.draft_case_type",
        key="g y",
    ),
    Place(
        "topics",
        _("Topics"),
        "cases:topics",
        icon="topic",
        order=64,
        power="cases.define_topic",
        key="g o",
    ),
    Place("desk", _("Desk"), "cases:desk", icon="list", order=10, power="cases.reply", key="g d"),
)


def _work() -> "list[Kind]":
    """What the room leaves people to do."""
    from frontoffice.authority.work import Kind
    from frontoffice.cases.actions import owing

    return [
        Kind(owing.CASE, _("Case"), "folder", "cases:case", owed=owing.every_case, reassign=owing.reassign),
        Kind(
            owing.HELP,
            _("Help asked"),
            "support_agent",
            "cases:case",
            power="cases.advise",
            owed=owing.every_help,
        ),
    ]


def _tell() -> None:
    """What the room tells people, and what it knows of who is on what."""
    from frontoffice.authority import notices, work
    from frontoffice.cases import beside
    from frontoffice.cases.actions.mentioning import MENTIONED

    notices.add_kind(notices.Kind(MENTIONED, _("Named you"), "chat", "cases:case"))
    work.on_now(beside.open_now)
