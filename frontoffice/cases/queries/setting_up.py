"""What the pages of case types and lifecycles show."""

from dataclasses import dataclass

from frontoffice.cases.lifecycles import Definition, Stage, Transition, definition_of
from frontoffice.cases.models import (
    Case,
    CaseType,
    CaseTypeVersion,
    Lifecycle,
    LifecycleVersion,
    Status,
    Topic,
)

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


def picture(version: LifecycleVersion) -> list[Column]:
    """The stages by category, in the order in which a case goes through them."""
    told: Definition = definition_of(version)
    return [
        Column(
            str(status.label),
            [(stage, _ways(told, stage)) for stage in told.stages if stage.category == status],
        )
        for status in Status
    ]


def _ways(told: Definition, stage: Stage) -> list[tuple[Transition, Stage]]:
    return [(way, told.by_code[way.to]) for way in told.transitions if way.source == stage.code]
