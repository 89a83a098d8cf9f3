"""What the pages of case types and lifecycles show."""

from dataclasses import dataclass

from django.db.models import F

from frontoffice.cases.lifecycles import Definition, Stage, Transition
from frontoffice.cases.models import (
    Case,
    CaseType,
    CaseTypeVersion,
    Lifecycle,
    LifecycleVersion,
    Status,
    StopReason,
    Topic,
)
from frontoffice.cases.schemas import fields_of

MANY = 1000
PEOPLE = ("drafted_by", "published_by", "approved_by")


@dataclass(frozen=True)
class Use:
    """Who has to do with a type: its topics, and how many open cases there are, up to MANY."""

    topics: list[Topic]
    open_cases: int
    more: bool


@dataclass(frozen=True)
class Column:
    """The stages of one category, each with the ways that lead on from it and where to."""

    label: str
    stages: list[tuple[Stage, list[tuple[Transition, Stage]]]]


def types() -> list[CaseType]:
    """All types with their current version, by code. One query."""
    return list(CaseType.objects.select_related("current__lifecycle__current").order_by("code"))


def lifecycles() -> list[Lifecycle]:
    """All lifecycles with their current version, by code. One query."""
    return list(Lifecycle.objects.select_related("current").order_by("code"))


def versions_of_type(code: str) -> list[CaseTypeVersion]:
    """The newest first. One query."""
    rows = CaseTypeVersion.objects.filter(type__code=code).select_related(
        "type", "lifecycle__current", *PEOPLE
    )
    return list(rows.order_by("-number"))


def versions_of_lifecycle(code: str) -> list[LifecycleVersion]:
    """The newest first. One query."""
    rows = LifecycleVersion.objects.filter(lifecycle__code=code).select_related("lifecycle", *PEOPLE)
    return list(rows.order_by("-number"))


def use_of_type(code: str) -> Use:
    """Two queries."""
    open_cases = Case.objects.filter(type__type__code=code).exclude(status=Status.RESOLVED)
    found = len(open_cases.order_by().values_list("pk")[: MANY + 1])
    topics = list(Topic.objects.filter(case_type__code=code).order_by("name"))
    return Use(topics, min(found, MANY), found > MANY)


def picture(told: Definition) -> list[Column]:
    """The stages by category, in the order in which a case goes through them."""
    return [
        Column(
            str(status.label),
            [(stage, _ways(told, stage)) for stage in told.stages if stage.category == status],
        )
        for status in Status
    ]


def fields_asked(lifecycle: str) -> list[tuple[str, str]]:
    """What types of the lifecycle ask for, by name, with how it is called. One query."""
    types = CaseTypeVersion.objects.filter(type__current=F("pk"), lifecycle__code=lifecycle).values_list(
        "schema", flat=True
    )
    found: dict[str, str] = {}
    for schema in types:
        for name, field in fields_of(schema).properties.items():
            found.setdefault(name, field.label)
    return sorted(found.items(), key=lambda one: one[1])


def reasons_to_stop() -> list[tuple[str, str]]:
    """Why a clock may stand still. One query."""
    return list(StopReason.objects.filter(active=True).order_by("name").values_list("code", "name"))


def _ways(told: Definition, stage: Stage) -> list[tuple[Transition, Stage]]:
    return [(way, told.by_code[way.to]) for way in told.transitions if way.source == stage.code]
