"""Merging two files that are one customer's: nothing moves, and each choice can be undone (ACC-8)."""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.actions.comparing import settle_merged
from frontoffice.customers.events import CustomersMerged
from frontoffice.customers.indexing import index
from frontoffice.customers.keeping import all_locked, follow
from frontoffice.customers.merging import choosing, interests, parting
from frontoffice.customers.merging.comparing import clashes, dates_differ, weight
from frontoffice.customers.models import ContactPoint, Flag, Identifier, Merge, Party, Side
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.together import counting, whole
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Reason = Annotated[str, Field(min_length=1, max_length=500)]
Value = Annotated[str, Field(max_length=500)]
STAYS = ("protected_address",)


class MergeIntoItself(BadInput):
    message = _("This is the same customer. Choose another one.")
    field = "other"


class MergedAlready(Refused):
    """The message says whose file goes on in which one."""

    message = _("One of these files goes on in another one already.")
    field = "other"


class KindsDiffer(Refused):
    message = _("A person, an organization and a household are not one customer.")
    field = "other"


class NumbersClash(Refused):
    """The message names the kinds of numbers."""

    message = _("They have different numbers of which one has only one.")
    field = "without_identifiers"


class DatesClash(Refused):
    message = _("They were born, or founded, on different days. Say which day is right.")
    field = "date"


class ProtectionStays(Refused):
    message = _("What protects an address stays for both. End the flag first, if it is over.")
    field = "without_flags"


class NotTheirs(BadInput):
    message = _("One of these belongs to neither of the two.")
    field = "leave_out"


class MergeReasonNeeded(BadInput):
    message = _("Say what shows that they are one customer.")
    field = "reason"


def _weight_of_merge(call: SimpleNamespace) -> int:
    return weight(call.survivor, call.other)


@action("customers.merge", title=_("Merge two customers"), subject="survivor", complexity=_weight_of_merge)
def merge(
    *,
    survivor: Party,
    other: Party,
    reason: Reason,
    name: Side = Side.SURVIVOR,
    language: Side = Side.SURVIVOR,
    preferences: Side = Side.SURVIVOR,
    residential: Side = Side.SURVIVOR,
    mailing: Side = Side.SURVIVOR,
    billing: Side = Side.SURVIVOR,
    service: Side = Side.SURVIVOR,
    date: Side | None = None,
    leave_out: list[Value] | None = None,
    without_identifiers: list[Identifier] | None = None,
    without_flags: list[Flag] | None = None,
    by: Actor,
    at: datetime,
) -> Merge:
    """The file of `other` goes on in that of `survivor`; its reference leads there from now on.

    Where both have a name, language, preferences, an address of a role or a date, the side that was chosen counts.
    All ways to reach them, numbers and flags of both count but those that are left out. The file is kept as closely as
    the stricter of the two. Raises MergeIntoItself, MergedAlready, KindsDiffer, NumbersClash, DatesClash,
    ProtectionStays, NotTheirs, MergeReasonNeeded.
    """
    survivor, other, joined = _both(survivor, other)
    if not reason.strip():
        raise MergeReasonNeeded
    numbers, flags = without_identifiers or [], without_flags or []
    _check(survivor, other, numbers, date)
    left_out = _left_out(survivor, other, leave_out or [], numbers, flags)
    sides = {choosing.NAME: name, choosing.PREFERENCES: preferences, "residential": residential}
    sides |= {"mailing": mailing, "billing": billing, "service": service}
    sides |= dict.fromkeys(choosing.DATES, date or Side.SURVIVOR)
    return _join(survivor, other, joined, reason.strip(), sides, language, left_out, by=by, at=at)


def _both(survivor: Party, other: Party) -> tuple[Party, Party, set[int]]:
    """The two as they are now, locked with all that were merged into the other; and the ids of these."""
    if survivor.pk == other.pk:
        raise MergeIntoItself
    joined = set(Party.objects.filter(merged_into=other).values_list("pk", flat=True)) | {other.pk}
    rows = all_locked({survivor.pk, *joined})
    survivor, other = rows[survivor.pk], rows[other.pk]
    for one in (survivor, other):
        if one.merged_into is not None:
            words = _("%(reference)s goes on in %(other)s already.")
            raise MergedAlready(
                words % {"reference": one.reference, "other": one.merged_into.reference},
                field="other" if one is other else "survivor",
            )
    # Who was merged into the other while we waited for the locks comes along too.
    joined |= set(Party.objects.filter(merged_into=other).values_list("pk", flat=True))
    return survivor, other, joined


def _check(survivor: Party, other: Party, numbers: list[Identifier], date: Side | None) -> None:
    if survivor.kind != other.kind:
        raise KindsDiffer
    clashing = clashes(survivor, other, [one.pk for one in numbers])
    if clashing:
        words = _(
            "They have different numbers: %(kinds)s. Say which one is wrong, or leave them two customers."
        )
        raise NumbersClash(words % {"kinds": ", ".join(clashing)})
    if date is None and dates_differ(survivor, other):
        raise DatesClash


def _left_out(
    survivor: Party, other: Party, values: list[str], numbers: list[Identifier], flags: list[Flag]
) -> list[ContactPoint | Identifier | Flag]:
    """The rows that don't count from now on. Raises NotTheirs, ProtectionStays."""
    wanted = {value.strip() for value in values if value.strip()}
    points = [
        point
        for party in (survivor, other)
        for point in counting(ContactPoint, party).filter(until__isnull=True)
        if {point.value, point.normal} & wanted
    ]
    if wanted - {text for point in points for text in (point.value, point.normal)}:
        raise NotTheirs
    theirs = {*whole(survivor), *whole(other)}
    if any(pk not in theirs for pk in [*(n.party_id for n in numbers), *(f.party_id for f in flags)]):
        raise NotTheirs(field="without_identifiers")
    if any(flag.kind in STAYS for flag in flags):
        raise ProtectionStays
    return [*points, *numbers, *flags]


def _join(
    survivor: Party,
    other: Party,
    joined: set[int],
    reason: str,
    sides: dict[str, Side],
    language: Side,
    left_out: list[ContactPoint | Identifier | Flag],
    *,
    by: Actor,
    at: datetime,
) -> Merge:
    kept, today = set(whole(survivor)), office_day(at)
    before: dict[str, Any] = {"survivor": parting.columns_of(survivor), "other": parting.columns_of(other)}
    chosen = {Side.SURVIVOR: survivor, Side.OTHER: other}
    survivor.name = chosen[sides[choosing.NAME]].name
    survivor.language = chosen[language].language
    survivor.confidentiality = max(survivor.confidentiality, other.confidentiality)
    survivor.save(update_fields=parting.COLUMNS)
    before |= {"after": parting.columns_of(survivor)}
    made = Merge.objects.create(
        survivor=survivor,
        other=other,
        reason=reason,
        choices=choosing.decided(sides, kept, joined, today),
        before=before | {"interests": interests.note(kept, joined, by=by, at=at)},
        merged_at=at,
        merged_by=by,
    )
    choosing.set_aside(made, kept, joined, today)
    for row in left_out:
        row.set_aside_in = made
        row.save(update_fields=["set_aside_in"])
    Party.objects.filter(pk__in=joined).update(merged_into=survivor, found_by="")
    follow(survivor)
    index(survivor)
    settle_merged(joined, at=at)
    merged = CustomersMerged(party_id=survivor.pk, other_party_id=other.pk, merge_id=made.pk)
    announce(merged, about=[survivor, other], by=by, at=at)
    return made
