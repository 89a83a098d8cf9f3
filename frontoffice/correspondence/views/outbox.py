"""The outbox: what goes and went out, what needs a person first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.correspondence import queries
from frontoffice.correspondence.models import Message, Status
from frontoffice.correspondence.permissions import SEES_THE_OUTBOX
from frontoffice.correspondence.views.wording import TONES, WHAT_TO_DO
from frontoffice.foundation.ui.navigation import NavItem

ON_A_PAGE = 25
MOST_IN_TROUBLE = 10


@dataclass(frozen=True)
class Show:
    """One way to look at the outbox."""

    name: str
    label: Promise
    statuses: tuple[Status, ...]


SHOWS = (
    Show("", _("All"), ()),
    Show("attention", _("Needs a person"), queries.NEEDS_A_PERSON),
    Show("under-way", _("To be sent"), queries.UNDER_WAY),
    Show("held", _("Waits for approval"), (Status.HELD,)),
    Show("drafts", _("Drafts"), (Status.DRAFT,)),
    Show("sent", _("Sent"), (Status.SENT,)),
)


@needs(*SEES_THE_OUTBOX)
def outbox(request: ActingRequest) -> HttpResponse:
    """Messages, newest first, by what they wait for."""
    wanted = request.GET.get("show", "")
    show = next((one for one in SHOWS if one.name == wanted), SHOWS[0])
    seen = queries.messages_visible_to(by=request.actor, at=request.at)
    counts = queries.counts(seen)
    page = queries.page_of(
        queries.outbox(seen, show.statuses),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        most=ON_A_PAGE,
    )
    first = not request.GET.get("after") and not request.GET.get("before")
    troubled = any(counts.get(status) for status in queries.NEEDS_A_PERSON)
    context = {
        "show": show,
        "kept_here": settings.MAIL_TRANSPORT == "page",
        "tabs": [_tab(one, show, counts) for one in SHOWS],
        "rows": _rows(page.rows),
        "troubled": _rows(_in_trouble(seen)) if troubled and first and show.name == "" else [],
        "more_troubled": sum(counts.get(status, 0) for status in queries.NEEDS_A_PERSON) > MOST_IN_TROUBLE,
        "older": _address(show, after=page.older) if page.older else "",
        "newer": _address(show, before=page.newer) if page.newer else "",
    }
    return render(request, "correspondence/outbox.html", context)


def _in_trouble(seen: QuerySet[Message]) -> list[Message]:
    return list(queries.outbox(seen, queries.NEEDS_A_PERSON)[:MOST_IN_TROUBLE])


def _rows(messages: list[Message]) -> list[dict[str, object]]:
    return [
        {"message": message, "tone": TONES[message.status], "what_to_do": WHAT_TO_DO.get(message.status, "")}
        for message in messages
    ]


def _tab(one: Show, shown: Show, counts: dict[str, int]) -> NavItem:
    counted = [status for status in one.statuses if status != Status.SENT]
    return NavItem(
        label=str(one.label),
        url=_address(one),
        current=one == shown,
        count=sum(counts.get(status, 0) for status in counted) if counted else None,
    )


def _address(show: Show, **more: str) -> str:
    told = ({"show": show.name} if show.name else {}) | more
    return f"?{urlencode(told)}" if told else "."
