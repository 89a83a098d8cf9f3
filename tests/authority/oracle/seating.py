"""Random people with random rows, seated in the product as the oracle knows them."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.models import (
    Act,
    Certification,
    CertificationKind,
    Effect,
    Grant,
    Interest,
    SmallOffice,
    Source,
    StaffMember,
)
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor, Office, Unit
from frontoffice.foundation.money import Money
from tests.authority.oracle.judging import MATRIX, Person, Row, Wish, level_says
from tests.factories import NOW, calendar

DAY = dt.timedelta(days=1)
WAIVE = "cashiering.waive_charge"
PARTS = [*MATRIX, "verify_deposit", "approve_refund", "adjust_ledger"]
_count = itertools.count(1)

days = st.one_of(st.none(), st.integers(-2, 3).map(lambda n: NOW + n * DAY))
rows = st.builds(
    Row,
    narrows=st.sampled_from([False, False, False, True]),
    unit=st.sampled_from(["", "", "front", "tax"]),
    program=st.sampled_from(["", "", "titles", "plates"]),
    amount=st.one_of(st.none(), st.sampled_from([Decimal(0), Decimal(50), Decimal(100)])),
    confidentiality=st.one_of(st.none(), st.integers(0, 3)),
    complexity=st.one_of(st.none(), st.integers(1, 3)),
    asks=st.sampled_from([False, False, True]),
    reads_each=st.sampled_from([False, False, False, True]),
    certification=st.sampled_from(["", "", "cash", "utilities"]),
    begins=days,
    ends=days,
).filter(lambda row: row.begins is None or row.ends is None or row.begins < row.ends)


def _taken_away(where: str) -> list[Row]:
    """A restriction without any limit takes the whole power away, in one unit or in all."""
    return [] if where == "none" else [Row(narrows=True, unit=where)]


people = st.builds(
    Person,
    name=st.integers().map(lambda _n: f"Colleague {next(_count)}"),
    automated=st.sampled_from([False, False, False, True]),
    # Most hold it somehow: who holds nothing is refused, and that is soon seen.
    rows=st.tuples(
        st.lists(rows, max_size=3),
        st.lists(st.builds(Row, amount=st.sampled_from([None, Decimal(100)])), max_size=1),
        st.lists(st.builds(Row, narrows=st.just(True), amount=st.just(Decimal(50))), max_size=1),
        st.sampled_from(["none", "none", "none", "", "front"]).map(_taken_away),
    ).map(lambda parts: list(itertools.chain.from_iterable(parts))),
    certified=st.lists(
        st.tuples(st.sampled_from(["cash", "utilities"]), st.integers(-3, 0), st.integers(1, 3)).map(
            lambda c: (c[0], NOW + c[1] * DAY, NOW + c[2] * DAY)
        ),
        max_size=2,
    ),
    interests=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["self", "relative", "financial"])), max_size=1
    ),
    did=st.lists(st.tuples(st.sampled_from(PARTS), st.integers(0, 3)), max_size=2),
    post_ends=st.sampled_from([None, None, None, NOW, NOW + DAY]),
    small_office=st.booleans(),
)
wishes = st.builds(
    Wish,
    thing=st.integers(0, 3),
    amount=st.sampled_from([Decimal(0), Decimal(50), Decimal("50.01"), Decimal(100), Decimal(2600)]),
    confidentiality=st.integers(0, 3),
    complexity=st.integers(1, 3),
    unit=st.sampled_from(["front", "tax"]),
    program=st.sampled_from(["titles", "plates"]),
    part=st.just("request_refund"),
    at=st.integers(0, 2).map(lambda n: NOW + n * DAY),
)


def things() -> list[Office]:
    """Four things to act on, the same through all examples."""
    for number in range(4):
        Office.objects.get_or_create(
            code=f"T{number}",
            defaults={"name": f"T{number}", "time_zone": "America/Chicago", "calendar": calendar()},
        )
    return list(Office.objects.filter(code__startswith="T").order_by("code"))


def seat(person: Person, series: str, level: str) -> Actor:
    """The person, with the rows of the level's file (as the oracle reads it) and those of their own."""
    number = next(_count)
    office = Office.objects.create(
        code=f"O{number}", name=f"O{number}", time_zone="America/Chicago", calendar=calendar()
    )
    if person.small_office:
        SmallOffice.objects.create(
            office=office, reason="Few", from_at=NOW - DAY, until=NOW + 9 * DAY, set_by=service("tests")
        )
    member = appoint(
        name=person.name,
        post="Post",
        level=f"{series}.{level}",
        office=office.code,
        unit="front",
        automated=person.automated,
        status="regular",
        by=service("authority"),
        at=NOW - 5 * DAY,
    )
    assert isinstance(member, StaffMember)
    if person.post_ends is not None:
        StaffMember.objects.filter(pk=member.pk).update(until=person.post_ends)
    said = level_says(series, level, WAIVE)
    own = list(person.rows)
    if said is not None:
        amount = said.get("amount")
        person.rows.append(Row(asks=said["asks"], amount=None if amount is None else Decimal(str(amount))))
    _write(member.actor, person, own)
    return member.actor


def _write(actor: Actor, person: Person, own: list[Row]) -> None:
    giver = service("tests")
    for row in own:
        Grant.objects.create(
            actor=actor,
            action=WAIVE,
            effect=Effect.NARROWS if row.narrows else Effect.GIVES,
            source=Source.ADDED,
            unit=Unit.objects.get(code=row.unit) if row.unit else None,
            program=row.program,
            amount_limit=row.amount,
            confidentiality_limit=row.confidentiality,
            complexity_limit=row.complexity,
            needs_approval=row.asks,
            review_share=1 if row.reads_each else None,
            certification="" if row.narrows else row.certification,
            from_at=row.begins or NOW - 9 * DAY,
            until=row.ends,
            granted_by=giver,
        )
    _write_standing(actor, person)


def _write_standing(actor: Actor, person: Person) -> None:
    giver, around = service("tests"), things()
    for code, begins, ends in person.certified:
        Certification.objects.create(
            kind=CertificationKind.objects.get(code=code),
            actor=actor,
            evidence="Course",
            from_at=begins,
            until=ends,
            awarded_by=giver,
        )
    for thing, relation in person.interests:
        Interest.objects.create(
            actor=actor,
            kind="foundation.office",
            object_id=around[thing].pk,
            relation=relation,
            from_at=NOW - DAY,
            declared_by=giver,
        )
    for part, thing in person.did:
        Act.objects.create(
            actor=actor,
            part=part,
            kind="foundation.office",
            object_id=around[thing].pk,
            action="tests",
            at=NOW - DAY,
        )


def arguments(wish: Wish) -> dict[str, Any]:
    of = StaffMember.objects.filter(unit__code=wish.unit, post="Marker").first()
    if of is None:
        made = appoint(
            name="Marker",
            post="Marker",
            level="tx.I",
            office="MAIN",
            unit=wish.unit,
            by=service("authority"),
            at=NOW,
        )
        assert isinstance(made, StaffMember)
        of = made
    return {
        "thing": things()[wish.thing],
        "amount": Money(wish.amount),
        "confidentiality": wish.confidentiality,
        "complexity": wish.complexity,
        "unit": of,
        "program": wish.program,
    }
