"""Taking a case along its lifecycle, and saying how urgent and how complex it is."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.cases.actions import moving, weighing
from frontoffice.cases.forms_standing import MoveForm, WeighForm
from frontoffice.cases.lifecycles import Act, lifecycle_of, stage_of
from frontoffice.cases.models import Complexity, Priority
from frontoffice.cases.views.acting import ask, done, once, sent, wrong
from frontoffice.cases.views.showing import case_of
from frontoffice.cases.views.working import asked_or_sent
from frontoffice.foundation.refusals import Refused


def said_of(made: Any, done_words: str) -> str:
    """What came of it: done, or asked of somebody with more authority."""
    return (
        _("This takes more than you hold: a colleague is asked.")
        if isinstance(made, Approval)
        else done_words
    )


@needs("cases.move")
@asked_or_sent
def move(request: ActingRequest, reference: str) -> HttpResponse:
    """Along a way that is listed from where the case stands."""
    case = case_of(request, reference)
    to = (request.POST if request.method == "POST" else request.GET).get("to", "")[:40]
    ways = lifecycle_of(case).ways(stage_of(case).code, Act.MOVE)
    way = next((way for way in ways if way.to == to), None)
    if way is None and request.method != "POST":
        raise Http404
    form, status = MoveForm(sent(request)), 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = once(moving.move, given["idempotency_key"])(
                case=case, to=to, note=given["note"], by=request.actor, at=request.at
            )
            return done(request, case, said_of(made, _("Moved.")))
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = way.label if way is not None else _("Move the case")
    return ask(
        request, case, form, kind="move", heading=heading, status=status if form.errors else 200, to=to
    )


@needs("cases.set_priority")
@asked_or_sent
def priority(request: ActingRequest, reference: str) -> HttpResponse:
    """Say how soon it is worked on."""
    return _weigh(request, reference, "priority")


@needs("cases.set_complexity")
@asked_or_sent
def complexity(request: ActingRequest, reference: str) -> HttpResponse:
    """Say how much it takes."""
    return _weigh(request, reference, "complexity")


def _weigh(request: ActingRequest, reference: str, what: str) -> HttpResponse:
    case = case_of(request, reference)
    known = Priority.choices if what == "priority" else Complexity.choices
    action = weighing.set_priority if what == "priority" else weighing.set_complexity
    form = WeighForm(sent(request), choices=known, initial={"value": getattr(case, what)})
    status = 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words: dict[str, Any] = {what: int(given["value"]), "reason": given["reason"]}
        try:
            made = once(action, given["idempotency_key"])(case=case, **words, by=request.actor, at=request.at)
            return done(request, case, said_of(made, _("Changed.")))
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = _("Set the priority") if what == "priority" else _("Set the complexity")
    return ask(request, case, form, kind="weigh", heading=heading, status=status if form.errors else 200)
