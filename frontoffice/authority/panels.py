"""What a decider needs to see of an ask: rooms above register the facts of their own actions."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

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
    """The registered facts; else the plain arguments, things by what they are called, so that nobody decides blind."""
    function = PANELS.get(approval.action)
    if function is not None:
        return function(approval)
    return [
        (name.replace("_", " ").capitalize(), _said(approval.action, name, value))
        for name, value in _in_order(approval)
        if value not in (None, "", [])
    ]


def _in_order(approval: Approval) -> list[tuple[str, Any]]:
    """As the action names them: a database may keep the keys of JSON in an order of its own."""
    from frontoffice.authority import registry

    known = registry.ACTIONS.get(approval.action)
    order = [parameter.name for parameter in known.signature.parameters] if known is not None else []
    place = {name: number for number, name in enumerate(order)}
    return sorted(approval.arguments.items(), key=lambda item: (place.get(item[0], len(order)), item[0]))


def _said(action: str, name: str, value: Any) -> str:
    from frontoffice.authority import registry

    known = registry.ACTIONS.get(action)
    model = next((p.model for p in known.signature.parameters if p.name == name), None) if known else None
    if isinstance(value, list):
        return "\n".join(_said(action, name, item) for item in value)
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    if model is None:
        return str(value)
    thing = model._default_manager.filter(reference=value).first()
    return str(value) if thing is None else str(thing)


@panel("authority.approve")
def facts_of_another(approval: Approval) -> Facts:
    """Who is asked to let somebody else's decision count sees what that is about."""
    inner = Approval.objects.filter(reference=approval.arguments.get("approval", ""))
    asked = inner.select_related("asked_by").first()
    if asked is None:
        return []
    return [(_("Asked by"), asked.asked_by.name), *facts_of(asked)]
