"""How sure is sure enough: thresholds by topic, and the calibration of the confidence on labeled questions."""

from datetime import datetime
from typing import Annotated

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from pydantic import Field, ValidationError

from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.actions.holding_back import hold_back
from frontoffice.knowledge.calibrating import calibrated
from frontoffice.knowledge.documents import wrong
from frontoffice.knowledge.events import CalibrationAdopted, CalibrationFitted, ThresholdSet
from frontoffice.knowledge.fitting import TooFew
from frontoffice.knowledge.labels import Label, labels_of_the_agency
from frontoffice.knowledge.models import Article, Calibration, Cause, Threshold
from frontoffice.knowledge.queries.days import office_day

Despite = Annotated[str, Field(max_length=1000)]
LONGEST_LINE = 10_000
MOST_LINES = 20_000


class UnknownTopic(BadInput):
    message = _("No article has this topic.")
    field = "topic"


class NotAShare(BadInput):
    message = _("Write a number from 0 to 100.")
    field = "percent"


class NoReason(BadInput):
    message = _("Say why. Colleagues read it when an answer is asked about.")
    field = "reason"


class UnreadableQuestion(BadInput):
    field = "questions"


class TooFewQuestions(Refused):
    message = _(
        "There are not enough labeled questions: at least 20 are needed, 5 of them without a right answer."
    )


class AdoptedAlready(Refused):
    message = _("This calibration was adopted already. Fit another to change it.")


@action("knowledge.set_threshold", title=_("Set from which confidence on is answered"))
def set_threshold(
    *,
    topic: Annotated[str, Field(max_length=60)] = "",
    percent: int | None = None,
    reason: Annotated[str, Field(max_length=1000)],
    despite: Despite = "",
    by: Actor,
    at: datetime,
) -> Threshold:
    """Questions of the topic (empty: of all topics without a threshold of their own) are answered from here on.

    Without `percent` the topic goes back to what counts for all. The policy tests are run on it. Raises UnknownTopic,
    NotAShare, NoReason, TestsFall.
    """
    topic = topic.strip()
    if topic and not Article.objects.filter(topic=topic).exists():
        raise UnknownTopic
    if percent is not None and not 0 <= percent <= 100:
        raise NotAShare
    if not reason.strip():
        raise NoReason
    value = None if percent is None else percent / 100
    made = Threshold.objects.create(topic=topic, value=value, reason=reason.strip(), set_by=by, set_at=at)
    announce(ThresholdSet(threshold_id=made.pk), about=made, by=by, at=at)
    hold_back(Cause.THRESHOLD, topic, on=office_day(at), despite=despite, by=by, at=at)
    return made


@action("knowledge.calibrate", title=_("Calibrate the confidence"), open_to=["service"])
def calibrate(
    *,
    questions: Annotated[
        list[Annotated[str, Field(max_length=LONGEST_LINE)]], Field(max_length=MOST_LINES)
    ] = [],  # noqa: B006 - never changed
    by: Actor,
    at: datetime,
) -> Calibration:
    """Fit the confidence to labeled questions: the policy tests, first questions that people called answered or not,
    and `questions` (JSON: question, must_cite, or_cite, must_refer, language). It counts once it is adopted.

    Raises UnreadableQuestion, TooFewQuestions.
    """
    day = office_day(at)
    try:
        mode, weights, measured = calibrated([*labels_of_the_agency(), *map(_label, questions)], on=day)
    except TooFew:
        raise TooFewQuestions from None
    last = Calibration.objects.filter(mode=mode).aggregate(last=Max("number"))["last"]
    made = Calibration.objects.create(
        mode=mode, number=(last or 0) + 1, weights=weights, measured=measured, fitted_by=by, fitted_at=at
    )
    announce(CalibrationFitted(calibration_id=made.pk), about=made, by=by, at=at)
    return made


def _label(text: str) -> Label:
    try:
        return Label.model_validate_json(text)
    except ValidationError as error:
        raise UnreadableQuestion(wrong(error)) from None


@action("knowledge.adopt_calibration", title=_("Adopt a calibration"), subject="calibration")
def adopt_calibration(
    *, calibration: Calibration, despite: Despite = "", by: Actor, at: datetime
) -> Calibration:
    """From now on the confidence is weighed by it. The policy tests are run on it. Raises AdoptedAlready, TestsFall."""
    calibration = Calibration.objects.select_for_update(of=("self",)).get(pk=calibration.pk)
    if calibration.adopted_at is not None:
        raise AdoptedAlready
    calibration.adopted_by, calibration.adopted_at = by, at
    calibration.save(update_fields=["adopted_by", "adopted_at"])
    announce(CalibrationAdopted(calibration_id=calibration.pk), about=calibration, by=by, at=at)
    hold_back(Cause.MODEL, str(calibration.number), on=office_day(at), despite=despite, by=by, at=at)
    return calibration
