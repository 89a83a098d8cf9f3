"""An agency as large as they come: staff with grants, some with restrictions and interests, and years of acts."""

import datetime as dt
import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db import connection, models

from frontoffice.authority.models import Act, Effect, Grant, Interest, Level, Relation, StaffMember
from frontoffice.authority.separation import Part
from frontoffice.foundation.models import Actor, ActorKind, Office, OfficeCalendar, Unit

AT_ONCE = 2000
UNITS = 40
ACTIONS = 60
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Size:
    """How much there is of each."""

    staff: int
    grants: int
    interests: int
    acts: int


def fill(size: Size, *, at: dt.datetime, seed: int, tried: tuple[str, ...]) -> list[Actor]:
    """Write the rows; everybody holds the actions of `tried` among theirs. Returns the actors of the staff."""
    chance = random.Random(seed)  # noqa: S311 - rows of a measurement
    calendar = OfficeCalendar.objects.create(name="Bench")
    office = Office.objects.create(code="BENCH", name="Bench", time_zone="America/Chicago", calendar=calendar)
    units = [Unit.objects.create(code=f"u{n}", name=f"Unit {n}", office=office) for n in range(UNITS)]
    level = Level.objects.create(code="bench", name="Bench", order=9000)
    before = at - dt.timedelta(days=400)
    giver = Actor.objects.create(kind=ActorKind.SERVICE, name="bench", key="bench")
    actors = _all(
        Actor, (Actor(kind=ActorKind.STAFF, name=f"Colleague {number}") for number in range(size.staff))
    )
    _all(
        StaffMember,
        (
            StaffMember(
                actor=actor,
                level=level,
                office=office,
                unit=chance.choice(units),
                post="Post",
                from_at=before,
            )
            for actor in actors
        ),
    )
    _all(Grant, _grants(size, actors, units, giver, before, chance, tried))
    _all(Interest, _interests(size, actors, before, chance))
    _all(Act, _acts(size, actors, before, chance))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return actors


def _all(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    made: list[Row] = []
    for batch in _batches(rows):
        made += model._default_manager.bulk_create(batch)
    return made


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rest = iter(rows)
    while batch := list(itertools.islice(rest, AT_ONCE)):
        yield batch


def _grants(
    size: Size,
    actors: list[Actor],
    units: list[Unit],
    giver: Actor,
    at: dt.datetime,
    chance: random.Random,
    tried: tuple[str, ...],
) -> Iterator[Grant]:
    each = size.grants // size.staff
    for actor in actors:
        names = [*tried, *(f"bench.action_{chance.randrange(ACTIONS)}" for _n in range(each - len(tried)))]
        for number, name in enumerate(names):
            yield Grant(
                actor=actor,
                action=name,
                effect=Effect.NARROWS if number >= len(tried) and chance.random() < 0.02 else Effect.GIVES,
                unit=chance.choice(units) if number >= len(tried) and chance.random() < 0.3 else None,
                amount_limit=Decimal(chance.randrange(100, 1000)),
                confidentiality_limit=2,
                from_at=at,
                granted_by=giver,
            )


def _interests(size: Size, actors: list[Actor], at: dt.datetime, chance: random.Random) -> Iterator[Interest]:
    for _n in range(size.interests):
        actor = chance.choice(actors)
        yield Interest(
            actor=actor,
            kind="customers.party",
            object_id=chance.randrange(1, 1_000_000),
            relation=chance.choice(Relation.values),
            from_at=at,
            declared_by=actor,
        )


def _acts(size: Size, actors: list[Actor], at: dt.datetime, chance: random.Random) -> Iterator[Act]:
    for number in range(size.acts):
        yield Act(
            actor=chance.choice(actors),
            part=chance.choice([Part.TAKE_MONEY, Part.PREPARE_DEPOSIT, Part.REQUEST_REFUND]),
            kind="cashiering.payment",
            object_id=number // 2,
            action="bench.take",
            at=at,
        )
