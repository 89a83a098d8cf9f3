"""What goes back to a machine: each thing through the presenter of its room, for that viewer."""

from enum import Enum
from typing import Any, Literal

from django.db import models
from pydantic import BaseModel

from frontoffice.authority.models import Approval
from frontoffice.authority.registry import SHOWN, SHOWN_IN_LISTS
from frontoffice.authority.signatures import plain
from frontoffice.foundation.models import Actor


class Answer(BaseModel):
    """`done`: the action went through, `result` is what it returned. `waiting`: it waits for `approval`."""

    status: Literal["done", "waiting"]
    result: Any = None
    approval: str | None = None


class Colleague(BaseModel):
    """Somebody to turn to: a staff member by reference, name and unit."""

    reference: str
    name: str
    unit: str


class Problem(BaseModel):
    """Why it was not done. `code` is stable; `message` is for people; `field` names the input at fault.

    `part` is the part of the rules that said no (X3); `who` are colleagues who may do it, told to staff alone.
    """

    code: str
    message: str
    field: str | None = None
    part: str | None = None
    who: list[Colleague] = []


def answer(result: Any, *, of: str, by: Actor) -> Answer:
    """The answer to the caller of the action of that name.

    Under an idempotency key the ask that was answered with at first is so again, whatever was decided since: its state
    is in `result`, and `done` is never said of what was not.
    """
    if isinstance(result, Approval) and result.action == of and result.asked_by_id == by.pk:
        return Answer(status="waiting", approval=result.reference, result=show(result, by=by))
    return Answer(status="done", result=show(result, by=by))


def show(thing: Any, *, by: Actor, listed: bool = False) -> Any:
    """The JSON form of a thing for this viewer; without a presenter, its reference alone."""
    if isinstance(thing, models.Model):
        presenter = (SHOWN_IN_LISTS.get(type(thing)) if listed else None) or SHOWN.get(type(thing))
        if presenter is None:
            return {"reference": str(getattr(thing, "reference", thing.pk))}
        return presenter(thing, by).model_dump(mode="json")
    if isinstance(thing, list | tuple):
        return [show(item, by=by, listed=True) for item in thing]
    if isinstance(thing, BaseModel):
        return thing.model_dump(mode="json")
    if isinstance(thing, Enum):
        return thing.value
    return plain(thing)
