"""Making way for a person: what a room above has waiting on a case steps aside when somebody works on it themselves."""

from datetime import datetime
from typing import Protocol

from frontoffice.cases.models import Case
from frontoffice.foundation.models import Actor, ActorKind


class StepsAside(Protocol):
    def __call__(self, case: Case, /, *, by: Actor, at: datetime) -> None: ...


_ASIDE: list[StepsAside] = []


def step_aside(steps: StepsAside) -> StepsAside:
    """Declare `f(case, by=, at=)`, called inside the person's action while the case is locked. It must not refuse."""
    if steps not in _ASIDE:
        _ASIDE.append(steps)
    return steps


def make_way(case: Case, *, by: Actor, at: datetime) -> None:
    """A person takes the case, replies on it or resolves it: nothing of an automated colleague stands in the way."""
    if by.kind == ActorKind.AUTOMATED:
        return
    for steps in _ASIDE:
        steps(case, by=by, at=at)
