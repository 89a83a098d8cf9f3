"""A person decides on a draft: sends it as they edited it, or rejects it for a reason. Releasing it is approving it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.actions.approving import decline
from frontoffice.authority.registry import action
from frontoffice.cases.actions.recording import locked as locked_case
from frontoffice.cases.actions.replying import reply
from frontoffice.correspondence.actions.holding import give_back
from frontoffice.correspondence.models import Message, Status
from frontoffice.correspondence.queries import approval_that_waits
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.actions.closing_gaps import open_gap
from frontoffice.knowledge.models import Passage
from frontoffice.representative.actions.following import decided
from frontoffice.representative.models import FEEDS_GAPS, Attempt, Decision, RejectReason

_MARK = re.compile(r"\[(\d{1,2})\]")
WORDS = 4000


class DecidedAlready(Refused):
    message = _("Somebody has decided on this draft already.")


class AskedInstead(Refused):
    message = _("You may only ask for this decision; somebody else has to take it.")
    status = 403
    part = "grant"


class UnknownNumber(BadInput):
    message = _("The text has a number in brackets that none of the draft’s sources has.")
    field = "text"


@action("representative.edit_draft", title=_("Send a draft as edited"))
def edit_draft(
    *,
    attempt: Attempt,
    text: Annotated[str, Field(min_length=1, max_length=20_000)],
    by: Actor,
    at: datetime,
) -> Attempt:
    """Reply to the customer in the editor's own name, beginning from the draft; what was drafted is kept as it was.

    The sources whose numbers still stand in the text are cited. A draft that was withdrawn for a person can be used
    so too. Raises DecidedAlready, UnknownNumber, and whatever a reply refuses (a source that is no longer in force).
    """
    case, attempt = locked_case(attempt.case), _locked(attempt)
    if attempt.decision not in {"", Decision.WITHDRAWN} or attempt.message is None:
        raise DecidedAlready
    text, passages = renumbered(text, attempt.message)
    if not attempt.decision:
        _settle(attempt.message, str(_("Sent as edited.")), by=by, at=at)
    replied = reply(case=case, text=text, passages=passages, by=by, at=at)
    sent = replied.case_messages.select_related("message").latest("pk").message
    decided(attempt, Decision.EDITED, who=by, edited=sent, by=by, at=at)
    return attempt


@action("representative.reject_draft", title=_("Reject a draft"))
def reject_draft(
    *,
    attempt: Attempt,
    reason: RejectReason,
    comment: Annotated[str, Field(max_length=900)] = "",
    by: Actor,
    at: datetime,
) -> Attempt:
    """Say why the draft is no answer; the case waits for a person. What our texts should say becomes a gap (INQ-7).

    Raises DecidedAlready, and NotAuthorized for who could not have released it.
    """
    attempt = _locked(attempt)
    if attempt.decision or attempt.message is None:
        raise DecidedAlready
    said = f"{RejectReason(reason).label}. {comment.strip()}".strip()
    _settle(attempt.message, said, by=by, at=at)
    decided(attempt, Decision.REJECTED, who=by, reason=reason, comment=comment.strip(), by=by, at=at)
    if reason in FEEDS_GAPS:
        _feed_gap(attempt, by=by, at=at)
    return attempt


def renumbered(text: str, message: Message) -> tuple[str, list[Passage]]:
    """The text with its numbers counted anew, and the passages that it still cites, in that order."""
    sources = {c.position: c.passage for c in message.citations.select_related("passage__version__article")}
    used = sorted({int(number) for number in _MARK.findall(text)})
    if not set(used) <= set(sources):
        raise UnknownNumber
    counted = {old: new for new, old in enumerate(used, start=1)}
    return _MARK.sub(lambda mark: f"[{counted[int(mark.group(1))]}]", text), _of(sources, used)


def _of(sources: dict[int, Passage], used: Sequence[int]) -> list[Passage]:
    return [sources[number] for number in used]


def _settle(message: Message, said: str, *, by: Actor, at: datetime) -> None:
    """Decline what waits, by who could approve it, and give the message back at once: the case is free for a reply."""
    approval = approval_that_waits(message)
    if approval is None:
        message.refresh_from_db()
        if message.status not in {Status.HELD, Status.DRAFT}:
            raise DecidedAlready
        return
    settled = decline(approval=approval, reason=said, by=by, at=at)
    if settled.pk != approval.pk:
        raise AskedInstead
    give_back(message.pk, settled, by=by, at=at)


def _feed_gap(attempt: Attempt, *, by: Actor, at: datetime) -> None:
    post = attempt.case.posts.select_related("contact").order_by("pk").first()
    if post is None:
        return
    open_gap(
        post.contact,
        words=post.text[:WORDS],
        language=attempt.language,
        question=attempt.case.question,
        by=by,
        at=at,
    )


def _locked(attempt: Attempt) -> Attempt:
    rows = Attempt.objects.select_for_update(of=("self",))
    return rows.select_related("case__question", "message", "post__staff_member__actor").get(pk=attempt.pk)
