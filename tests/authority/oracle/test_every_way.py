"""No way in does what the slow oracle refuses, and none refuses what it allows: over random people, days and acts."""

import datetime as dt
import itertools
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.actions.approving import approve
from frontoffice.authority.models import (
    Approval,
    CertificationKind,
    Grant,
    StaffMember,
)
from frontoffice.authority.registry import ACTIONS, ActionFunction, action
from frontoffice.authority.series import shipped
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor, Office
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import Refused
from tests.authority.oracle.judging import Person, Row, Wish, judge, may_decide
from tests.authority.oracle.seating import DAY, WAIVE, arguments, people, seat, wishes
from tests.authority.oracle.ways import WAYS
from tests.factories import NOW, agency, unit

pytestmark = pytest.mark.django_db
LEVELS = [(code, str(level.code)) for code in sorted(shipped.CODES) for level in shipped.series(code).levels]
_count = itertools.count(1)
DONE: list[int] = []

# A share in each run; ORACLE_EXAMPLES=1000 tries as many.
EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "20"))
# A failure names its person and wish; making them smaller would take hours on a database.
PROFILE = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def waive() -> Iterator[ActionFunction[Any, Any]]:
    """The power that a series calls waive, before there is a till: it keeps a list of what it did."""

    @action(
        WAIVE,
        title="Waive a charge",
        limit=lambda call: call.amount,
        confidentiality=lambda call: call.confidentiality,
        complexity=lambda call: call.complexity,
        unit=lambda call: call.unit.pk,
        program=lambda call: call.program,
        separation="request_refund",
        approval_separation="approve_refund",
        subject="thing",
    )
    def waive_charge(
        *,
        thing: Office,
        amount: Money,
        confidentiality: int,
        complexity: int,
        unit: StaffMember,
        program: str,
        by: Actor,
        at: dt.datetime,
    ) -> Office:
        DONE.append(by.pk or 0)
        return thing

    # The unit of the call comes by way of a colleague in it, since units have no reference on the wire.
    waive_charge.unit = lambda call: call.unit.unit_id
    agency()
    unit("tax")
    for code in sorted(shipped.CODES):
        adopt_series(series=code, by=service("authority"), at=NOW - 10 * DAY)
    for code in ("cash", "utilities"):
        CertificationKind.objects.create(code=code, name=code)
    yield waive_charge
    del ACTIONS[WAIVE]


@settings(PROFILE, max_examples=EXAMPLES)
@given(data=st.data())
def test_no_way_does_what_the_oracle_refuses(waive: Any, data: st.DataObject) -> None:
    person = data.draw(people)
    series, level = data.draw(st.sampled_from(LEVELS))
    actor = seat(person, series, level)
    if data.draw(st.booleans()):
        junior = data.draw(people)
        theirs = seat(junior, series, level)
        boss = StaffMember.objects.get(actor=actor)
        StaffMember.objects.filter(actor=theirs).update(supervisor=boss)
        person.supervises.append(junior)
    for wish in data.draw(st.lists(wishes, min_size=8, max_size=8)):
        way = data.draw(st.sampled_from(WAYS))
        said = judge(person, wish)
        assert outcome(way, waive, actor, wish) == said, f"{person} wants {wish}"
        if said == "does":  # and has done it from now on
            person.did.append((wish.part, wish.thing))


@settings(PROFILE, max_examples=EXAMPLES)
@given(data=st.data())
def test_nobody_lets_through_what_the_oracle_refuses(waive: Any, data: st.DataObject) -> None:
    asker, wish = Person(name=f"Asker {next(_count)}", rows=[Row(asks=True)]), data.draw(wishes)
    decider = data.draw(people)
    series, level = data.draw(st.sampled_from(LEVELS))
    asking = seat(asker, "tx", "II")
    deciding = seat(decider, series, level)
    Grant.objects.create(
        actor=deciding, action="authority.approve", from_at=NOW - DAY, granted_by=service("tests")
    )
    if judge(asker, wish) != "waits":
        return
    asked = waive(**arguments(wish), by=asking, at=wish.at)
    DONE.clear()
    try:
        approve(approval=asked, by=deciding, at=wish.at)
    except Refused:
        assert DONE == []
    goes_through = may_decide(decider, asker, wish, part="approve_refund")
    assert ([asking.pk] == DONE) == goes_through
    assert (Approval.objects.get(pk=asked.pk).status == "approved") == goes_through


def test_nobody_lets_through_what_they_asked_for_themselves_whatever_they_came_to_hold(waive: Any) -> None:
    asker = Person(name="Asker", rows=[Row(asks=True)])
    wish = Wish(
        thing=0,
        amount=Decimal(9),
        confidentiality=0,
        complexity=1,
        unit="front",
        program="titles",
        part="request_refund",
        at=NOW,
    )
    asking = seat(asker, "tx", "II")
    asked = waive(**arguments(wish), by=asking, at=NOW)
    assert isinstance(asked, Approval)
    for power in ("authority.approve", WAIVE):
        Grant.objects.create(actor=asking, action=power, from_at=NOW - DAY, granted_by=service("tests"))
    asker.rows.append(Row())
    assert judge(asker, wish) == "does"
    assert not may_decide(asker, asker, wish, part="approve_refund")
    DONE.clear()
    with pytest.raises(Refused):
        approve(approval=asked, by=asking, at=NOW)
    assert DONE == []


def outcome(way: Callable[..., Any], waive: Any, actor: Actor, wish: Wish) -> str:
    given = arguments(wish)
    DONE.clear()
    try:
        answer = way(waive, actor, given, wish.at)
    except Refused:
        assert DONE == [], "what was refused was not begun"
        return "refused"
    return "waits" if isinstance(answer, Approval) else "does"
