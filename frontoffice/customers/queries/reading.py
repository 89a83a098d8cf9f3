"""What is on file of a party on a given day, as it was known at a given moment (X1, X2)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from frontoffice.authority.conflicts import Key, belongs_to
from frontoffice.authority.deciding import may
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import visible
from frontoffice.customers.models import (
    Address,
    AddressRole,
    ContactPoint,
    Flag,
    FlagKind,
    Identifier,
    IdentifierKind,
    Membership,
    Merge,
    Particular,
    Party,
    PartyName,
    Preferences,
    Viewers,
)
from frontoffice.customers.queries.on_file import has
from frontoffice.customers.queries.together import all_of, counting, going_on, whole
from frontoffice.foundation.models import Actor
from frontoffice.foundation.statements import Statement

CONFIDENTIAL = "customers.protect"
REVIEW = "customers.review_caution"


@belongs_to(Address)
def owners_of_address(address: Address) -> list[Key]:
    """An interest in the customer is one in all that is on file of them (STF-4)."""
    return [("customers.party", address.party_id)]


@belongs_to(Identifier)
def owners_of_identifier(identifier: Identifier) -> list[Key]:
    return [("customers.party", identifier.party_id)]


@belongs_to(PartyName)
def owners_of_name(name: PartyName) -> list[Key]:
    return [("customers.party", name.party_id)]


@belongs_to(Flag)
def owners_of_flag(flag: Flag) -> list[Key]:
    return [("customers.party", flag.party_id)]


@belongs_to(Membership)
def owners_of_membership(membership: Membership) -> list[Key]:
    return [("customers.party", membership.household_id), ("customers.party", membership.member_id)]


@visible(PartyName)
def names_visible_to(*, by: Actor, at: datetime) -> QuerySet[PartyName]:
    rows = PartyName.objects.select_related("party")
    return rows if by.is_staff else rows.none()


@visible(Address)
def addresses_visible_to(*, by: Actor, at: datetime) -> QuerySet[Address]:
    """Staff see addresses; those kept confidential who protects files and who keyed them (ACC-6)."""
    rows = Address.objects.select_related("party")
    if not by.is_staff:
        return rows.none()
    return rows.filter(_for_eyes_of(by, protects=may(by, CONFIDENTIAL, at=at)))


@visible(Identifier)
def identifiers_visible_to(*, by: Actor, at: datetime) -> QuerySet[Identifier]:
    rows = Identifier.objects.select_related("party")
    return rows if by.is_staff else rows.none()


@visible(Membership)
def memberships_visible_to(*, by: Actor, at: datetime) -> QuerySet[Membership]:
    rows = Membership.objects.select_related("household", "member")
    return rows if by.is_staff else rows.none()


@visible(IdentifierKind)
def identifier_kinds_visible_to(*, by: Actor, at: datetime) -> QuerySet[IdentifierKind]:
    return IdentifierKind.objects.all() if by.is_staff else IdentifierKind.objects.none()


@visible(FlagKind)
def flag_kinds_visible_to(*, by: Actor, at: datetime) -> QuerySet[FlagKind]:
    return FlagKind.objects.all() if by.is_staff else FlagKind.objects.none()


@visible(Merge)
def merges_visible_to(*, by: Actor, at: datetime) -> QuerySet[Merge]:
    rows = Merge.objects.select_related("survivor", "other__merged_into", "merged_by", "undone_by")
    return rows if by.is_staff else rows.none()


@belongs_to(Merge)
def owners_of_merge(merge: Merge) -> list[Key]:
    return [("customers.party", merge.survivor_id), ("customers.party", merge.other_id)]


@visible(Flag)
def flags_visible_to(*, by: Actor, at: datetime) -> QuerySet[Flag]:
    """Each flag has its viewers (ACC-15): everybody who serves, the unit that placed it, or supervisors alone."""
    rows = Flag.objects.select_related("party", "concerns", "recorded_by", "ended_by")
    if not by.is_staff:
        return rows.none()
    return rows.filter(_for_viewer(by, reviews=may(by, REVIEW, at=at)))


def flags_on(party: Party, day: date, *, by: Actor, at: datetime) -> list[Flag]:
    """The flags that count on a day and that this viewer sees."""
    return flags_shown(party, day, by=by, reviews=may(by, REVIEW, at=at)) if by.is_staff else []


def flags_shown(party: Party, day: date, *, by: Actor, reviews: bool) -> list[Flag]:
    """The same for a colleague of whom it is known whether they review. One query."""
    if not has(party, "flags"):
        return []
    asked: dict[str, Any] = {"party": going_on(party), "day": day}
    return _EVERY_FLAG.rows(**asked) if reviews else _FLAGS_FOR.rows(**asked, by=by.pk or 0)


def _flags(*, party: int, day: date, by: int | None = None) -> QuerySet[Flag]:
    seen = _for_viewer(Actor(pk=by), reviews=by is None)
    begun = counting(Flag, Party(pk=party)).filter(seen, from_on__lte=day)
    rows = begun.filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
    return rows.select_related("concerns", "recorded_by").order_by("pk")


_EVERY_FLAG: Statement[Flag] = Statement(_flags, party=int, day=date)
_FLAGS_FOR: Statement[Flag] = Statement(_flags, party=int, day=date, by=int)


def _for_viewer(by: Actor, *, reviews: bool) -> Q:
    if reviews:
        return Q()
    unit = StaffMember.objects.filter(actor=by).values("unit")
    return Q(viewers=Viewers.STAFF) | Q(unit__in=unit) | Q(recorded_by=by)


def _for_eyes_of(by: Actor, *, protects: bool) -> Q:
    return Q() if protects else Q(confidential=False) | Q(recorded_by=by)


def address_on(
    party: Party, role: AddressRole, day: date, *, known_at: datetime | None = None
) -> Address | None:
    """The address in a role on a day, as far as it was known at a moment (now, where none is given). One query.

    Among those that cover the day the one counts that took effect last, then the one recorded last: a temporary one
    goes before the lasting one, which counts again afterwards.
    """
    rows = _as_known(Address.objects.filter(role=role), party, known_at)
    covering = _covering(rows, day, known_at)
    return covering.order_by("-effective_on", "-pk").first()


def addresses_on(
    party: Party, day: date, *, by: Actor, at: datetime, known_at: datetime | None = None
) -> dict[AddressRole, Address]:
    """The address in each role on a day, as far as this viewer sees them. One query besides the check of authority."""
    rows = _covering(_as_known(addresses_visible_to(by=by, at=at), party, known_at), day, known_at)
    return latest_of_each(rows.order_by("effective_on", "pk"))


def addresses_shown(party: Party, day: date, *, by: Actor, protects: bool) -> dict[AddressRole, Address]:
    """The same for a colleague of whom it is known whether they protect files. One query."""
    if not has(party, "addresses"):
        return {}
    asked: dict[str, Any] = {"party": going_on(party), "day": day}
    rows = _EVERY_ADDRESS.rows(**asked) if protects else _ADDRESSES_FOR.rows(**asked, by=by.pk or 0)
    return latest_of_each(rows)


def _addresses(*, party: int, day: date, by: int | None = None) -> QuerySet[Address]:
    seen = _for_eyes_of(Actor(pk=by), protects=by is None)
    rows = _covering(counting(Address, Party(pk=party)).filter(seen), day, None)
    return rows.order_by("effective_on", "pk")


_EVERY_ADDRESS: Statement[Address] = Statement(_addresses, party=int, day=date)
_ADDRESSES_FOR: Statement[Address] = Statement(_addresses, party=int, day=date, by=int)


def covers(address: Address, day: date) -> bool:
    """Whether an address, as it stands now, covers a day; which of several counts is for `address_on` to say."""
    over = [end for end in (address.until_on, address.ended_on) if end is not None]
    return address.effective_on <= day and all(day < end for end in over)


def latest_of_each(rows: Iterable[Address]) -> dict[AddressRole, Address]:
    """The last row of each role, in the order of the roles; the rows come in the order in which they took effect."""
    found = {AddressRole(row.role): row for row in rows}
    return {role: found[role] for role in AddressRole if role in found}


def _as_known(rows: "QuerySet[Address]", party: Party, known_at: datetime | None) -> "QuerySet[Address]":
    """Of these the party's that count; at an earlier moment those of the files that were one by then."""
    if known_at is None:
        return rows.filter(party__in=whole(party), set_aside_in__isnull=True)
    by_then = Merge.objects.filter(undone_at__isnull=True, merged_at__lte=known_at)
    files = Q(party=going_on(party)) | Q(party__in=by_then.filter(survivor=going_on(party)).values("other"))
    return rows.filter(files, Q(set_aside_in__isnull=True) | Q(set_aside_in__merged_at__gt=known_at))


