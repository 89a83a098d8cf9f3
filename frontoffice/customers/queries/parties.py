"""Who there is, and how to reach them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.conflicts import Key, belongs_to, people
from frontoffice.authority.registry import visible
from frontoffice.authority.sameness import same, stands_for
from frontoffice.customers.models import ContactPoint, Party, PointKind
from frontoffice.customers.queries.together import all_of, counting, going_on, ids_of_whole
from frontoffice.foundation.models import Actor
from frontoffice.foundation.statements import Statement

ON_A_PAGE = 50

LABEL = "customers.party"

people(LABEL)


@belongs_to(ContactPoint)
def owners_of_contact_point(point: ContactPoint) -> list[Key]:
    """An interest in the customer is one in how they are reached (STF-4)."""
    return [("customers.party", point.party_id)]


@visible(Party)
def parties_visible_to(*, by: Actor, at: datetime) -> QuerySet[Party]:
    """Staff see customers; customers and visitors see no list of others."""
    return Party.objects.all() if by.is_staff else Party.objects.none()


@stands_for(Party)
def current(party: Party) -> Party:
    """The party that goes on: the one into which this one was merged, or itself (ACC-8)."""
    return party if party.merged_into is None else party.merged_into


@same(LABEL)
def files_of(pk: int) -> set[int]:
    """The ids of all files that go on as one with this one."""
    return ids_of_whole(pk)


_POINTS: Statement[ContactPoint] = Statement(
    lambda *, party: counting(ContactPoint, Party(pk=party)).filter(until__isnull=True), party=int
)


def points(party: Party) -> list[ContactPoint]:
    """The telephone numbers and e-mail addresses in use, the one to try of each first. One query."""
    order, going = {PointKind.PHONE: 0, PointKind.EMAIL: 1}, going_on(party)
    rows = sorted(
        _POINTS.rows(party=going),
        key=lambda one: (
            order[PointKind(one.kind)],
            _is_dead(one),
            not one.preferred,
            one.party_id != going,
            one.pk,
        ),
    )
    return list({(one.kind, one.normal): one for one in reversed(rows)}.values())[::-1]


def email_of(party: Party) -> str:
    """The preferred e-mail address, else the newest in use, or an empty string; where mail arrives before others."""
    return _first(party, PointKind.EMAIL)


def phone_of(party: Party) -> str:
    """The preferred telephone number, else the newest in use, or an empty string."""
    return _first(party, PointKind.PHONE)


def nothing_arrives_at(address: str) -> ContactPoint | None:
    """Why and since when mail to this address does not arrive, on whosever file it is; else None. One query."""
    return _DEAD.first(address=address.lower()) if address else None


def _dead(*, address: str) -> QuerySet[ContactPoint]:
    rows = ContactPoint.objects.filter(
        kind=PointKind.EMAIL, normal=address, until__isnull=True, undeliverable_since__isnull=False
    )
    return rows.order_by("undeliverable_since", "pk")[:1]


_DEAD: Statement[ContactPoint] = Statement(_dead, address=str)


def earlier_points(party: Party) -> list[ContactPoint]:
    """The ways to reach the party that are no longer used, the last one first."""
    over = Q(until__isnull=False) | Q(set_aside_in__isnull=False)
    return list(all_of(ContactPoint, party).filter(over).order_by("-until", "-pk"))


def page_of(after: str, *, by: Actor, at: datetime) -> tuple[list[Party], str]:
    """Customers by name from a key on, and the key of the next page; empty at the end. One query."""
    parties = parties_visible_to(by=by, at=at).filter(merged_into__isnull=True).order_by("name", "pk")
    number, _parted, name = after.partition("_")
    if number.isdecimal() and len(number) < 19 and name:
        parties = parties.filter(Q(name__gte=name) & (Q(name__gt=name) | Q(pk__gt=int(number))))
    rows = list(parties[: ON_A_PAGE + 1])
    last = rows[ON_A_PAGE - 1] if len(rows) > ON_A_PAGE else None
    return rows[:ON_A_PAGE], f"{last.pk}_{last.name}" if last is not None else ""


def _first(party: Party, kind: PointKind) -> str:
    going = going_on(party)
    in_use = [one for one in _POINTS.rows(party=going) if one.kind == kind]
    rows = sorted(in_use, key=lambda one: (_is_dead(one), not one.preferred, one.party_id != going, -one.pk))
    return rows[0].value if rows else ""


def _is_dead(point: ContactPoint) -> bool:
    return point.undeliverable_since is not None
