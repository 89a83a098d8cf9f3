"""Each part of an answer to a problem is sent by the worker, in a transaction of its own."""

from datetime import datetime

from frontoffice.cases.actions.answering_problems import answer_part, part_released
from frontoffice.cases.events import ReplyWentOut
from frontoffice.cases.events_problems import AnswerPartOwed
from frontoffice.cases.models import CaseMessage
from frontoffice.foundation.events import Told, reacts_to
from frontoffice.foundation.models import Actor


@reacts_to(AnswerPartOwed)
def send_part(event: AnswerPartOwed, *, by: Actor, at: datetime, told: Told) -> None:
    """Exactly once each: what it does and that it was done commit together."""
    answer_part(event.part_id, by=by, at=at)


@reacts_to(ReplyWentOut)
def tell_part(event: ReplyWentOut, *, by: Actor, at: datetime, told: Told) -> None:
    """A part that waited for approval is answered now."""
    reply = CaseMessage.objects.filter(message=event.message_id).first()
    if reply is not None:
        part_released(reply)
