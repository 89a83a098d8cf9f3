"""Fetching what lies in the mailboxes: bytes on disk, row committed, and only then is the mail put away on the server.

Two workers never poll a mailbox at once (a lease, renewed as they go); should they all the same, the ledger takes each
mail once. A worker that is killed in between leaves mails that are in the ledger in the folder: the next look puts
them away without taking them in again.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from frontoffice.foundation.boundaries import boundary, reached
from frontoffice.foundation.models import Actor
from frontoffice.intake import imap
from frontoffice.intake.actions import keeping
from frontoffice.intake.models import Mailbox

LEASED = boundary("intake.leased")
FETCHED = boundary("intake.fetched")
KEPT = boundary("intake.kept")
PUT_AWAY = boundary("intake.put_away")
MOST_AT_ONCE = 500


@dataclass
class Polled:
    """What one look at a mailbox came to."""

    kept: int = 0
    put_away: int = 0


class Watch:
    """The instant it is now, counted from the instant that the worker gave."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._started = time.monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._started)


class Lease:
    """That this worker, and no other, is at the mailbox; by the instant until which it holds."""

    def __init__(self, mailbox: Mailbox, until: datetime) -> None:
        self._mailbox = mailbox
        self._until = until

    @classmethod
    def of(cls, mailbox: Mailbox, at: datetime) -> "Lease | None":
        """The lease; None when another worker has it, or the mailbox is switched off."""
        free = Mailbox.objects.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lt=at), pk=mailbox.pk, active=True
        )
        until = at + _whole()
        return cls(mailbox, until) if free.update(leased_until=until) == 1 else None

    def renewed(self, at: datetime) -> bool:
        """Take it anew when half of it is gone; false when another worker has it by now."""
        if self._until - at > _whole() / 2:
            return True
        if self._rows().update(leased_until=at + _whole()) != 1:
            return False
        self._until = at + _whole()
        return True

    def end(self, error: str, at: datetime) -> None:
        """Write down how the look went, and let the mailbox go."""
        told: dict[str, object] = {"leased_until": None, "polled_at": at, "error": error}
        if not error:
            counted = ("uid_validity", "on_server", "not_in_ledger")
            told |= {"polled_well_at": at, **{name: getattr(self._mailbox, name) for name in counted}}
        self._rows().update(**told)

    def _rows(self) -> QuerySet[Mailbox]:
        return Mailbox.objects.filter(pk=self._mailbox.pk, leased_until=self._until)


def _whole() -> timedelta:
    return timedelta(seconds=settings.MAIL_POLL_LEASE_SECONDS)


def poll(mailbox: Mailbox, *, by: Actor, at: datetime) -> Polled | None:
    """Take in what lies in the mailbox; None when another worker is at it. What went wrong is on the mailbox."""
    watch = Watch(at)
    lease = Lease.of(mailbox, at)
    if lease is None:
        return None
    reached(LEASED)
    error, polled = "", Polled()
    try:
        with imap.opened(mailbox) as folder:
            _take_in(mailbox, folder, polled, lease, by=by, watch=watch)
    except imap.MailServerTrouble as trouble:
        error = str(trouble)[:500]
    lease.end(error, watch.now())
    return polled


def _take_in(
    mailbox: Mailbox, folder: imap.Folder, polled: Polled, lease: Lease, *, by: Actor, watch: Watch
) -> None:
    uids = folder.uids()
    there = keeping.in_ledger(mailbox, folder.uid_validity, uids)
    new = [uid for uid in uids if uid not in there][:MOST_AT_ONCE]
    sizes = folder.sizes(new)
    partial = set(keeping.not_whole(mailbox, folder.uid_validity, there))
    for uid in sorted(there - partial):
        folder.put_away(uid)
        polled.put_away += 1
    for uid in new:
        fetched = folder.fetch(uid, sizes.get(uid, 0))
        if fetched is None:
            continue
        reached(FETCHED)
        keeping.keep(mailbox, folder.uid_validity, fetched, by=by, at=watch.now())
        reached(KEPT)
        polled.kept += 1
        if fetched.whole:
            folder.put_away(uid)
            reached(PUT_AWAY)
        if not lease.renewed(watch.now()):
            return  # it took so long that another worker goes on
    _reconcile(mailbox, folder)


def _reconcile(mailbox: Mailbox, folder: imap.Folder) -> None:
    """How many mails lie in the folder now, and how many of them the ledger does not have."""
    uids = folder.all_uids()
    there = keeping.in_ledger(mailbox, folder.uid_validity, uids)
    mailbox.uid_validity, mailbox.on_server = folder.uid_validity, len(uids)
    mailbox.not_in_ledger = len(set(uids) - there)
