"""What a decider needs to see of an ask: rooms above register the facts of their own actions."""

from collections.abc import Callable, Sequence

from frontoffice.authority.models import Approval

Facts = Sequence[tuple[str, str]]
PANELS: dict[str, Callable[[Approval], Facts]] = {}


def panel(action: str) -> Callable[[Callable[[Approval], Facts]], Callable[[Approval], Facts]]:
    """Declare `f(approval) -> [(label, text), …]` for the asks of one action."""

    def declare(function: Callable[[Approval], Facts]) -> Callable[[Approval], Facts]:
        PANELS[action] = function
        return function

    return declare


def facts_of(approval: Approval) -> Facts:
    """The registered facts; else the plain arguments, so that nobody decides blind."""
    function = PANELS.get(approval.action)
    if function is not None:
        return function(approval)
    return [
        (name.replace("_", " "), str(value))
        for name, value in approval.arguments.items()
        if value not in (None, "")
    ]
