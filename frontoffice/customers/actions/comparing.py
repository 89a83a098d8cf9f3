"""Customers who may be on file twice: compared after each change, put before a person, and dismissed with a reason."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.duplicates.finding import keep_keys, likely
from frontoffice.customers.duplicates.traits import traits_of
from frontoffice.customers.duplicates.weighing import Pair
from frontoffice.customers.events import LikenessDismissed
from frontoffice.customers.models import Likeness, MatchKey, Party
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

AT_A_TIME = 50


class DismissedAlready(Refused):
    message = _("A colleague said already that they are two.")


class ReasonNeeded(BadInput):
    message = _("Say what shows that they are two.")
    field = "reason"


@action("customers.compare", title=_("Look for customers who are on file twice"), open_to=["service"])
def compare(*, at_a_time: Annotated[int, Field(ge=1, le=500)] = AT_A_TIME, by: Actor, at: datetime) -> int:
    """Compare customers of whom something changed with those whom an index finds; how many were compared.

    Two workers at once take different ones. What no longer speaks for it is settled; what was dismissed stays so.
    """
    due = Party.objects.filter(to_compare=True, merged_into__isnull=True).order_by("pk")
    rows = list(due.select_for_update(of=("self",), skip_locked=True)[:at_a_time])
    Party.objects.filter(pk__in=[row.pk for row in rows]).update(to_compare=False)
    known = traits_of([row.pk for row in rows])
    keep_keys(known.values())
    for traits in known.values():
        _put(traits.pk, likely(traits), at=at)
    return len(rows)


@action("customers.dismiss_likeness", title=_("Say that two customers are not one"), subject="likeness")
def dismiss_likeness(
    *,
    likeness: Likeness,
    reason: Annotated[str, Field(min_length=1, max_length=300)],
    by: Actor,
    at: datetime,
) -> Likeness:
    """They are shown as one no more, whatever changes. Raises DismissedAlready, ReasonNeeded."""
    rows = Likeness.objects.select_for_update(of=("self",)).select_related("one", "other")
    likeness = rows.get(pk=likeness.pk)
    if likeness.dismissed_at is not None:
        raise DismissedAlready
    if not reason.strip():
        raise ReasonNeeded
    dismiss(likeness, reason.strip(), by=by, at=at)
    return likeness


def dismiss(likeness: Likeness, reason: str, *, by: Actor, at: datetime) -> None:
    """Inside the caller's action."""
    likeness.dismissed_at, likeness.dismissed_by, likeness.dismissed_because = at, by, reason
    likeness.save(update_fields=["dismissed_at", "dismissed_by", "dismissed_because"])
    dismissed = LikenessDismissed(likeness_id=likeness.pk)
    announce(dismissed, about=[likeness, likeness.one, likeness.other], by=by, at=at)


def settle_merged(joined: Collection[int], *, at: datetime) -> None:
    """Those whose file goes on in another are compared under that one."""
    rows = Likeness.objects.filter(Q(one__in=joined) | Q(other__in=joined))
    rows.filter(settled_at__isnull=True, dismissed_at__isnull=True).update(settled_at=at)
    MatchKey.objects.filter(party__in=joined).delete()


def are_two(one: Party, other: Party, reason: str, *, by: Actor, at: datetime) -> None:
    """A merge of the two was undone: they are not shown as one again."""
    first, second = sorted((one, other), key=lambda party: party.pk)
    row, _made = Likeness.objects.get_or_create(
        one=first, other=second, defaults={"points": 0, "found_at": at}
    )
    if row.dismissed_at is None:
        dismiss(row, reason[:300], by=by, at=at)


def _put(pk: int, pairs: list[Pair], *, at: datetime) -> None:
    """Open what is likely now and was not known, and settle what is not likely any more."""
    rows = _of(pk)
    there = {(row.one_id, row.other_id): row for row in rows if pk in {row.one_id, row.other_id}}
    two = _dismissed(rows) - {pk}
    for pair in pairs:
        if {pair.one, pair.other} & two:
            continue
        row = there.pop((pair.one, pair.other), None)
        said = {"points": round(pair.likeness.points, 2), "agrees": pair.likeness.agrees}
        if row is None:
            Likeness.objects.get_or_create(
                one_id=pair.one, other_id=pair.other, defaults={**said, "found_at": at}
            )
        elif (row.points, row.agrees, row.settled_at) != (said["points"], said["agrees"], None):
            Likeness.objects.filter(pk=row.pk).update(**said, settled_at=None)
    gone = [row.pk for row in there.values() if row.settled_at is None and row.dismissed_at is None]
    Likeness.objects.filter(pk__in=gone).update(settled_at=at)


def _of(pk: int) -> list[Likeness]:
    """Of the customer and of those merged into it."""
    files = Party.objects.filter(Q(pk=pk) | Q(merged_into=pk)).values("pk")
    return list(Likeness.objects.filter(one__in=files)) + list(Likeness.objects.filter(other__in=files))


def _dismissed(rows: list[Likeness]) -> set[int]:
    """The customers of whom somebody said that they are not this one."""
    said = {pk for row in rows if row.dismissed_at is not None for pk in (row.one_id, row.other_id)}
    if not said:
        return set()
    going = Party.objects.filter(pk__in=said).values_list("pk", "merged_into")
    return {into or pk for pk, into in going}
