"""Lines of the queue as they are shown: what all of a page have in common is worked out once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.models import Status
from frontoffice.cases.models.types import Priority
from frontoffice.cases.queries.lines import InQueue
from frontoffice.cases.queries.queue import View
from frontoffice.cases.views import wording
from frontoffice.cases.views.viewing import saved_of
from frontoffice.cases.views.wishes import Wish
from frontoffice.contacts.models import Channel
from frontoffice.foundation.ui.stencils import Stencil, Values
from frontoffice.foundation.ui.templatetags import ui

_ROW = Stencil("cases/parts/row.html")
_RUNNING = frozenset({Status.NEW.value, Status.OPEN.value})
_HERE = "REFERENCE"


@dataclass(frozen=True)
class _Page:
    """What the lines have in common; the functions remember what they said."""

    before: str
    after: str
    due: Callable[[date], str]
    day: Callable[[date], str]
    words: dict[str, str]
    nobody: str
    shows_assignee: bool


def drawn(
    request: ActingRequest, wish: Wish, lines: Sequence[InQueue], *, current: int | None = None
) -> SafeString:
    """The lines as HTML; that of the case that stands open is marked. Empty where there are none."""
    page = _page(request, wish)
    return SafeString("".join(_ROW.filled(_values(line, page, line.pk == current)) for line in lines))


def _page(request: ActingRequest, wish: Wish) -> _Page:
    before, after = reverse("cases:case", args=[_HERE]).split(_HERE)
    context = Context({"request": request, "at": request.at, "staff_member": request.staff_member})
    said = [*Status.choices, *Channel.choices, *wording.FLAGS.items()]
    return _Page(
        before=before,
        after=after + wish.query,
        due=cache(lambda on: ui.due(context, on)),
        day=cache(lambda on: ui.day(context, on)),
        words={str(code): str(label) for code, label in said} | {"urgent": str(Priority.URGENT.label)},
        nobody=_("Anonymous"),
        shows_assignee=wish.view != View.MINE or bool(wish.text) or saved_of(request, wish) is not None,
    )


def _values(line: InQueue, page: _Page, current: bool) -> Values:
    runs = line.status in _RUNNING
    assignee = (line.assignee or "") if page.shows_assignee else ""
    return {
        "reference": line.reference,
        "address": f"{page.before}{line.reference}{page.after}",
        "current": current,
        "named": bool(line.asker_name),
        "who": line.asker_name or page.nobody,
        "due": page.due(line.due_on) if runs else "",
        "since": page.day(line.waiting_since) if line.waiting_since is not None and not runs else "",
        "subject": line.subject,
        "tone": wording.TONES[line.status],
        "status": page.words[line.status],
        "urgent": page.words["urgent"] if line.priority == Priority.URGENT else "",
        "flag": page.words[line.attention] if line.attention else "",
        "number": line.number,
        "channel": page.words[line.channel],
        "assignee": assignee,
        "initials": ui.initials(assignee) if assignee else "",
    }
