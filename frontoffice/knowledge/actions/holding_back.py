"""Running the policy tests on a change, inside its transaction: what makes a test fall is held back.

A test that fell before holds nothing back. Whoever has the power goes on all the same with a reason, which is kept.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.foundation.events import acting, announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.events import PolicyTestsRun, WentOnDespite
from frontoffice.knowledge.models import Cause, PolicyResult, PolicyRun
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.policy import Asked, ask, last_results, standing

NAMED = 3


class TestsFall(Refused):
    """What was to be changed makes policy tests fall that passed before; `fallen` says which, nothing was changed."""

    __test__ = False
    field = "despite"

    def __init__(self, fallen: Sequence[Asked]) -> None:
        self.fallen = list(fallen)
        named = "; ".join(one.test.question[:120] for one in self.fallen[:NAMED])
        super().__init__(
            _("%(number)d policy tests would fall that pass today: %(named)s.")
            % {"number": len(self.fallen), "named": named}
        )


def hold_back(
    cause: Cause, about: str, *, on: date, despite: str = "", by: Actor, at: datetime
) -> PolicyRun | None:
    """Run the tests on what the change would make of the answers; the run, None where there are no tests.

    Called inside the changing action's body after the change. Raises TestsFall where a test falls that passed when it
    was last run, unless `despite` says why to go on; then raises NotAuthorized for who may not.
    """
    tests = list(standing())
    if not tests:
        return None
    before = last_results(tests)
    results = [ask(test, on=on) for test in tests]
    fallen = [one for one in results if one.fault and not _fell(before, one)]
    if fallen and not despite.strip():
        raise TestsFall(fallen)
    why = despite.strip() if fallen else ""
    run = record(results, cause, about, on=on, newly=len(fallen), despite=why, by=by, at=at)
    if fallen:
        go_on_despite(run=run, by=acting.get().authorized_by or by, at=at)
    return run


def _fell(before: dict[int, PolicyResult], one: Asked) -> bool:
    """Whether it fell when it was last run; one that never ran has not passed yet."""
    last = before.get(one.test.pk)
    return last is None or last.fault != ""


@action("knowledge.go_on_despite", title=_("Go on although policy tests fall"), subject="run")
def go_on_despite(*, run: PolicyRun, by: Actor, at: datetime) -> PolicyRun:
    """Part of a change that makes tests fall: on record with its reason, by somebody who may."""
    announce(WentOnDespite(run_id=run.pk, fell=run.newly_fell), about=run, by=by, at=at)
    return run


def run_all(cause: Cause, about: str, *, by: Actor, at: datetime) -> PolicyRun:
    """Run the tests on the texts in force today, and hold nothing back."""
    day = office_day(at)
    tests = list(standing())
    before = last_results(tests)
    results = [ask(test, on=day) for test in tests]
    newly = sum(1 for one in results if one.fault and not _fell(before, one))
    with (
        transaction.atomic()
    ):  # the worker asks outside of one: nobody waits for the questions to be answered
        return record(results, cause, about, on=day, newly=newly, by=by, at=at)


def note_run(cause: Cause, about: str, *, by: Actor, at: datetime) -> PolicyRun | None:
    """The same after a change that must not wait; None where there are no tests."""
    return run_all(cause, about, by=by, at=at) if standing().exists() else None


def record(
    results: Sequence[Asked],
    cause: Cause,
    about: str,
    *,
    on: date,
    newly: int,
    despite: str = "",
    by: Actor,
    at: datetime,
) -> PolicyRun:
    """Keep a run with its results."""
    passed = sum(one.passed for one in results)
    run = PolicyRun.objects.create(
        cause=cause,
        about=about[:200],
        on=on,
        by=by,
        at=at,
        passed=passed,
        fell=len(results) - passed,
        newly_fell=newly,
        despite=despite[:1000],
    )
    PolicyResult.objects.bulk_create(_result(run, one) for one in results)
    announce(
        PolicyTestsRun(run_id=run.pk, passed=run.passed, fell=run.fell, newly_fell=newly),
        about=run,
        by=by,
        at=at,
    )
    return run


def _result(run: PolicyRun, one: Asked) -> PolicyResult:
    return PolicyResult(
        run=run,
        test=one.test,
        fault=one.fault,
        became=one.became,
        confidence=one.confidence,
        cited=one.cited,
        said=one.said,
    )
