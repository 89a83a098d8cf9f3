"""How much of whose work is looked at now, and by when."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from frontoffice.authority.deciding import live_grants
from frontoffice.authority.models import StaffMember
from frontoffice.foundation.calendars import DayUnit, office_hours
from frontoffice.supervision.models import Kind, ReviewShare
from frontoffice.supervision.shipped import RULE, newest_rule

# By the words of a series for how closely work is looked after (STF-5); the agency's own levels say their share.
BY_WORDS: Mapping[str, Decimal] = {
    "close": Decimal(1),
    "direct": Decimal(1),
    "training": Decimal(1),
    "general": Decimal("0.2"),
    "limited": Decimal("0.05"),
    "minimal": Decimal("0.02"),
}
NOT_STATED = Decimal("0.2")
RELEASE = "correspondence.release"


def usual(member: StaffMember) -> Decimal:
    """The share that goes with the member's level."""
    level = member.level
    share: Decimal = getattr(level, "review_share", Decimal(0))
    if share > 0:
        return share
    return BY_WORDS.get(getattr(level, "supervision", ""), NOT_STATED)


def share_of(member: StaffMember, kind: Kind | str, *, at: datetime) -> Decimal:
    """The share that counts for the member at that instant."""
    return shares_of([member], kind, at=at)[member.pk]


def shares_of(members: Iterable[StaffMember], kind: Kind | str, *, at: datetime) -> dict[int, Decimal]:
    """The share of each, by the member's id: what was set last, else what the grant to send says, else the level's.

    Two queries at most, besides the levels, which the caller loads with the members.
    """
    members = list(members)
    found = {member.pk: usual(member) for member in members}
    if kind == Kind.MESSAGES:
        found |= _held_shares(members, at=at)
    rows = ReviewShare.objects.filter(
        staff_member__in=[member.pk for member in members], kind=kind, from_at__lte=at
    )
    for member_id, share in rows.order_by("from_at", "pk").values_list("staff_member_id", "share"):
        found[member_id] = share
    return found


def _held_shares(members: list[StaffMember], *, at: datetime) -> dict[int, Decimal]:
    """What the grants to send say: each one that has to be asked for, or the lowest share where there are several."""
    by_actor = {member.actor_id: member.pk for member in members}
    found: dict[int, Decimal] = {}
    for grant in live_grants(action=RELEASE, at=at).filter(actor__in=by_actor):
        share = Decimal(1) if grant.needs_approval else getattr(grant, "review_share", None)
        if share is not None:
            member_id = by_actor[grant.actor_id]
            found[member_id] = min(share, found.get(member_id, share))
    return found


def due_on(member: StaffMember, since: datetime, kind: Kind | str) -> date:
    """The last business day of the member's office for a review."""
    rule = newest_rule(kind)
    days = rule.due_days if rule is not None else RULE["due_days"]
    hours = office_hours(member.office)
    return hours.due_on(hours.date_of(since), days, unit=DayUnit.BUSINESS)
