"""A reviewer puts their own words into a colleague's held message; what it said before is the caller's to keep."""

from datetime import datetime

from frontoffice.correspondence.actions.drafting import subjects, write
from frontoffice.correspondence.actions.releasing import ReleasedBefore
from frontoffice.correspondence.actions.revising import ChangedByAnother
from frontoffice.correspondence.events import MessageRevised
from frontoffice.correspondence.models import Message, Status
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor


def take_over(
    message: Message, *, subject: str, body: str, expected_version: int, by: Actor, at: datetime
) -> Message:
    """A held message, whose approval the caller has decided, becomes a draft that says this.

    Inside the caller's action. `message.by` stays who wrote it; the event names who changed it. Raises ReleasedBefore,
    ChangedByAnother, NothingToSay, TooLong.
    """
    message = Message.objects.select_for_update(of=("self",)).select_related("contact").get(pk=message.pk)
    if message.status not in {Status.HELD, Status.DRAFT}:
        raise ReleasedBefore
    if message.version != expected_version:
        raise ChangedByAnother
    write(message, to_name=message.to_name, to_address=message.to_address, subject=subject, body=body)
    message.status = Status.DRAFT
    message.version += 1
    message.save(update_fields=["subject", "body", "status", "version"])
    revised = MessageRevised(message_id=message.pk, version=message.version)
    announce(revised, about=subjects(message), by=by, at=at)
    return message
