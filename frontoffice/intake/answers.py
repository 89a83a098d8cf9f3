"""What goes out about a case is answered into the mailbox of the case, and follows upon what came in about it."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from frontoffice.cases.models import Case
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.threading import MOST_ANCESTORS, Return
from frontoffice.foundation.statements import Statement
from frontoffice.intake.models import Incoming, Mailbox


def heard(thread: str, address: str) -> list[tuple[datetime, str]]:
    """The Message-IDs of the mails from that address on the thread's case, with the instants they came at."""
    kind, _colon, number = thread.partition(":")
    if kind != "case" or not number.isdecimal():
        return []
    return list(_HEARD.rows(case=int(number), address=address.lower()))


def _told(*, case: int, address: str) -> QuerySet[Incoming, Any]:
    rows = Incoming.objects.filter(case=case, from_address=address, post__isnull=False)
    told = rows.exclude(message_id="").order_by("-pk").values_list("received_at", "message_id")
    return told[:MOST_ANCESTORS]


_HEARD = Statement(_told, case=int, address=str)


def back_to(message: Message) -> Return | None:
    """The mailbox that the case came in by; of one that came otherwise, the first one of its topic. One query."""
    kind, _colon, number = message.thread.partition(":")
    if kind != "case" or not number.isdecimal():
        return None
    mailbox = _MAILBOX.first(case=int(number))
    return Return(*mailbox) if mailbox is not None else None


def _mailboxes(*, case: int) -> QuerySet[Mailbox, Any]:
    came_by = Exists(Incoming.objects.filter(case=case, mailbox=OuterRef("pk")))
    topic = Case.objects.filter(pk=case).values("topic")
    active = Mailbox.objects.filter(active=True).annotate(came_by=came_by)
    found = active.filter(Q(came_by=True) | Q(topic__in=topic)).order_by("-came_by", "pk")
    return found.values_list("address", "plus")[:1]


_MAILBOX = Statement(_mailboxes, case=int)
