"""What can be done with many cases at once: a closed list of acts, each of them the action that it is for one case.

Rooms above, and what is built on these, add theirs with `add_act` when the app is ready.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from frontoffice.cases.models import Case

Given = Mapping[str, Any]
Does = Callable[..., Any]


@dataclass(frozen=True)
class ManyAct:
    """An act under a code. `power` is the action it calls, `asks` the names of what it takes (a form has them).

    `does(case, given, by=, at=)` calls the action; `before(case)` is what it changes, as it is now; `says(case, given)`
    tells what will be; `back(case, before, by=, at=)` takes it back, where that can be. What takes more powers than the
    one that is named says so by `pins(given)`: what is kept of it for a trigger, so that it stays what was read, and
    all the powers; None where no trigger can do it. Without it no trigger does what is not `by_triggers`.
    """

    code: str
    label: str | Promise
    power: str
    asks: tuple[str, ...]
    does: Does
    before: Callable[[Case], dict[str, Any]]
    says: Callable[[Case, Given], str]
    back: Does | None = None
    by_triggers: bool = True
    pins: Callable[[Given], tuple[dict[str, str], frozenset[str]] | None] | None = None


ACTS: dict[str, ManyAct] = {}


def add_act(act: ManyAct) -> None:
    """Make an act known; the same code again replaces it."""
    ACTS[act.code] = act


def act_of(code: str) -> ManyAct | None:
    """The act of that code; what takes another back goes by the code of that with `undo:` before it."""
    return ACTS.get(code.removeprefix("undo:"))
