"""What goes back of policy tests, their runs, synonyms, thresholds and calibrations."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import Calibration, PolicyRun, PolicyTest, Synonym, Threshold


class PolicyTestOut(BaseModel):
    """`expected` is answer, refer or ask_back."""

    reference: str
    question: str
    language: str
    expected: str
    must_cite: list[str]
    must_not_say: list[str]
    origin: str
    note: str
    written_by: str
    written_at: datetime
    ended_at: datetime | None


class FellOut(BaseModel):
    """A test that fell: `fault` is not_answered, not_referred, not_asked_back, asked_back, not_cited or said."""

    test: str
    question: str
    fault: str
    became: str
    confidence: float
    cited: list[str]


class PolicyRunOut(BaseModel):
    """`newly_fell` had passed when they were last run; `despite` is the reason of whoever went on all the same."""

    reference: str
    cause: str
    about: str
    on: date
    at: datetime
    passed: int
    fell: int
    newly_fell: int
    despite: str
    falling: list[FellOut]


class SynonymOut(BaseModel):
    reference: str
    term: str
    means: str
    language: str
    ended_at: datetime | None


class ThresholdOut(BaseModel):
    """`value` is a share from 0 to 1; none gives the topic back to what counts for all."""

    reference: str
    topic: str
    value: float | None
    reason: str


class CalibrationOut(BaseModel):
    reference: str
    mode: str
    number: int
    weights: dict[str, float]
    measured: dict[str, Any]
    fitted_at: datetime
    adopted_at: datetime | None


@shown(PolicyTest)
def policy_test_out(test: PolicyTest, by: Actor) -> PolicyTestOut:
    return PolicyTestOut(
        reference=test.reference,
        question=test.question,
        language=test.language,
        expected=test.expected,
        must_cite=test.must_cite,
        must_not_say=test.must_not_say,
        origin=test.origin,
        note=test.note,
        written_by=test.written_by.name,
        written_at=test.written_at,
        ended_at=test.ended_at,
    )


@shown(PolicyRun)
def policy_run_out(run: PolicyRun, by: Actor) -> PolicyRunOut:
    fell = run.results.exclude(fault="").select_related("test").order_by("test")
    return PolicyRunOut(
        reference=run.reference,
        cause=run.cause,
        about=run.about,
        on=run.on,
        at=run.at,
        passed=run.passed,
        fell=run.fell,
        newly_fell=run.newly_fell,
        despite=run.despite,
        falling=[
            FellOut(
                test=one.test.reference,
                question=one.test.question,
                fault=one.fault,
                became=one.became,
                confidence=one.confidence,
                cited=one.cited,
            )
            for one in fell
        ],
    )


@shown(Synonym)
def synonym_out(synonym: Synonym, by: Actor) -> SynonymOut:
    return SynonymOut(
        reference=synonym.reference,
        term=synonym.term,
        means=synonym.means,
        language=synonym.language,
        ended_at=synonym.ended_at,
    )


@shown(Threshold)
def threshold_out(threshold: Threshold, by: Actor) -> ThresholdOut:
    return ThresholdOut(
        reference=threshold.reference,
        topic=threshold.topic,
        value=threshold.value,
        reason=threshold.reason,
    )


@shown(Calibration)
def calibration_out(calibration: Calibration, by: Actor) -> CalibrationOut:
    return CalibrationOut(
        reference=calibration.reference,
        mode=calibration.mode,
        number=calibration.number,
        weights=calibration.weights,
        measured=calibration.measured,
        fitted_at=calibration.fitted_at,
        adopted_at=calibration.adopted_at,
    )
