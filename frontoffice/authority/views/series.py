"""The class series: those that the agency adopted, those that come with the product, and adopting one."""

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.guarding import fresh, needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Level, Series
from frontoffice.authority.series import shipped
from frontoffice.authority.series.reading import LARGEST, MOST_TOLD, WrongFile
from frontoffice.foundation.refusals import Refused


class Adoption(forms.Form):
    """One that comes with the product by its code, or the text of one's own."""

    series = forms.ChoiceField(choices=[(code, code) for code in shipped.CODES], required=False)
    text = forms.CharField(
        label=gettext_lazy("Your own series"),
        max_length=LARGEST,
        required=False,
        strip=False,
        widget=forms.Textarea,
    )


@needs()
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """What was adopted, the posts outside, and what could be."""
    adopted = list(Series.objects.annotate(count=Count("levels")))
    taken = {series.code for series in adopted}
    context = {
        "adopted": adopted,
        "posts": Level.objects.filter(series=None).order_by("order", "name"),
        "shipped": [shipped.series(code) for code in shipped.CODES if code not in taken],
        "may_adopt": adopt_series.name in request.powers,
    }
    return render(request, "authority/series_every.html", context)


@needs()
@require_safe
def one(request: ActingRequest, code: str) -> HttpResponse:
    """A series: its levels in order, with how many hold each."""
    series = Series.objects.filter(code=code).first()
    if series is None:
        raise Http404
    held = Q(staff__until__isnull=True) | Q(staff__until__gt=request.at)
    levels = series.levels.annotate(holders=Count("staff", filter=held, distinct=True))
    duties = levels.values_list("duties__duty", flat=True)
    context = {"series": series, "levels": levels, "duties": len({duty for duty in duties if duty})}
    return render(request, "authority/series_one.html", context)


@needs(adopt_series.name)
@fresh
def adopt(request: ActingRequest) -> HttpResponse:
    """Look at a series that comes with the product and adopt it, or a text of one's own; `edit` begins with theirs."""
    looked_at, begun_with = request.GET.get("series", ""), request.GET.get("edit", "")
    initial = {"text": shipped.text(begun_with)} if begun_with in shipped.CODES else {}
    form, wrong = Adoption(request.POST or None, initial=initial), list[str]()
    if request.method == "POST" and form.is_valid():
        try:
            adopted = adopt_series(
                series=form.cleaned_data["series"],
                text="" if form.cleaned_data["series"] else form.cleaned_data["text"],
                by=request.actor,
                at=request.at,
            )
        except WrongFile as refusal:
            wrong = [str(problem) for problem in refusal.problems[:MOST_TOLD]]
        except Refused as refusal:
            wrong = [str(refusal)]
        else:
            messages.success(
                request, _("%s is adopted. Staff can be appointed to its levels.") % adopted.name
            )
            return redirect("authority:series", adopted.code)
    context = {
        "form": form,
        "wrong": [("#id_text", line) for line in wrong],
        "file": shipped.series(looked_at) if looked_at in shipped.CODES else None,
        "shipped": shipped.CODES,
    }
    return render(request, "authority/series_adopt.html", context, status=422 if wrong else 200)
