"""Gates: what must be so before a case moves on. Each is a small function that refuses, with what is missing."""

from collections.abc import Callable

from frontoffice.cases.models import Case
from frontoffice.foundation.refusals import Refused

Gate = Callable[[Case], None]
_GATES: dict[str, list[Gate]] = {}


def gate(transition: str) -> Callable[[Gate], Gate]:
    """Declare `f(case)` for a transition, called while the case is locked; it raises a named Refused or passes."""

    def declare(check: Gate) -> Gate:
        checks = _GATES.setdefault(transition, [])
        if check not in checks:
            checks.append(check)
        return check

    return declare


def pass_gates(case: Case, transition: str) -> None:
    """Raises the refusal of the first gate that is shut."""
    for check in _GATES.get(transition, []):
        check(case)


def gates_open(case: Case, transition: str) -> bool:
    """Whether all of them would let it pass."""
    try:
        pass_gates(case, transition)
    except Refused:
        return False
    return True
