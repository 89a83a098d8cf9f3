"""The steps that a macro is made of: what each does, and what it is given."""

import json
from typing import Annotated, Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from frontoffice.cases.models import ResolutionCode
from frontoffice.foundation.refusals import BadInput

MOST_STEPS = 12
Words = Annotated[str, Field(max_length=20_000)]
Reason = Annotated[str, Field(max_length=2_000)]


class UnusableSteps(BadInput):
    message = _("These steps can't be done.")
    field = "steps"


class TakeStep(BaseModel):
    """The case becomes that of whoever runs the macro."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["take"] = "take"


class NoteStep(BaseModel):
    """A note for colleagues; placeholders are filled."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["note"] = "note"
    text: Annotated[Words, Field(min_length=1)]


class ReplyStep(BaseModel):
    """A reply: a text module in the customer's language (by its reference), or words; placeholders are filled."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["reply"] = "reply"
    module: Annotated[str, Field(max_length=60)] = ""
    text: Words = ""
    then: Literal["wait", "stay", "resolve"] = "wait"


class AssignStep(BaseModel):
    """To a colleague, by reference."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["assign"] = "assign"
    to: Annotated[str, Field(min_length=1, max_length=60)]
    reason: Reason = ""


class ReleaseStep(BaseModel):
    """Back to the unit."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["release"] = "release"
    reason: Reason = ""


class MoveStep(BaseModel):
    """To the stage of that code, where the case's lifecycle has a way there."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["move"] = "move"
    to: Annotated[str, Field(min_length=1, max_length=40)]
    note: Reason = ""


class ResolveStep(BaseModel):
    """The end of the case; the customer sees the words."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["resolve"] = "resolve"
    code: ResolutionCode = ResolutionCode.ANSWERED
    text: Words = ""


class PriorityStep(BaseModel):
    """1 is urgent, 4 is low."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["priority"] = "priority"
    priority: Annotated[int, Field(ge=1, le=4)]
    reason: Annotated[Reason, Field(min_length=1)]


class TopicStep(BaseModel):
    """Under another topic, by its code."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["topic"] = "topic"
    topic: Annotated[str, Field(min_length=1, max_length=60)]
    reason: Reason = ""


class TaskStep(BaseModel):
    """Something to be done by whoever has the case, so many business days on."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["task"] = "task"
    title: Annotated[str, Field(min_length=1, max_length=200)]
    days: Annotated[int, Field(ge=0, le=365)] | None = None
    mandatory: bool = False


class WatchStep(BaseModel):
    """Whoever runs the macro hears of what happens on the case."""

    model_config = ConfigDict(extra="forbid")
    do: Literal["watch"] = "watch"


Step = (
    TakeStep
    | NoteStep
    | ReplyStep
    | AssignStep
    | ReleaseStep
    | MoveStep
    | ResolveStep
    | PriorityStep
    | TopicStep
    | TaskStep
    | WatchStep
)
_STEPS: TypeAdapter[list[Step]] = TypeAdapter(
    Annotated[list[Annotated[Step, Field(discriminator="do")]], Field(min_length=1, max_length=MOST_STEPS)]
)
NAMES: dict[str, str | Promise] = {
    "take": _("Take the case"),
    "note": _("Add a note"),
    "reply": _("Reply to the customer"),
    "assign": _("Assign it"),
    "release": _("Hand it back to the unit"),
    "move": _("Move it to another stage"),
    "resolve": _("Resolve it"),
    "priority": _("Set the priority"),
    "topic": _("Change the topic"),
    "task": _("Add a task"),
    "watch": _("Watch it"),
}


def read(steps: Any) -> list[Step]:
    """The steps of JSON, or of what it says. Raises UnusableSteps."""
    try:
        return _STEPS.validate_json(steps) if isinstance(steps, str) else _STEPS.validate_python(steps)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = next((one + 1 for one in first["loc"] if isinstance(one, int)), 1)
        raise UnusableSteps(
            _("Step %(number)s can't be used: %(why)s") % {"number": where, "why": first["msg"]}
        ) from None


def written(steps: list[Step]) -> list[dict[str, Any]]:
    """The same as it is kept."""
    kept: list[dict[str, Any]] = json.loads(_STEPS.dump_json(steps))
    return kept
