"""A mail that was accepted and came back: on record with what the other side said, and somebody sees to it (COR-8)."""

from datetime import datetime

from frontoffice.correspondence.actions.drafting import subjects
from frontoffice.correspondence.actions.marking_addresses import mark_if_dead
from frontoffice.correspondence.addressing import one_line
from frontoffice.correspondence.events import MessageBounced
from frontoffice.correspondence.models import Bounce, Message, Status
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, StoredFile

LONGEST_WORDS = 900
NO_WORDS = "The other mail server gave no reason."


def bounced(
    message: Message, *, address: str, code: str, words: str, report: StoredFile, by: Actor, at: datetime
) -> Bounce:
    """Record that a message did not arrive, inside the caller's transaction. When it was sent stays as it is (COR-7).

    `code` is the enhanced status (5.1.1), `report` the delivery report as it came. Where the code says that nothing
    will arrive at the address, the customer's file says so from now on (ACC-7).
    """
    message = Message.objects.select_for_update(of=("self",)).select_related("contact").get(pk=message.pk)
    said = one_line(words)[:LONGEST_WORDS] or NO_WORDS
    bounce = Bounce.objects.create(
        message=message,
        to_address=one_line(address)[:254],
        code=code[:12],
        words=said,
        report=report,
        at=at,
    )
    mark_if_dead(message, code, said, by=by, at=at)
    if message.status == Status.SENT:
        message.status, message.error = Status.BOUNCED, said
        message.save(update_fields=["status", "error"])
        announce(
            MessageBounced(message_id=message.pk, bounce_id=bounce.pk), about=subjects(message), by=by, at=at
        )
    return bounce
