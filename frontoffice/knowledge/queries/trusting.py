"""What the pages on trust show: policy tests with their last results, synonyms, thresholds, calibrations; for staff."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from frontoffice.authority.registry import visible
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import (
    Article,
    Calibration,
    Mode,
    PolicyResult,
    PolicyRun,
    PolicyTest,
    Synonym,
    Threshold,
)
from frontoffice.knowledge.queries.confidence import SHIPPED_THRESHOLD
from frontoffice.knowledge.queries.policy import last_results, standing


@visible(PolicyTest)
def tests_visible_to(*, by: Actor, at: datetime) -> QuerySet[PolicyTest]:
    tests = PolicyTest.objects.select_related("written_by", "ended_by")
    return tests if by.is_staff else tests.none()


@visible(PolicyRun)
def runs_visible_to(*, by: Actor, at: datetime) -> QuerySet[PolicyRun]:
    runs = PolicyRun.objects.select_related("by")
    return runs if by.is_staff else runs.none()


@visible(Synonym)
def synonyms_visible_to(*, by: Actor, at: datetime) -> QuerySet[Synonym]:
    synonyms = Synonym.objects.select_related("added_by", "ended_by")
    return synonyms if by.is_staff else synonyms.none()


@visible(Threshold)
def thresholds_visible_to(*, by: Actor, at: datetime) -> QuerySet[Threshold]:
    thresholds = Threshold.objects.select_related("set_by")
    return thresholds if by.is_staff else thresholds.none()


@visible(Calibration)
def calibrations_visible_to(*, by: Actor, at: datetime) -> QuerySet[Calibration]:
    calibrations = Calibration.objects.select_related("fitted_by", "adopted_by")
    return calibrations if by.is_staff else calibrations.none()


@dataclass(frozen=True)
class Tested:
    """A test with what it gave last; None where it never ran."""

    test: PolicyTest
    last: PolicyResult | None

    @property
    def fell(self) -> bool:
        return self.last is not None and self.last.fault != ""


def tested() -> list[Tested]:
    """The tests that stand, those that fell first, each in the order in which they were written. Three queries."""
    tests = list(standing().select_related("written_by"))
    last = last_results(tests)
    every = [Tested(test, last.get(test.pk)) for test in tests]
    return sorted(every, key=lambda one: (not one.fell, one.test.pk))


@dataclass(frozen=True)
class OfTopic:
    """The threshold of a topic, or that for all (`topic` empty); `own` is the row that says so, if any."""

    topic: str
    value: float
    own: Threshold | None

    @property
    def percent(self) -> int:
        return round(self.value * 100)


def thresholds() -> list[OfTopic]:
    """What counts for all, then each topic that an article has. Two queries."""
    newest = {row.topic: row for row in Threshold.objects.select_related("set_by").order_by("pk")}
    set_now = {topic: row for topic, row in newest.items() if row.value is not None}
    general = set_now.get("")
    usual = SHIPPED_THRESHOLD if general is None or general.value is None else general.value
    topics = Article.objects.exclude(topic="").order_by("topic").values_list("topic", flat=True).distinct()
    found = [OfTopic("", usual, general)]
    for topic in topics:
        own = set_now.get(topic)
        found.append(OfTopic(topic, usual if own is None or own.value is None else own.value, own))
    return found


def adopted(mode: str = Mode.LEXICAL) -> Calibration | None:
    """The calibration that counts; None while the shipped weights do."""
    rows = Calibration.objects.filter(mode=mode, adopted_at__isnull=False).select_related("adopted_by")
    return rows.order_by("-adopted_at", "-pk").first()


def fitted(most: int = 10) -> QuerySet[Calibration]:
    """The newest calibrations."""
    return Calibration.objects.select_related("fitted_by", "adopted_by").order_by("-pk")[:most]
