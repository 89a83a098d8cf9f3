"""The tree of topics for whoever sets it up: whole, one topic with what hangs on it, and how it came to be so."""

from collections.abc import Iterator
from dataclasses import dataclass

from frontoffice.cases import topic_terms
from frontoffice.cases.models import Case, CaseType, Priority, Status, Topic, TopicVersion
from frontoffice.cases.topic_terms import Difference, Names
from frontoffice.foundation.models import Unit

MANY = 1000
DEEPEST = 5
SET_IN = "\u2003"  # as wide as a letter is high


@dataclass(frozen=True)
class Branch:
    """A topic in its place: `depth` 0 at the top, `spanish` empty where nobody named it."""

    topic: Topic
    depth: int
    spanish: str
    standard: str

    @property
    def level(self) -> int:
        return self.depth + 1

    @property
    def step(self) -> int:
        """How far it is set in: no further than a phone bears."""
        return min(self.depth, DEEPEST)


@dataclass(frozen=True)
class Change:
    """A version of a topic, and what it changed; nothing for the first."""

    version: TopicVersion
    changed: list[Difference]


def tree() -> list[Branch]:
    """All topics, retired ones too, each after the one that it stands under, by name. Two queries."""
    rows = list(
        Topic.objects.select_related("unit", "case_type__current")
        .prefetch_related("names")
        .order_by("name", "pk")
    )
    below: dict[int | None, list[Topic]] = {}
    for topic in rows:
        below.setdefault(topic.parent_id, []).append(topic)
    return list(_branches(below, None, 0))


def _branches(below: dict[int | None, list[Topic]], parent: int | None, depth: int) -> Iterator[Branch]:
    for topic in below.get(parent, []):
        spanish = next((one.name for one in topic.names.all() if one.language == "es"), "")
        told = topic_terms.days_told(topic.service_days, topic.first_answer_days, topic.service_unit)
        yield Branch(topic, depth, spanish, told)
        yield from _branches(below, topic.pk, depth + 1)


def places(branches: list[Branch], moved: Topic | None) -> list[tuple[str, str]]:
    """Where a topic can stand: the topics on offer, indented, without itself and what is under it."""
    found: list[tuple[str, str]] = []
    skipped: int | None = None
    for branch in branches:
        if skipped is not None and branch.depth > skipped:
            continue
        skipped = branch.depth if moved is not None and branch.topic.pk == moved.pk else None
        above = moved is not None and branch.topic.pk == moved.parent_id
        if skipped is None and (branch.topic.active or above):
            found.append((branch.topic.code, f"{SET_IN * branch.depth}{branch.topic.name}"))
    return found


def topic_with_all(code: str) -> Topic | None:
    """The topic of the code with its unit, names and standards. Three queries."""
    rows = Topic.objects.select_related("unit", "parent", "case_type__current")
    return rows.prefetch_related("names", "standards").filter(code=code).first()


def standards_of(topic: Topic) -> list[tuple[int, str, int | None, int | None]]:
    """For each priority: its number and name, and the days where they differ from the topic's own."""
    own = {one.priority: one for one in topic.standards.all()}
    return [
        (
            priority.value,
            str(priority.label),
            own[priority.value].service_days if priority.value in own else None,
            own[priority.value].first_answer_days if priority.value in own else None,
        )
        for priority in Priority
    ]


def open_cases_of(topic: Topic) -> int:
    """How many cases on it are not resolved, up to MANY + 1. One query."""
    found = Case.objects.filter(topic=topic).exclude(status=Status.RESOLVED).order_by()
    return len(found.values_list("pk")[: MANY + 1])


def history(topic: Topic, most: int = 50) -> list[Change]:
    """The versions of the topic, the newest first, each with what it changed. Four queries."""
    versions = list(topic.versions.select_related("by").order_by("-number")[: most + 1])
    names = Names(
        topics=dict(Topic.objects.values_list("code", "name")),
        units=dict(Unit.objects.values_list("code", "name")),
        types=dict(CaseType.objects.filter(current__isnull=False).values_list("code", "current__name")),
    )
    before = [*(one.terms for one in versions[1:]), None]
    pairs = zip(versions, before, strict=True)
    return [Change(version, topic_terms.differences(old, version.terms, names)) for version, old in pairs][
        :most
    ]
