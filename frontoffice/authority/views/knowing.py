"""Asking why somebody opens what is not on their work, and judging what stood out (REC-6)."""

from django import forms
from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from frontoffice.authority.actions.reviewing_looks import review_finding
from frontoffice.authority.auditing import knowing
from frontoffice.authority.auditing.patterns import findings_visible_to
from frontoffice.authority.auditing.reasoning import reasons
from frontoffice.authority.auditing.trail import entries_of
from frontoffice.authority.auditing.watching import WATCHED, is_protected
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import FindingOutcome, PatternFinding
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.navigation import NavItem

ON_A_PAGE = 25


class WhyForm(forms.Form):
    """A reason from the list, and words."""

    code = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    text = forms.CharField(max_length=knowing.LONGEST, required=False, label=gettext_lazy("In your words"))

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["code"].choices = [(one.code, one.name) for one in reasons()]  # type: ignore[attr-defined]


@needs()
@require_http_methods(["GET", "HEAD", "POST"])
def why(request: ActingRequest) -> HttpResponse:
    """The question, and on with it once it is answered."""
    sent = request.POST if request.method == "POST" else request.GET
    onward = sent.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure()):
        onward = "/desk/"
    model = next((one for one in WATCHED if one._meta.label_lower == sent.get("kind")), None)
    if model is None:
        raise Http404
    try:
        thing = find(model, sent.get("reference", ""), by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    form, status = WhyForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        given = knowing.Purpose(form.cleaned_data["code"], form.cleaned_data["text"])
        try:
            knowing.said(thing, given, by=request.actor, at=request.at)
            return redirect(onward)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    if form.errors:
        status = 422
    context = {
        "form": form,
        "name": str(getattr(thing, "number", "") or thing),
        "protected": is_protected(thing),
        "kind": model._meta.label_lower,
        "reference": thing.reference,
        "next": onward,
    }
    return render(request, "authority/why.html", context, status=status)


class ReviewForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        choices=FindingOutcome.choices,
        label=gettext_lazy("What came of it"),
        error_messages={"required": gettext_lazy("Choose what came of it.")},
    )
    comment = forms.CharField(max_length=1000, required=False, label=gettext_lazy("What you found"))


@needs("authority.review_finding")
@require_http_methods(["GET", "HEAD"])
def findings(request: ActingRequest) -> HttpResponse:
    """What stood out and nobody has judged yet: first of the people that one supervises; never about oneself."""
    done, before = request.GET.get("list") == "done", request.GET.get("before", "")
    seen = findings_visible_to(by=request.actor, at=request.at)
    shown = seen.filter(reviewed_at__isnull=not done).select_related("actor", "reviewed_by", "told")
    if before.isdecimal() and len(before) < 19:
        shown = shown.filter(pk__lt=int(before))
    rows = list(shown.order_by("-pk")[: ON_A_PAGE + 1])
    older = (
        f"?list={'done' if done else 'open'}&before={rows[ON_A_PAGE - 1].pk}" if len(rows) > ON_A_PAGE else ""
    )
    own_first = sorted(rows[:ON_A_PAGE], key=lambda one: one.told_id != request.actor.pk)
    lists = [
        NavItem(label=_("To judge"), url="?list=open", current=not done),
        NavItem(label=_("Judged"), url="?list=done", current=done),
    ]
    context = {"rows": own_first, "older": older, "done": done, "lists": lists}
    return render(request, "authority/findings.html", context)


@needs("authority.review_finding")
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: ActingRequest, reference: str) -> HttpResponse:
    """One finding with the look that shows it, and the judgment."""
    try:
        found: PatternFinding = find(PatternFinding, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    form, status = ReviewForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            outcome = FindingOutcome(given["outcome"])
            review_finding(
                finding=found, outcome=outcome, comment=given["comment"], by=request.actor, at=request.at
            )
            messages.success(request, _("Recorded."))
            return redirect("authority:findings")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status = refusal.status
    elif form.errors:
        status = 422
    model = apps.get_model(found.object_kind) if found.object_kind else None
    thing = model._default_manager.filter(pk=found.object_id).first() if model is not None else None
    context = {
        "finding": found,
        "form": form,
        "look": entries_of([found.access])[0],
        "kind": found.object_kind,
        "reference": getattr(thing, "reference", ""),
    }
    return render(request, "authority/finding.html", context, status=status)
