"""Small offices, where a review makes up for the second person, and the reviews that are owed for it."""

import datetime as dt
from typing import Any

from django import forms
from django.apps import apps
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority import wording
from frontoffice.authority.actions import declaring
from frontoffice.authority.guarding import fresh, needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import CompensatingReview, SmallOffice
from frontoffice.authority.queries import compensating_reviews_visible_to, offices_visible_to
from frontoffice.authority.signatures import VISIBLE, find
from frontoffice.authority.views.doing import Form, act, said, sent
from frontoffice.foundation import clock
from frontoffice.foundation.models import Office
from frontoffice.foundation.refusals import Refused

OPEN_TO = ("authority.review_compensating", "authority.set_small_office")
ON_A_PAGE = 100


class OfficeForm(Form):
    office = forms.ChoiceField(label=gettext_lazy("Office"))
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Within a year."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea)

    def __init__(self, *given: Any, request: ActingRequest, **more: Any) -> None:
        super().__init__(*given, **more)
        self.offices = {
            office.reference: office for office in offices_visible_to(by=request.actor, at=request.at)
        }
        field = self.fields["office"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(reference, office.name) for reference, office in self.offices.items()]

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        office: Office = self.offices[given["office"]]
        day: dt.date = given.pop("last_day")
        until = clock.start_of(day + dt.timedelta(days=1), clock.zone_named(office.time_zone))
        return given | {"office": office, "until": until}


class ReviewForm(Form):
    found_right = forms.TypedChoiceField(
        label=gettext_lazy("Was it right?"),
        choices=[("yes", gettext_lazy("Yes, both parts are right")), ("no", gettext_lazy("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=gettext_lazy("What you looked at, or what was wrong"),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )


@needs(*OPEN_TO)
def every(request: ActingRequest) -> HttpResponse:
    """The offices that are small for a time, setting one, and the reviews that are owed, oldest first."""
    form = OfficeForm(sent(request), request=request)
    if request.method == "POST":
        return _set(request)
    return _page(request, form)


@needs("authority.set_small_office")
@fresh
def _set(request: ActingRequest) -> HttpResponse:
    form = OfficeForm(request.POST, request=request)
    if form.is_valid():
        result = act(request, form, declaring.set_small_office)
        if result is not None:
            waits = _("Nothing is set yet: a colleague has to agree.")
            return said(request, result, _("Set."), waits, "authority:small_offices")
    return _page(request, form, status=422)


def _page(request: ActingRequest, form: OfficeForm, *, status: int = 200) -> HttpResponse:
    seen = compensating_reviews_visible_to(by=request.actor, at=request.at)
    done = seen.filter(reviewed_at__isnull=False).order_by("-reviewed_at")
    context = {
        "form": form,
        "offices": SmallOffice.objects.filter(until__gt=request.at)
        .select_related("office", "set_by")
        .order_by("until"),
        "owed": [_row(one) for one in seen.filter(reviewed_at__isnull=True).order_by("pk")[:ON_A_PAGE]],
        "done": [_row(one) for one in done[:10]],
    }
    return render(request, "authority/small_offices.html", context, status=status)


def _row(review: CompensatingReview) -> dict[str, Any]:
    return {
        "review": review,
        "title": wording.title_of(review.action),
        "parts": f"{wording.did(review.other_part)}; {wording.did(review.part)}",
    }


@needs("authority.review_compensating")
def review(request: ActingRequest, reference: str) -> HttpResponse:
    """Look at both parts in place of the second person."""
    try:
        found: CompensatingReview = find(CompensatingReview, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    form = ReviewForm(sent(request))
    if request.method == "POST" and form.is_valid():
        result = act(request, form, declaring.review_compensating, review=found)
        if result is not None:
            return said(request, result, _("Reviewed."), "", "authority:small_offices")
    context = {"form": form, "thing": _thing(request, found), **_row(found)}
    return render(request, "authority/review_alone.html", context, status=422 if form.errors else 200)


def _thing(request: ActingRequest, review: CompensatingReview) -> str:
    """What it is about, where the viewer may see it."""
    try:
        visible = VISIBLE[apps.get_model(review.kind)]
    except (LookupError, ValueError):
        return ""
    thing = visible(by=request.actor, at=request.at).filter(pk=review.object_id).first()
    return str(thing) if thing is not None else ""
