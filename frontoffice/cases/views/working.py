"""What can be done with a case besides writing: take, assign, hand back, resolve, reopen, sort, settle."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.authority.signatures import find
from frontoffice.cases import forms
from frontoffice.cases.actions import assigning, resolving, settling, sorting
from frontoffice.cases.models import ResolutionCode
from frontoffice.cases.queries.first_contacts import first_contact_for
from frontoffice.cases.views.acting import ask, at_once, done, once, sent, wrong
from frontoffice.cases.views.choices import colleague_choices, topic_choices
from frontoffice.cases.views.showing import case_of
from frontoffice.foundation.refusals import Refused

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def _key(request: ActingRequest) -> str:
    return request.POST.get("idempotency_key", "")[:64]


@needs("cases.take")
@require_POST
def take(request: ActingRequest, reference: str) -> HttpResponse:
    case = case_of(request, reference)

    def act() -> None:
        once(assigning.take, _key(request))(case=case, by=request.actor, at=request.at)

    return at_once(request, case, act, _("The case is yours."))


@needs("cases.settle")
@require_POST
def settle(request: ActingRequest, reference: str) -> HttpResponse:
    case = case_of(request, reference)

    def act() -> None:
        once(settling.settle, _key(request))(case=case, by=request.actor, at=request.at)

    return at_once(request, case, act, _("Marked as dealt with."))


@needs("cases.assign")
@asked_or_sent
def assign(request: ActingRequest, reference: str) -> HttpResponse:
    """Give the case to a colleague; those of its own unit stand first."""
    case = case_of(request, reference)
    first = first_contact_for(case.topic, at=request.at)
    # Who is named for the topic is suggested, unless they have the case already.
    suggested = first.member.reference if first is not None and first.member.pk != case.assignee_id else ""
    form = forms.AssignForm(
        sent(request),
        colleagues=colleague_choices(case, at=request.at),
        initial={"assignee": suggested},
    )
    status = 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            assignee = find(StaffMember, given["assignee"], by=request.actor, at=request.at, field="assignee")
            once(assigning.assign, given["idempotency_key"])(
                case=case, assignee=assignee, reason=given["reason"], by=request.actor, at=request.at
            )
            return done(request, case, _("Assigned to %(name)s.") % {"name": assignee.actor.name})
        except Refused as refusal:
            status = wrong(form, refusal)
    return ask(
        request,
        case,
        form,
        kind="assign",
        heading=_("Assign the case"),
        status=status if form.errors else 200,
    )


@needs("cases.release_to_unit")
@asked_or_sent
def release(request: ActingRequest, reference: str) -> HttpResponse:
    """Hand the case back to its unit."""
    case, form, status = case_of(request, reference), forms.ReasonForm(sent(request)), 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            once(assigning.release_to_unit, given["idempotency_key"])(
                case=case, reason=given["reason"], by=request.actor, at=request.at
            )
            return done(request, case, _("Handed back to %(unit)s.") % {"unit": case.unit.name})
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = _("Hand the case back to its unit")
    return ask(request, case, form, kind="release", heading=heading, status=status if form.errors else 200)


@needs("cases.resolve")
@asked_or_sent
def resolve(request: ActingRequest, reference: str) -> HttpResponse:
    """Say how the matter ended."""
    case = case_of(request, reference)
    form = forms.ResolveForm(sent(request), initial={"code": ResolutionCode.ANSWERED})
    status = 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = once(resolving.resolve, given["idempotency_key"])(
                case=case,
                resolution=given["resolution"],
                code=ResolutionCode(given["code"]),
                by=request.actor,
                at=request.at,
            )
            asked = isinstance(made, Approval)
            said = (
                _("This case is more than you may resolve: a colleague is asked.")
                if asked
                else _("Resolved.")
            )
            return done(request, case, said)
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = _("Resolve the case")
    return ask(request, case, form, kind="resolve", heading=heading, status=status if form.errors else 200)


@needs("cases.reopen")
@asked_or_sent
def reopen(request: ActingRequest, reference: str) -> HttpResponse:
    """Take a resolved case up again."""
    case, form, status = case_of(request, reference), forms.ReopenForm(sent(request)), 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            once(resolving.reopen, given["idempotency_key"])(
                case=case, reason=given["reason"], by=request.actor, at=request.at
            )
            return done(request, case, _("Reopened."))
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = _("Reopen the case")
    return ask(request, case, form, kind="reopen", heading=heading, status=status if form.errors else 200)


@needs("cases.change_topic")
@asked_or_sent
def change_topic(request: ActingRequest, reference: str) -> HttpResponse:
    """Put the case under another topic."""
    case = case_of(request, reference)
    form = forms.TopicForm(sent(request), topics=topic_choices(), initial={"topic": case.topic.code})
    status = 422
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            once(sorting.change_topic, given["idempotency_key"])(
                case=case, topic=given["topic"], reason=given["reason"], by=request.actor, at=request.at
            )
            return done(request, case, _("The topic is changed."))
        except Refused as refusal:
            status = wrong(form, refusal)
    heading = _("Change the topic")
    return ask(request, case, form, kind="topic", heading=heading, status=status if form.errors else 200)
