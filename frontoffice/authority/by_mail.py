"""Notices that colleagues are told of by e-mail too: what is due to whom, and taking it to be sent exactly once.

The room that sends mail asks each minute. What was read before is not mailed. A mail says of what kind each notice is
and where it is to be read, never what it says.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from frontoffice.authority.models import Mailing, Notice, NoticeChoice, NoticeMail, StaffMember
from frontoffice.foundation import clock

MORNING = dt.timedelta(hours=7)  # at the colleague's office: then what is told once a day goes out
A_DAY = dt.timedelta(days=1)
MOST_IN_ONE = 100


@dataclass(frozen=True)
class Letter:
    """What one mail to one colleague is about, the oldest first."""

    member: StaffMember
    address: str
    notices: Sequence[Notice]


def due(*, at: dt.datetime) -> list[int]:
    """The ids of the colleagues to whom something is to be mailed now. Two queries."""
    first = _open().values("member", "how").annotate(first=Min("at")).values_list("member", "how", "first")
    found = {(member, how): earliest for member, how, earliest in first}
    serving = Q(until__isnull=True) | Q(until__gt=at)
    members = StaffMember.objects.filter(serving, pk__in={member for member, _how in found})
    reached = members.filter(notice_mail__trouble="").select_related("office").order_by("pk")
    return [one.pk for one in reached if _is_due(one, found, at)]


def take(member_id: int, *, at: dt.datetime) -> Letter | None:
    """What is due to the colleague, marked as mailed, inside the caller's transaction; None where there is nothing."""
    if not connection.in_atomic_block:
        raise RuntimeError("take() belongs inside the sender's transaction.")
    mail = NoticeMail.objects.select_for_update().filter(member=member_id, trouble="").first()
    if mail is None:
        return None
    member = StaffMember.objects.select_related("office", "actor").get(pk=member_id)
    now = Q(how=Mailing.AT_ONCE) | Q(how=Mailing.DAILY, at__lte=last_morning(member, at))
    rows = list(_open().filter(now, member=member_id).order_by("pk")[:MOST_IN_ONE])
    if not rows:
        return None
    Notice.objects.filter(pk__in=[one.pk for one in rows]).update(mailed_at=at)
    return Letter(member, mail.address, rows)


def stop(address: str, reason: str) -> None:
    """Nothing arrives there: nothing is mailed there any more until the colleague says the address anew."""
    NoticeMail.objects.filter(address__iexact=address, trouble="").update(trouble=reason[:300])


def last_morning(member: StaffMember, at: dt.datetime) -> dt.datetime:
    """The last seven o'clock at the colleague's office."""
    zone = member.office.zone
    today = clock.start_of(at.astimezone(zone).date(), zone) + MORNING
    return today if today <= at else clock.start_of((at - A_DAY).astimezone(zone).date(), zone) + MORNING


def _is_due(member: StaffMember, found: dict[tuple[int, str], dt.datetime], at: dt.datetime) -> bool:
    if (member.pk, Mailing.AT_ONCE) in found:
        return True
    first = found.get((member.pk, Mailing.DAILY))
    return first is not None and first <= last_morning(member, at)


def _open() -> QuerySet[Any, Any]:
    """Unread, not mailed, and of a kind that its reader chose, from then on; `how` is what they chose."""
    chosen = NoticeChoice.objects.filter(
        member=OuterRef("member"), kind=OuterRef("kind"), since__lte=OuterRef("at")
    )
    rows = Notice.objects.filter(read_at__isnull=True, mailed_at__isnull=True).order_by()
    rows = rows.filter(member__in=NoticeMail.objects.filter(trouble="").values("member"))
    return rows.annotate(how=Subquery(chosen.values("how")[:1])).filter(how__isnull=False)
