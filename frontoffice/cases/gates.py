"""What must be done before a case goes a way that has a gate: rooms and parts declare what is still to do.

A mandatory check that is open, a task that must be finished: each registers a gate when the app is ready, and a
transition with `gate` asks all of them. Where one has something to say, the case stays where it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from frontoffice.cases.models import Case


@dataclass(frozen=True)
class Gate:
    """`left(case, to)` says in a few sentences what is left to do before the stage `to`; nothing where it is done."""

    name: str
    left: Callable[[Case, str], Sequence[str | Promise]]


_GATES: dict[str, Gate] = {}


def add_gate(gate: Gate) -> None:
    """Declare one; a second time under the same name it takes the place of the first."""
    _GATES[gate.name] = gate


def remove_gate(name: str) -> None:
    """Take one away again; it need not be there."""
    _GATES.pop(name, None)


def left_to_do(case: Case, to: str) -> list[str | Promise]:
    """All that still stands in the way."""
    return [said for name in sorted(_GATES) for said in _GATES[name].left(case, to)]
