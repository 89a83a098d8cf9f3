"""Probation and training: they narrow what a level gives until their day, and end by themselves."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.authority.actions.appointing import standing_at_first
from frontoffice.authority.actions.setting_standing import PostOver, set_standing
from frontoffice.authority.deciding import InConflict, powers
from frontoffice.authority.models import Effect, Grant, Level, Source, StaffMember, Standing
from frontoffice.foundation.actors import service
from frontoffice.foundation.refusals import BadInput
from tests.authority.series.test_adopting import adopted, appointed
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
MONTH = dt.timedelta(days=31)


def narrowing(member: StaffMember) -> dict[str, Grant]:
    rows = Grant.objects.filter(actor=member.actor, source=Source.STATUS, revoked_at=None)
    assert set(rows.values_list("effect", flat=True)) <= {Effect.NARROWS}
    return {row.action: row for row in rows}


def test_a_level_in_training_has_each_message_read_until_training_ends() -> None:
    adopted()
    noor = appointed("tax.I")
    assert (noor.status, noor.status_until) == (Standing.TRAINING, None)
    assert narrowing(noor)["correspondence.release"].review_share == 1


def test_six_months_of_probation_end_by_themselves_on_their_day() -> None:
    adopted("il")
    dana = appointed("il.III")
    assert dana.status == Standing.PROBATION
    assert dana.status_until == NOW.replace(year=2027, month=5)
    before, after = dana.status_until - dt.timedelta(seconds=1), dana.status_until
    assert "authority.approve" not in powers(dana.actor, at=before)
    assert "authority.approve" in powers(dana.actor, at=after)


def test_a_regular_appointment_narrows_nothing() -> None:
    adopted("il")
    assert narrowing(appointed("il.III", status=Standing.REGULAR)) == {}
    assert narrowing(appointed("il.II", "Tom", status=Standing.REGULAR)) == {}


def test_a_standing_ends_with_the_post_at_the_latest() -> None:
    adopted("il")
    dana = appointed("il.III", until=NOW + MONTH)
    assert {row.until for row in narrowing(dana).values()} == {NOW + MONTH}


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (dt.datetime(2026, 8, 31, 8, tzinfo=dt.UTC), dt.datetime(2027, 2, 28, 8, tzinfo=dt.UTC)),
        (dt.datetime(2027, 8, 31, 8, tzinfo=dt.UTC), dt.datetime(2028, 2, 29, 8, tzinfo=dt.UTC)),
        (dt.datetime(2026, 6, 15, 8, tzinfo=dt.UTC), dt.datetime(2026, 12, 15, 8, tzinfo=dt.UTC)),
    ],
)
def test_months_are_counted_on_the_calendar(day: dt.datetime, ends: dt.datetime) -> None:
    level = Level(probation_months=6)
    assert standing_at_first(level, None, None, at=day) == (Standing.PROBATION, ends)


@pytest.mark.parametrize(
    "given",
    [
        {"status": Standing.REGULAR, "until": NOW + MONTH},
        {"status": None, "until": NOW + MONTH},
        {"status": Standing.TRAINING, "until": NOW},
    ],
)
def test_a_standing_that_makes_no_sense_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        standing_at_first(Level(), **given, at=NOW)


def test_training_is_ended_and_probation_begun_by_somebody_else_from_now_on() -> None:
    adopted()
    noor, mei, later = appointed("tax.I"), staff("Mei", grants=["authority.set_standing"]), NOW + MONTH
    given = {"staff_member": noor, "reason": "Passed", "by": mei.actor, "at": later}
    assert set_standing(status=Standing.REGULAR, **given).status == Standing.REGULAR
    assert narrowing(noor) == {}
    ended = Grant.objects.get(actor=noor.actor, source=Source.STATUS)
    assert (ended.revoked_at, ended.revoked_by) == (later, mei.actor)
    set_standing(status=Standing.PROBATION, status_until=later + MONTH, **given)
    assert narrowing(noor)["correspondence.release"].until == later + MONTH
    assert narrowing(noor)["correspondence.release"].reason == "Passed"


def test_nobody_sets_their_own_standing() -> None:
    adopted()
    noor = appointed("tax.I")
    Grant.objects.create(
        actor=noor.actor, action="authority.set_standing", from_at=NOW, granted_by=service("authority")
    )
    with pytest.raises(InConflict):
        set_standing(staff_member=noor, status=Standing.REGULAR, reason="I can", by=noor.actor, at=NOW)


def test_a_post_that_ended_has_no_standing_to_set() -> None:
    adopted()
    hal = appointed("tax.I", until=NOW + MONTH)
    mei = staff("Mei", grants=["authority.set_standing"])
    with pytest.raises(PostOver):
        set_standing(staff_member=hal, status=Standing.REGULAR, reason="x", by=mei.actor, at=NOW + 2 * MONTH)
