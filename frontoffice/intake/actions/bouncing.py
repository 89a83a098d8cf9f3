"""Delivery reports: matched to the message that they are about, and put on record there and at its case (COR-8)."""

from datetime import datetime
from typing import Any

from frontoffice.cases.actions.recording import locked, save
from frontoffice.cases.events import ReplyInTrouble
from frontoffice.cases.models import Attention, CaseMessage
from frontoffice.correspondence.actions.bouncing import bounced
from frontoffice.correspondence.models import Message
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.intake.actions.ending import end
from frontoffice.intake.matching import case_of
from frontoffice.intake.models import Disposition, Incoming, Mail

FAILED = "failed"


def file(incoming: Incoming, mail: Mail, *, by: Actor, at: datetime) -> bool:
    """End a delivery report: as a bounce where it says that a mail did not arrive, else as an automatic reply.

    A report is believed only where it names the Message-ID of a mail that we sent: that is 128 random bits. It stands
    in what the report encloses, or (where nothing is enclosed) in what the report says it follows upon.
    """
    report = mail.report
    message = _returned(mail)
    incoming.bounced = message
    incoming.case = case_of(message.thread) if message is not None else None
    if report.get("action", FAILED) != FAILED:
        end(incoming, Disposition.AUTOMATIC, by=by, at=at)
        return True
    if message is not None:
        bounced(
            message,
            address=report.get("recipient", ""),
            code=report.get("status", ""),
            words=_words(report),
            report=incoming.raw,
            by=by,
            at=at,
        )
        _call_for_attention(incoming, message, by=by, at=at)
    end(incoming, Disposition.BOUNCE, by=by, at=at)
    return True


def _words(report: dict[str, Any]) -> str:
    """The status and what the other side said, which often begins with it."""
    status, words = report.get("status", ""), report.get("words", "")
    return words if status and status in words else f"{status} {words}".strip()


def _returned(mail: Mail) -> Message | None:
    enclosed = mail.report.get("message_id")
    sent = Message.objects.filter(message_id__in=[enclosed] if enclosed else mail.references)
    return sent.order_by("-pk").first()


def _call_for_attention(incoming: Incoming, message: Message, *, by: Actor, at: datetime) -> None:
    """At the case of a message that is no reply: for replies the cases room does so itself."""
    if incoming.case is None or CaseMessage.objects.filter(message=message).exists():
        return
    case = locked(incoming.case)
    case.attention = Attention.NOT_DELIVERED
    save(case, "attention")
    trouble = ReplyInTrouble(case_id=case.pk, message_id=message.pk, attention=Attention.NOT_DELIVERED.value)
    announce(trouble, about=case, by=by, at=at)
