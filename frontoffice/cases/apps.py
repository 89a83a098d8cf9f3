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
        from frontoffice.cases import panels, panels_matters, panels_standing

        panels.register()
        for kind in _work():
            work.add_kind(kind)
        panels_matters.register()
        panels_standing.register()
        add_place(
            Place(
                name="help",
                label=_("Help"),
                url_name="cases:help",
                icon="support_agent",
                order=15,
                power="cases.advise",
                key="g h",
            )
        )
        add_place(
            Place(
                name="desk",
                label=_("Desk"),
                url_name="cases:desk",
                icon="list",
                order=10,
                power="cases.reply",
                key="g d",
            )
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
