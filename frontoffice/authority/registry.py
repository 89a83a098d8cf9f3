"""All that can be done: an action is a typed function with a name, registered once, called by every edge."""

import functools
from collections.abc import Callable, Iterable
from typing import Any, Generic, ParamSpec, TypedDict, TypeVar, Unpack, overload

from django.db import models
from django.utils.functional import Promise

from frontoffice.authority import performing
from frontoffice.authority.models import Approval
from frontoffice.authority.signatures import FOUND, VISIBLE, Signature, UnusableSignature, VisibleTo

P = ParamSpec("P")
R = TypeVar("R")
Told = Callable[[Any], Any]

ACTIONS: dict[str, "ActionFunction[Any, Any]"] = {}
SHOWN: dict[type[models.Model], Callable[..., Any]] = {}
SHOWN_IN_LISTS: dict[type[models.Model], Callable[..., Any]] = {}


class Place(TypedDict, total=False):
    """What a call says of the unit and the program that it is in."""

    unit: Told
    program: Told


class Weights(Place, total=False):
    """What a call weighs: with any of these, an act that is more than a grant gives waits for approval."""

    limit: Told
    confidentiality: Told
    complexity: Told
    sampled_on: Told
    approvals: Told
    expires_after: int


class ActionFunction(Generic[P, R]):
    """A registered action. Calling it is doing it: authority, transaction, record and all.

    `limit(call)` gives the amount that is compared with the grant's, `confidentiality(call)` 0 to 3 and
    `complexity(call)` 1 to 3 likewise; `unit(call)` the id of the unit that it belongs to, `program(call)` its code;
    `conflict(call)` says whether `call.by` has an interest in the object, besides those on record; `separation` is the
    part that the doer plays (authority.separation), `approval_separation` the approver's; `sampled_on(call)` the key
    of the draw for review; `subject` names the parameter that it is about; `open_to` the kinds of actors without
    grants of their own (customer, anonymous, service) that may. `approvals(call)` says how many others have to agree
    whoever does it, or what each of them needs, in order (ApprovalStep.needs); `expires_after` how many office days
    an ask waits at most.
    """

    def __init__(
        self,
        function: Callable[P, R],
        *,
        name: str,
        title: str | Promise,
        weights: Weights,
        conflict: Told | None,
        separation: str | None,
        approval_separation: str | None,
        subject: str | None,
        open_to: Iterable[str],
    ) -> None:
        self.function = function
        self.name = name
        self.title = title
        self.limit = weights.get("limit")
        self.confidentiality = weights.get("confidentiality")
        self.complexity = weights.get("complexity")
        self.unit = weights.get("unit")
        self.program = weights.get("program")
        self.sampled_on = weights.get("sampled_on")
        self.approvals = weights.get("approvals")
        self.expires_after = weights.get("expires_after")
        self.conflict = conflict
        self.separation = separation
        self.approval_separation = approval_separation
        self.open_to = frozenset(open_to)
        self.signature = Signature(name, function)
        models_taken = [p.name for p in self.signature.parameters if p.model is not None]
        self.subject = subject or (models_taken[0] if models_taken else None)
        functools.update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return performing.perform(self, dict(kwargs))  # type: ignore[no-any-return]

    @property
    def can_wait(self) -> bool:
        """Whether more than the grant's measure waits for approval; the callers of others expect no Approval."""
        return any((self.limit, self.confidentiality, self.complexity, self.sampled_on, self.approvals))

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
    conflict: Told | None = None,
    separation: str | None = None,
    approval_separation: str | None = None,
    subject: str | None = None,
    open_to: Iterable[str] = (),
    **place: Unpack[Place],
) -> Callable[[Callable[P, R]], ActionFunction[P, R]]: ...
@overload
def action(
    name: str,
    *,
    title: str | Promise,
    conflict: Told | None = None,
    separation: str | None = None,
    approval_separation: str | None = None,
    subject: str | None = None,
    open_to: Iterable[str] = (),
    **weights: Unpack[Weights],
) -> Callable[[Callable[P, R]], ActionFunction[P, R | Approval]]: ...
def action(
    name: str,
    *,
    title: str | Promise,
    conflict: Told | None = None,
    separation: str | None = None,
    approval_separation: str | None = None,
    subject: str | None = None,
    open_to: Iterable[str] = (),
    **weights: Unpack[Weights],
) -> Callable[[Callable[P, Any]], Any]:
    """Register a function as what can be done under this name.

    The function takes keyword-only, typed parameters with `by: Actor` and `at: datetime` among them; otherwise
    UnusableSignature is raised when the application starts. One that can wait for approval (`limit`,
    `confidentiality`, `complexity` or `sampled_on`) returns an Approval when it does.
    """

    def register(function: Callable[P, Any]) -> ActionFunction[P, Any]:
        made = ActionFunction(
            function,
            name=name,
            title=title,
            weights=weights,
            conflict=conflict,
            separation=separation,
            approval_separation=approval_separation,
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


F = TypeVar("F", bound=Callable[..., Any])


def found_by_reference(model: type[models.Model]) -> Callable[[F], F]:
    """Declare `f(reference, *, reading, by, at)`: the row of that reference that `visible` has, or None, asked faster.

    What is only shown (`reading`) may come with what an act would have to read anew.
    """

    def declare(function: F) -> F:
        FOUND[model] = function
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
