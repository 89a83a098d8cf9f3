"""Putting a mail into the ledger: its bytes on disk first, then its row, and nothing has read it yet."""

from datetime import datetime

from django.db import IntegrityError, transaction

from frontoffice.foundation import files
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.intake.events import MailKept
from frontoffice.intake.imap import Fetched
from frontoffice.intake.models import Incoming, Mailbox

SOME = 500


def in_ledger(mailbox: Mailbox, uid_validity: int, uids: list[int]) -> set[int]:
    """Those of the numbers that the ledger has."""
    found: set[int] = set()
    rows = Incoming.objects.filter(mailbox=mailbox, uid_validity=uid_validity)
    for start in range(0, len(uids), SOME):
        found.update(rows.filter(uid__in=uids[start : start + SOME]).values_list("uid", flat=True))
    return found


def not_whole(mailbox: Mailbox, uid_validity: int, uids: set[int]) -> list[int]:
    """Those that were too large to fetch: they stay where they are until a person has seen to them."""
    rows = Incoming.objects.filter(mailbox=mailbox, uid_validity=uid_validity, whole=False)
    return [uid for uid in rows.values_list("uid", flat=True) if uid in uids]


def keep(
    mailbox: Mailbox, uid_validity: int, fetched: Fetched, *, by: Actor, at: datetime
) -> Incoming | None:
    """The row of a mail; None when it is there already. In a transaction of its own."""
    made = files.made(fetched.content or b"\r\n", name=f"{fetched.uid}.eml", content_type="message/rfc822")
    try:
        with transaction.atomic():
            incoming = Incoming.objects.create(
                mailbox=mailbox,
                uid_validity=uid_validity,
                uid=fetched.uid,
                received_at=min(fetched.received_at, at),
                fetched_at=at,
                raw=files.keep(made, by=None, at=at),
                size=fetched.size,
                whole=fetched.whole,
            )
            announce(MailKept(incoming_id=incoming.pk), about=incoming, by=by, at=at)
    except IntegrityError:
        if in_ledger(mailbox, uid_validity, [fetched.uid]):
            return None
        raise
    return incoming
