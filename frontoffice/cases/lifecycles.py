"""Reading a lifecycle: stages, the ways between them, and who may go them. Pure; the rows are in models.lifecycles."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, Field

from frontoffice.cases.models import Case, LifecycleVersion, Status

Code = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9._-]*$")]
Words = Annotated[str, Field(min_length=1, max_length=120)]
Names = dict[Annotated[str, Field(pattern="^[a-z]{2,3}$")], Words]
KEPT = 256


class Act(StrEnum):
    """What takes a case along a way. Each is an action of its own, but `customer`: whatever brings work back."""

    MOVE = "move"
    TAKE = "take"
    RELEASE = "release"
    REPLY = "reply"
    CUSTOMER = "customer"
    RESOLVE = "resolve"
    REOPEN = "reopen"


class Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stage(Plain):
    """Where a case can stand. `stops` is the reason for which its clocks stand still there (CMP-3)."""

    code: Code
    name: Words
    names: Names = {}
    category: Status
    stops: Annotated[str, Field(max_length=40)] = ""

    @property
    def label(self) -> str:
        return in_language(self.name, self.names)


class Transition(Plain):
    """A way from one stage to another.

    `acts` go it; `power` is one that the doer must hold beside the act's own; `complexity` 1 to 3 what the act weighs;
    with `note` it takes a word of why; `fields` must be filled in; with `gate` nothing mandatory may be left to do.
    """

    source: Code
    to: Code
    name: Words
    names: Names = {}
    acts: tuple[Act, ...] = (Act.MOVE,)
    power: Annotated[str, Field(max_length=80)] = ""
    complexity: Annotated[int, Field(ge=1, le=3)] = 1
    note: bool = False
    fields: tuple[Annotated[str, Field(max_length=60)], ...] = ()
    gate: bool = False

    @property
    def label(self) -> str:
        return in_language(self.name, self.names)


class Definition(Plain):
    """The whole: where a case begins, the stages in order, the ways in order of preference."""

    initial: Code
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=40)]
    transitions: Annotated[tuple[Transition, ...], Field(max_length=400)]

    @cached_property
    def by_code(self) -> dict[str, Stage]:
        return {stage.code: stage for stage in self.stages}

    def ways(self, source: str, *acts: Act) -> list[Transition]:
        """The ways from a stage that one of the acts goes."""
        wanted = set(acts)
        return [way for way in self.transitions if way.source == source and wanted & set(way.acts)]

    def way(self, source: str, act: Act, *, assigned: bool, to: str = "") -> Transition | None:
        """The first way of the act from there, or the one that leads to `to`.

        What somebody has does not become new (nobody's); what nobody has prefers to.
        """
        found = [way for way in self.ways(source, act) if not to or way.to == to]
        if assigned:
            return next((w for w in found if self.by_code[w.to].category != Status.NEW), None)
        found.sort(key=lambda way: self.by_code[way.to].category != Status.NEW)
        return next(iter(found), None)


def in_language(name: str, names: dict[str, str]) -> str:
    """The name in the language of the page, where it is given; else as it was first said."""
    return names.get((get_language() or "en").split("-")[0], name)


_READ: dict[str, Definition] = {}


def definition_of(version: LifecycleVersion) -> Definition:
    """What a version says. A published one never changes, so it is read once."""
    if version.published_at is None:
        return Definition.model_validate(version.definition)
    found = _READ.get(version.reference)
    if found is None:
        if len(_READ) >= KEPT:
            _READ.clear()
        found = _READ[version.reference] = Definition.model_validate(version.definition)
    return found


def lifecycle_of(case: Case) -> Definition:
    """The lifecycle that counts for the case now; its type, lifecycle and version are loaded with it."""
    return definition_of(_version_of(case))


def stage_of(case: Case) -> Stage:
    """Where the case stands; where its stage was taken out and it has not been moved yet, where it goes."""
    version = _version_of(case)
    stages = definition_of(version).by_code
    return stages.get(case.stage) or stages[version.moves[case.stage]]


def _version_of(case: Case) -> LifecycleVersion:
    version = case.type.lifecycle.current
    if version is None:
        raise LookupError(f"lifecycle {case.type.lifecycle} was never published")
    return version


def standard() -> dict[str, Any]:
    """The lifecycle of every case that needs no other: new, open, waiting for the customer, resolved."""
    resolve, answered = ("Resolve", "Resolver"), ("Answered", "Respondido")
    reopen, back = ("Reopen", "Reabrir"), ("Goes on", "Continúa")
    return {
        "initial": "new",
        "stages": [
            _stage("new", "New", "Nuevo"),
            _stage("open", "Open", "Abierto"),
            _stage("waiting", "Waiting", "En espera", stops="customer"),
            _stage("resolved", "Resolved", "Resuelto"),
        ],
        "transitions": [
            _way("new", "open", "Take", "Tomar", "take"),
            _way("new", "waiting", *answered, "reply"),
            _way("new", "resolved", *resolve, "resolve"),
            _way("open", "waiting", "Wait for the customer", "Esperar al cliente", "reply", "move"),
            _way("open", "resolved", *resolve, "resolve"),
            _way("open", "new", "Hand back", "Devolver", "release"),
            _way("waiting", "open", "Go on", "Continuar", "customer", "move"),
            _way("waiting", "new", *back, "customer"),
            _way("waiting", "resolved", *resolve, "resolve"),
            _way("resolved", "open", *reopen, "reopen", "customer"),
            _way("resolved", "new", *reopen, "reopen", "customer"),
        ],
    }


def _stage(code: str, name: str, spanish: str, stops: str = "") -> dict[str, Any]:
    return {"code": code, "name": name, "names": {"es": spanish}, "category": code, "stops": stops}


def _way(source: str, to: str, name: str, spanish: str, *acts: str) -> dict[str, Any]:
    return {"source": source, "to": to, "name": name, "names": {"es": spanish}, "acts": list(acts)}
