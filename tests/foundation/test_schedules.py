"""Periodic duties run when they are due, one worker at a time, and one that fails does not stop the others."""

import datetime as dt

import pytest

from frontoffice.foundation import schedules
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.models import ScheduledRun

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 17, 16, 0, tzinfo=dt.UTC)
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Actor, dt.datetime]]:
    """When the duty `foundation.sweep` ran; it is the only one there is."""
    monkeypatch.setattr(schedules, "SCHEDULES", {})
    times: list[tuple[Actor, dt.datetime]] = []

    @schedules.every(HOUR)
    def sweep(*, by: Actor, at: dt.datetime) -> None:
        times.append((by, at))

    return times


def test_a_duty_runs_at_once_and_then_each_period_in_the_name_of_its_room(
    ran: list[tuple[Actor, dt.datetime]],
) -> None:
    counts = [schedules.run_due(at=NOW + minutes * 60 * SECOND) for minutes in (0, 1, 59, 60, 61, 119, 120)]
    assert counts == [1, 0, 0, 1, 0, 0, 1]
    assert ran == [(service("foundation"), NOW + hours * HOUR) for hours in (0, 1, 2)]


def test_after_a_pause_it_runs_once_and_not_for_each_period_missed(
    ran: list[tuple[Actor, dt.datetime]],
) -> None:
    schedules.run_due(at=NOW)
    assert [schedules.run_due(at=NOW + 30 * HOUR), schedules.run_due(at=NOW + 30 * HOUR)] == [1, 0]


def test_one_that_fails_keeps_its_reason_and_comes_again_at_its_time(
    ran: list[tuple[Actor, dt.datetime]],
) -> None:
    @schedules.every(HOUR)
    def fails(*, by: Actor, at: dt.datetime) -> None:
        raise ZeroDivisionError("the broom broke")

    assert schedules.run_due(at=NOW) == 2
    kept = ScheduledRun.objects.get(name="foundation.fails")
    assert (kept.last_error, kept.next_at, kept.leased_until) == (
        "ZeroDivisionError: the broom broke",
        NOW + HOUR,
        None,
    )
    assert len(ran) == 1


def test_while_one_worker_has_it_no_other_takes_it_until_the_lease_has_run_out(
    ran: list[tuple[Actor, dt.datetime]],
) -> None:
    (sweep,) = schedules.SCHEDULES.values()
    assert schedules._lease(sweep, NOW)  # and nothing more is heard of that worker
    assert schedules.run_due(at=NOW + schedules.LEASE) == 0
    assert schedules.run_due(at=NOW + schedules.LEASE + SECOND) == 1


def test_a_run_that_outlasts_its_lease_does_not_let_go_of_the_one_that_followed(
    ran: list[tuple[Actor, dt.datetime]],
) -> None:
    (sweep,) = schedules.SCHEDULES.values()
    late = NOW + schedules.LEASE + SECOND
    first = schedules._lease(sweep, NOW)
    second = schedules._lease(sweep, late)
    assert first is not None
    assert second is not None
    schedules._run(sweep, first, service("foundation"), NOW)
    assert ScheduledRun.objects.get().leased_until == second
    assert schedules.run_due(at=late + SECOND) == 0


def test_a_duty_may_have_a_shorter_lease_of_its_own(ran: list[tuple[Actor, dt.datetime]]) -> None:
    """A worker that was killed at it holds the next one up for so long and no longer."""

    @schedules.every(SECOND, lease=10 * SECOND)
    def killed(*, by: Actor, at: dt.datetime) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        schedules.run_due(at=NOW)
    assert schedules.run_due(at=NOW + 9 * SECOND) == 0
    with pytest.raises(SystemExit):
        schedules.run_due(at=NOW + 11 * SECOND)
