"""Fitting the confidence to labeled questions, and measuring it on those that each fold was not fitted on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from frontoffice.knowledge import measuring
from frontoffice.knowledge.fitting import Sample, TooFew, enough, fit, out_of_fold
from frontoffice.knowledge.labels import Label
from frontoffice.knowledge.models import Audience, Mode
from frontoffice.knowledge.queries.confidence import Weights, confidence
from frontoffice.knowledge.queries.finding import find
from frontoffice.knowledge.queries.found import Found, Signs
from frontoffice.knowledge.queries.judging import GIVEN

POINTS = 40  # of the curve that are kept
FITTED = ("evidence", "a_word", "nearness", "agreement")  # signs that held from library to library


def calibrated(labels: Sequence[Label], *, on: date) -> tuple[str, Weights, dict[str, Any]]:
    """Mode, weights and what was measured. A question is right where an article that answers it is among those given.

    Raises TooFew.
    """
    seen: dict[tuple[str, str], Label] = {(one.question, one.language): one for one in labels}
    asked = [
        (label, find(label.question, on=on, audience=Audience.PUBLIC, language=label.language))
        for label in seen.values()
    ]
    signs = [(found.signs, _is_right(found, label), label.question) for label, found in asked if found.signs]
    samples = [Sample(fitted(told), right, group) for told, right, group in signs if told is not None]
    if not enough(samples):
        raise TooFew
    weights = fit(samples)
    judged = [
        (confidence(Signs(**_whole(one)), own), one.right)
        for one, own in zip(samples, out_of_fold(samples), strict=True)
    ]
    # What nothing speaks for is never answered: it is measured, but there is nothing in it to fit.
    judged += [(0.0, _is_right(found, label)) for label, found in asked if found.signs is None]
    mode = Mode.SEMANTIC if "nearness" in weights else Mode.LEXICAL
    return mode, weights, _measured(judged)


def fitted(signs: Signs) -> dict[str, float]:
    """The signs that are fitted on: those that held from library to library."""
    return {name: value for name, value in signs.named().items() if name in FITTED}


def _whole(sample: Sample) -> dict[str, float]:
    return {"evidence": 0.0, "a_word": 0.0, "sentence": 0.0, "lead": 0.0} | dict(sample.signs)


def _is_right(found: Found, label: Label) -> bool:
    return any(one.passage.version.article.slug in label.right for one in found.passages[:GIVEN])


def _measured(judged: list[measuring.Judged]) -> dict[str, Any]:
    groups = [[one] for one in judged]
    bounds = measuring.interval(groups, measuring.discrimination)
    points = measuring.curve(judged)
    kept = [points[round(at * (len(points) - 1) / (POINTS - 1))] for at in range(POINTS)]
    told = measuring.discrimination(judged)
    return {
        "questions": len(judged),
        "answered": sum(right for _sure, right in judged),
        "auroc": None if told is None else round(told, 4),
        "interval": None if bounds is None else [round(bound, 4) for bound in bounds],
        "error": round(measuring.calibration_error(judged), 4),
        "coverage": {str(risk): round(measuring.coverage_at(judged, risk / 100), 4) for risk in (5, 10, 20)},
        "thresholds": {str(risk): measuring.threshold_at(judged, risk / 100) for risk in (5, 10, 20)},
        "curve": [[round(value, 4) for value in point] for point in dict.fromkeys(kept)],
        "bins": [[round(sure, 4), round(right, 4), number] for sure, right, number in measuring.bins(judged)],
    }
