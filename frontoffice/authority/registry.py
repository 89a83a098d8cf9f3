"""All that can be done: an action is a typed function with a name, registered once, called by every edge."""

import functools
from collections.abc import Callable, Iterable
from typing import Any, Generic, ParamSpec, TypeVar, overload

from django.db import models
from django.utils.functional import Promise

from frontoffice.authority import performing
from frontoffice.authority.models import Approval
from frontoffice.authority.signatures import VISIBLE, Signature, UnusableSignature, VisibleTo

P = ParamSpec("P")
R = TypeVar("R")
Told = Callable[[Any], Any]

ACTIONS: dict[str, "ActionFunction[Any, Any]"] = {}
SHOWN: dict[type[models.Model], Callable[..., Any]] = {}
SHOWN_IN_LISTS: dict[type[models.Model], Callable[..., Any]] = {}


class ActionFunction(Generic[P, R]):
    """A registered action. Calling it is doing it: authority, transaction, record and all.

    `limit(call)` gives the amount that is compared with the grant's; `conflict(call)` says whether `call.by` has an
    interest in the object; `unit(call)` the id of the unit that it belongs to; `subject` names the parameter that it
    is about; `open_to` the kinds of actors without grants of their own (customer, anonymous, service) that may.
    """

    def __init__(
        self,
        function: Callable[P, R],
        *,
        name: str,
        title: str | Promise,
        limit: Told | None,
        conflict: Told | None,
        unit: Told | None,
        subject: str | None,
        open_to: Iterable[str],
    ) -> None:
        self.function = function
        self.name = name
        self.title = title
        self.limit = limit
        self.conflict = conflict
        self.unit = unit
        self.open_to = frozenset(open_to)
        self.signature = Signature(name, function)
        models_taken = [p.name for p in self.signature.parameters if p.model is not None]
        self.subject = subject or (models_taken[0] if models_taken else None)
        functools.update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return performing.perform(self, dict(kwargs))  # type: ignore[no-any-return]

    def once(self, key: str) -> Callable[P, R]:
        """The same call under an idempotency key: done once, answered alike each time (X6)."""

        def keyed(*args: P.args, **kwargs: P.kwargs) -> R:
            return performing.perform(self, dict(kwargs), key=key)  # type: ignore[no-any-return]

        return keyed


@overload
def action(
    name: str,
    *,
    title: str | Promise,
    limit: None = None,
    conflict: Told | None = None,
    unit: Told | None = None,
    subject: str | None = None,
    open_to: Iterable[str] = (),
) -> Callable[[Callable[P, R]], ActionFunction[P, R]]: ...
@overload
def action(
    name: str,
    *,
    title: str | Promise,
    limit: Told,
    conflict: Told | None = None,
    unit: Told | None = None,
    subject: str | None = None,
    open_to: Iterable[str] = (),
) -> Callable[[Callable[P, R]], ActionFunction[P, R | Approval]]: ...
def action(
    name: str,
    *,
    title: str | Promise,
    limit: Told | None = None,
    conflict: Told | None = None,
    unit: Told | None = None,
    subject: str | None = None,
    open_to: Iterable[str] = (),
) -> Callable[[Callable[P, Any]], Any]:
    """Register a function as what can be done under this name.

    The function takes keyword-only, typed parameters with `by: Actor` and `at: datetime` among them; otherwise
    UnusableSignature is raised when the application starts.
    """

    def register(function: Callable[P, Any]) -> ActionFunction[P, Any]:
        made = ActionFunction(
            function,
            name=name,
            title=title,
            limit=limit,
            conflict=conflict,
            unit=unit,
            subject=subject,
            open_to=open_to,
        )
        if name in ACTIONS and ACTIONS[name].function.__qualname__ != function.__qualname__:
            raise UnusableSignature(f"{name} is registered twice")
        ACTIONS[name] = made
        return made

    return register


def get(name: str) -> ActionFunction[Any, Any]:
    """The action of that name. Raises LookupError."""
    try:
        return ACTIONS[name]
    except KeyError:
        raise LookupError(f"There is no action named {name}.") from None


V = TypeVar("V", bound=Callable[..., Any])


def visible(model: type[models.Model]) -> Callable[[VisibleTo], VisibleTo]:
    """Declare `visible_to(*, by, at) -> QuerySet`: which of the model's rows an actor can see at all."""

    def declare(function: VisibleTo) -> VisibleTo:
        VISIBLE[model] = function
        return function

    return declare


def shown(model: type[models.Model]) -> Callable[[V], V]:
    """Declare the presenter `(thing, by) -> pydantic model`: what of a thing goes back to that viewer."""

    def declare(function: V) -> V:
        SHOWN[model] = function
        return function

    return declare


def shown_in_lists(model: type[models.Model]) -> Callable[[V], V]:
    """Declare a shorter presenter for lists, where the whole would ask the database again for each row."""

    def declare(function: V) -> V:
        SHOWN_IN_LISTS[model] = function
        return function

    return declare
