"""How sure is sure enough: the curve of risk and coverage, thresholds by topic, and the calibrations."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.holding_back import TestsFall
from frontoffice.knowledge.actions.tuning_trust import adopt_calibration, calibrate, set_threshold
from frontoffice.knowledge.models import Calibration
from frontoffice.knowledge.permissions import ADOPT, ASK, CALIBRATE, SET_THRESHOLD
from frontoffice.knowledge.queries.trusting import fitted, thresholds
from frontoffice.knowledge.trust_forms import ThresholdForm
from frontoffice.knowledge.views.frame import UNREADABLE, page
from frontoffice.knowledge.views.held_back import despite_of, held_back

POINTS = 10


@needs(ASK)
@require_safe
def trust(request: ActingRequest) -> HttpResponse:
    """The page; `calibration` names one of them, else the one in use or the newest is shown."""
    return _page(request, _threshold_form())


@needs(SET_THRESHOLD)
@require_POST
def threshold(request: ActingRequest) -> HttpResponse:
    """From which confidence on a topic is answered."""
    form = _threshold_form(request)
    if not form.is_valid():
        return _page(request, form, status=UNREADABLE)
    given = dict(form.cleaned_data)
    given.pop("idempotency_key")
    try:
        set_threshold(**given, despite=despite_of(request), by=request.actor, at=request.at)
    except TestsFall as refusal:
        return held_back(request, refusal, what=_("This threshold"), back=reverse("knowledge:trust"))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _page(request, form, status=refusal.status)
    messages.success(request, _("Set. It counts from now on."))
    return redirect("knowledge:trust")


@needs(CALIBRATE)
@require_POST
def fit(request: ActingRequest) -> HttpResponse:
    """Fit the confidence to the agency's labeled questions."""
    try:
        calibrate(by=request.actor, at=request.at)
        messages.success(request, _("Fitted and measured. It counts once it is adopted."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("knowledge:trust")


@needs(ADOPT)
@require_POST
def adopt(request: ActingRequest, reference: str) -> HttpResponse:
    """From now on the confidence is weighed by it."""
    try:
        found: Calibration = find(Calibration, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    try:
        adopt_calibration(calibration=found, despite=despite_of(request), by=request.actor, at=request.at)
        messages.success(request, _("Adopted. It counts from now on."))
    except TestsFall as refusal:
        return held_back(request, refusal, what=_("This calibration"), back=reverse("knowledge:trust"))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("knowledge:trust")


def _threshold_form(request: ActingRequest | None = None) -> ThresholdForm:
    form = ThresholdForm(request.POST if request is not None else None)
    topics = [(one.topic, one.topic or _("All topics without one of their own")) for one in thresholds()]
    form.fields["topic"].choices = topics  # type: ignore[attr-defined]
    return form


def _page(request: ActingRequest, form: ThresholdForm, *, status: int = 200) -> HttpResponse:
    rows = list(fitted())
    in_use = max(
        (one for one in rows if one.adopted_at is not None), key=lambda one: str(one.adopted_at), default=None
    )
    named = request.GET.get("calibration", "")[:20]
    seen = next((one for one in rows if one.reference == named), in_use or (rows[0] if rows else None))
    shown: dict[str, Any] = {
        "thresholds": thresholds(),
        "calibrations": rows,
        "in_use": in_use,
        "seen": seen,
        "curve": _drawn(seen) if seen is not None else [],
        "bins": _bins(seen) if seen is not None else [],
        "figures": _figures(seen) if seen is not None else {},
        "form": form,
    }
    return page(request, "trust", shown, tab="trust", status=status)


def _drawn(seen: Calibration) -> list[tuple[str, float]]:
    """Risk in percent at each tenth of coverage: of the nearest point that covers as much."""
    points = seen.measured["curve"]
    drawn = []
    for step in range(1, POINTS + 1):
        wanted = step / POINTS
        point = next((one for one in points if one[0] >= wanted - 1e-9), points[-1])
        drawn.append((f"{step * 100 // POINTS} %", round(point[1] * 100, 1)))
    return drawn


def _bins(seen: Calibration) -> list[dict[str, Any]]:
    return [
        {"sure": round(sure * 100), "right": round(right * 100), "number": number}
        for sure, right, number in seen.measured["bins"]
    ]


def _figures(seen: Calibration) -> dict[str, Any]:
    told = seen.measured
    return {
        "questions": told["questions"],
        "answered": told["answered"],
        "auroc": told["auroc"],
        "low": told["interval"][0] if told["interval"] else None,
        "high": told["interval"][1] if told["interval"] else None,
        "error": round(told["error"] * 100, 1),
        "coverage": [
            {
                "risk": risk,
                "covered": round(told["coverage"][risk] * 100),
                "threshold": None
                if told["thresholds"][risk] is None
                else round(told["thresholds"][risk] * 100),
            }
            for risk in told["coverage"]
        ],
    }
