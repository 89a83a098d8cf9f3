"""One message: as it went out or would, what became of it, and the proof."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.correspondence import queries
from frontoffice.correspondence.composing import compose
from frontoffice.correspondence.forms import SettleForm
from frontoffice.correspondence.models import Message, Status
from frontoffice.correspondence.panels import origin_of
from frontoffice.correspondence.permissions import RELEASE, RESOLVE, REVISE, SEES_THE_OUTBOX, SEND_AGAIN
from frontoffice.correspondence.reading import Letter, opened
from frontoffice.correspondence.views.showing import message_of
from frontoffice.correspondence.views.wording import (
    CARRIERS,
    DISPATCH_TONES,
    LETTER_HEADINGS,
    TONES,
    WHAT_TO_DO,
)
from frontoffice.foundation import files


@needs(*SEES_THE_OUTBOX)
def message(request: ActingRequest, reference: str) -> HttpResponse:
    return shown(request, message_of(request, reference))


def shown(
    request: ActingRequest,
    message: Message,
    *,
    form: SettleForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a message, with the form that was sent and what was wrong with it where there is one."""
    may = request.powers
    context = {
        "message": message,
        "trail": trail(),
        "letter_heading": LETTER_HEADINGS.get(message.status, LETTER_HEADINGS[Status.RELEASED]),
        "origin": origin_of(message),
        "enclosed": _enclosed(message),
        "letter": letter_of(request, message),
        "tone": TONES[message.status],
        "what_to_do": WHAT_TO_DO.get(message.status, ""),
        "dispatches": [
            {
                "dispatch": dispatch,
                "tone": DISPATCH_TONES[dispatch.outcome],
                "by": CARRIERS.get(dispatch.transport, dispatch.transport),
            }
            for dispatch in message.dispatches.select_related("settled_by")
        ],
        "approval": queries.approval_that_waits(message) if message.status == Status.HELD else None,
        "decision": queries.last_decision(message),
        "form": form or SettleForm(),
        "problem": problem,
        "may_settle": message.status == Status.INCONCLUSIVE and RESOLVE in may,
        "may_send_again": message.status == Status.FAILED and SEND_AGAIN in may,
        "may_change": message.status == Status.DRAFT and REVISE in may,
        "may_send": message.status == Status.DRAFT and RELEASE in may,
    }
    return render(request, "correspondence/message.html", context, status=status)


def _enclosed(message: Message) -> list[dict[str, object]]:
    return [
        {
            "url": reverse("correspondence:enclosure", args=[message.reference, enclosure.position]),
            "name": enclosure.file.name,
            "size": enclosure.file.size,
        }
        for enclosure in message.enclosures.all()
    ]


def trail() -> list[tuple[str, str]]:
    """The way back to the outbox."""
    return [(_("Mail"), reverse("correspondence:outbox"))]


def letter_of(request: ActingRequest, message: Message) -> Letter:
    """The mail as it went out; of one that was not released, as it would now."""
    if message.eml is None:
        return opened(compose(message, message_id="not.sent.yet@localhost", at=request.at))
    with files.open_bytes(message.eml) as kept:
        return opened(kept.read())


@needs(*SEES_THE_OUTBOX)
def as_sent(request: ActingRequest, reference: str) -> HttpResponseBase:
    """The very bytes."""
    message = message_of(request, reference)
    if message.eml is None:
        raise Http404
    return files.download(message.eml)


@needs(*SEES_THE_OUTBOX)
def enclosure(request: ActingRequest, reference: str, number: int) -> HttpResponseBase:
    """A file that goes with the message."""
    message = message_of(request, reference)
    found = message.enclosures.filter(position=number).select_related("file").first()
    if found is None:
        raise Http404
    return files.download(found.file)