def _covering(rows: "QuerySet[Address]", day: date, known_at: datetime | None) -> "QuerySet[Address]":
    ended = Q(ended_on__lte=day)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
        ended &= Q(ended_at__lte=known_at)
    unended = Q(ended_on__isnull=True) | ~ended
    return rows.filter(unended, effective_on__lte=day).filter(Q(until_on__isnull=True) | Q(until_on__gt=day))


def preferences_of(party: Party) -> Preferences | None:
    """The newest preferences, or None where nothing was said beyond the language."""
    return _PREFERENCES.first(party=going_on(party)) if has(party, "preferences") else None


def _preferences(*, party: int) -> QuerySet[Preferences]:
    rows = counting(Preferences, Party(pk=party)).select_related("recorded_by")
    return rows.order_by("-pk")[:1]


_PREFERENCES: Statement[Preferences] = Statement(_preferences, party=int)


def names_of(party: Party) -> list[PartyName]:
    """All names, those in use first, then the former ones, the last one first."""
    rows = all_of(PartyName, party).select_related("recorded_by").order_by("-from_on", "-pk")
    return sorted(rows, key=lambda name: name.until_on is not None or name.set_aside_in_id is not None)


def identifiers_of(party: Party) -> list[Identifier]:
    """The identifiers in use, then those that ended."""
    rows = all_of(Identifier, party).select_related("recorded_by").order_by("pk")
    return sorted(rows, key=lambda one: one.until_on is not None or one.set_aside_in_id is not None)


def particulars_of(party: Party) -> list[Particular]:
    """The newest date of each kind. One query."""
    return list({one.kind: one for one in counting(Particular, party).order_by("pk")}.values())


def household_of(party: Party, day: date) -> Sequence[Membership]:
    """Who belongs to this household, or to which households this party belongs, on a day and before. One query."""
    files = whole(party)
    rows = Membership.objects.filter(Q(household__in=files) | Q(member__in=files), since__lte=day)
    ordered = sorted(rows.select_related("household", "member"), key=lambda one: one.until_on or date.max)
    # Who belongs to it under two files that are one belongs to it once: as what goes on, else what ended last.
    once = {(going_on(one.household), going_on(one.member)): one for one in ordered}
    return sorted(once.values(), key=lambda one: (one.until_on is not None, one.since, one.pk))


def points_history(party: Party) -> list[ContactPoint]:
    """Each way to reach the party that ever was. One query."""
    return list(all_of(ContactPoint, party).order_by("kind", "-preferred", "pk"))
