"""What goes out about a case is answered into the mailbox of the case, and follows upon what came in about it."""

from datetime import datetime

from frontoffice.correspondence.models import Message
from frontoffice.correspondence.threading import MOST_ANCESTORS, Return
from frontoffice.intake.matching import case_of
from frontoffice.intake.models import Incoming, Mailbox


def heard(thread: str, address: str) -> list[tuple[datetime, str]]:
    """The Message-IDs of the mails from that address on the thread's case, with the instants they came at."""
    kind, _colon, number = thread.partition(":")
    if kind != "case" or not number.isdecimal():
        return []
    rows = Incoming.objects.filter(case=int(number), from_address=address.lower(), post__isnull=False)
    told = rows.exclude(message_id="").order_by("-pk").values_list("received_at", "message_id")
    return list(told[:MOST_ANCESTORS])


def back_to(message: Message) -> Return | None:
    """The mailbox that the case came in by; of one that came otherwise, the first one of its topic."""
    case = case_of(message.thread)
    if case is None:
        return None
    active = Mailbox.objects.filter(active=True).order_by("pk")
    mailbox = active.filter(incoming__case=case).first() or active.filter(topic=case.topic_id).first()
    return Return(mailbox.address, mailbox.plus) if mailbox is not None else None
