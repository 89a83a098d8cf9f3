"""What the cases room puts into the palette: acts on the case that is open, cases, what was open last, pages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import AccessKind, AccessRecord
from frontoffice.authority.offering import offered
from frontoffice.cases.models import Case, Status
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.queue import View
from frontoffice.cases.queries.searching import search
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.references import normalize
from frontoffice.foundation.ui.palette import Asked, Entry, Source, add_source

HERE = re.compile(r"^/desk/cases/([^/]+)/")
MOST_CASES = 6
MOST_RECENT = 6
LOOKED_BACK = 60


def _unresolved(case: Case) -> bool:
    return case.status != Status.RESOLVED


@dataclass(frozen=True)
class Act:
    """Something that can be done with a case: the action that decides, the page that asks, or a key of the page."""

    name: str
    label: str | Promise
    url: str
    icon: str
    when: Callable[[Case], bool] = _unresolved
    key: str = ""


ACTS = (
    Act(
        "cases.take",
        _("Take the case"),
        "case",
        "person",
        lambda c: _unresolved(c) and c.assignee_id is None,
        "t",
    ),
    Act("cases.reply", _("Reply to the customer"), "case", "mail", key="r"),
    Act("cases.note", _("Write a note"), "case", "lock", lambda _case: True, "n"),
    Act("cases.run_macro", _("Run a macro"), "choose_macro", "list"),
    Act("cases.assign", _("Assign the case"), "assign", "person"),
    Act("cases.resolve", _("Resolve the case"), "resolve", "check_circle"),
    Act("cases.reopen", _("Reopen the case"), "reopen", "history", lambda c: not _unresolved(c)),
    Act(
        "cases.release_to_unit",
        _("Hand back to the unit"),
        "release",
        "undo",
        lambda c: _unresolved(c) and bool(c.assignee_id),
    ),
    Act("cases.change_topic", _("Change the topic"), "topic", "topic"),
    Act("cases.set_priority", _("Set the priority"), "priority", "flag"),
    Act("cases.set_complexity", _("Set the complexity"), "complexity", "topic"),
    Act("cases.add_task", _("Add a task"), "add_task", "add"),
    Act("cases.use_checklist", _("Put a check list on the case"), "use_checklist", "list"),
    Act("cases.add", _("Write down what the customer said"), "add", "phone", lambda _case: True),
    Act("cases.attach", _("Attach a file for colleagues"), "attach", "attach_file", lambda _case: True),
    Act("cases.ask_for_help", _("Ask for help"), "ask_for_help", "support_agent"),
    Act("cases.merge", _("Merge into another case"), "merge", "link"),
    Act("cases.split", _("Split the case"), "split", "launch", lambda _case: True),
    Act("cases.link_customer", _("Link to a customer on file"), "link", "person", lambda _case: True),
)
PAGES = (
    (_("New case"), "cases:new", "add", "cases.open_case"),
    (_("Text modules"), "cases:modules", "list", ""),
    (_("Macros"), "cases:macros", "list", ""),
    (_("What you watch"), "cases:watching", "visibility", "cases.watch"),
    (_("Check lists"), "cases:checklists", "list", ""),
    (_("Answers to set right"), "cases:set_right", "history", ""),
    (_("First contacts"), "cases:first_contacts", "people", ""),
)


def acts(request: HttpRequest, asked: Asked) -> Sequence[Entry]:
    """What this person may do with the case that is open, and nothing else. Four queries at most."""
    acting = cast(ActingRequest, request)
    at = HERE.match(asked.here)
    wanted = [act for act in ACTS if asked.is_in(str(act.label))] if at else []
    if at is None or not wanted or not _works(acting):
        return []
    seen = cases_visible_to(by=acting.actor, at=acting.at).select_related("type__lifecycle__current")
    case = seen.filter(reference=normalize(at.group(1)) or "").first()
    if case is None:
        return []
    may = offered([act.name for act in wanted], case, by=acting.actor, at=acting.at)
    return [
        Entry(
            str(act.label),
            reverse(f"cases:{act.url}", args=[case.reference]),
            act.key,
            act.icon,
            part=not act.key,
            presses=act.key,
        )
        for act in wanted
        if act.name in may and act.when(case)
    ]


def cases(request: HttpRequest, asked: Asked) -> Sequence[Entry]:
    """By number, reference, name, or the words that were used."""
    acting = cast(ActingRequest, request)
    if len(asked.text) < 2 or not _works(acting):
        return []
    found = search(asked.text, seen=cases_visible_to(by=acting.actor, at=acting.at))
    return [_entry(case) for case in found[:MOST_CASES]]


def recent(request: HttpRequest, asked: Asked) -> Sequence[Entry]:
    """The cases that one opened last, before anything is typed. Two queries."""
    acting = cast(ActingRequest, request)
    if asked.text or not _works(acting):
        return []
    looks = AccessRecord.objects.filter(
        actor=acting.actor, kind=AccessKind.VIEW, object_kind=Case._meta.label_lower
    )
    ids = list(dict.fromkeys(looks.order_by("-pk").values_list("object_id", flat=True)[:LOOKED_BACK]))
    rows = cases_visible_to(by=acting.actor, at=acting.at).in_bulk(ids[: MOST_RECENT + 1])
    here = HERE.match(asked.here)
    current = normalize(here.group(1)) if here else ""
    found = [rows[one] for one in ids if one in rows and rows[one].reference != current]
    return [_entry(case) for case in found[:MOST_RECENT]]


def lists(request: HttpRequest, asked: Asked) -> Sequence[Entry]:
    """The desk's own lists, once something is typed."""
    acting = cast(ActingRequest, request)
    if not asked.text or not _works(acting):
        return []
    desk = reverse("cases:desk")
    found = [view for view in View if asked.is_in(str(view.label))]
    return [Entry(str(view.label), f"{desk}?view={view.value}", "", "list") for view in found]


def rooms(request: HttpRequest, asked: Asked) -> Sequence[Entry]:
    """Pages of the room that no place in the bar leads to; only once something is typed."""
    acting = cast(ActingRequest, request)
    if not asked.text or not _works(acting):
        return []
    return [
        Entry(str(label), reverse(url), "", icon)
        for label, url, icon, power in PAGES
        if asked.is_in(str(label)) and (not power or power in acting.powers)
    ]


def _works(request: ActingRequest) -> bool:
    return bool(request.powers.intersection(WORKING))


def _entry(case: Case) -> Entry:
    who = case.asker_name or str(_("Anonymous"))
    detail = f"{case.number} · {who} · {case.get_status_display()}"
    return Entry(case.subject, reverse("cases:case", args=[case.reference]), detail, "folder")


def register() -> None:
    """Called once, when the app is ready."""
    add_source(Source("acts", _("On this case"), 10, acts))
    add_source(Source("cases", _("Cases"), 20, cases))
    add_source(Source("recent", _("Open before"), 25, recent))
    add_source(Source("lists", _("Lists"), 12, lists))
    add_source(Source("pages", _("Pages"), 14, rooms))
