"""Procedures and manuals: who has read them and who has not, having them read, and saying that one has."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.foundation.models import Unit
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions import circulating
from frontoffice.knowledge.forms import CirculateForm
from frontoffice.knowledge.models import WORKED_BY, Article, Circulation
from frontoffice.knowledge.permissions import ACKNOWLEDGE, ASK, CIRCULATE, END_CIRCULATION, REMIND
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.reading import chains_of, counts_on, readers_of
from frontoffice.knowledge.views.frame import UNREADABLE, article_of, page, version_named, version_url


@needs(ASK)
@require_safe
def readers(request: ActingRequest, slug: str) -> HttpResponse:
    """Who works by it: who has read the text in force, and who has not."""
    return _page(request, article_of(request, slug), circulate_form())


@needs(CIRCULATE)
@require_POST
def circulate(request: ActingRequest, slug: str) -> HttpResponse:
    """Have it read by a unit, or everybody, from now on."""
    found, form = article_of(request, slug), circulate_form(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=UNREADABLE)
    given = form.cleaned_data
    try:
        circulating.circulate(
            article=found, unit=given["unit"], days=given["days"], by=request.actor, at=request.at
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _page(request, found, form, status=refusal.status)
    messages.success(request, _("They are asked to read it, and each new version."))
    return redirect("knowledge:readers", found.slug)


@needs(END_CIRCULATION)
@require_POST
def end(request: ActingRequest, slug: str) -> HttpResponse:
    """These need not read it any more."""
    found = article_of(request, slug)
    try:
        sent = find(Circulation, request.POST.get("circulation", ""), by=request.actor, at=request.at)
        circulating.end_circulation(circulation=sent, by=request.actor, at=request.at)
        messages.success(request, _("Ended. Who has read it stays on record."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("knowledge:readers", found.slug)


@needs(REMIND)
@require_POST
def remind(request: ActingRequest, slug: str) -> HttpResponse:
    """Remind who has not read it."""
    version = version_named(request, article_of(request, slug))
    try:
        made = circulating.remind(version=version, by=request.actor, at=request.at)
        told = ngettext(
            "%(number)d colleague is reminded.", "%(number)d colleagues are reminded.", len(made)
        ) % {"number": len(made)}
        messages.success(request, told if made else _("They were reminded today already."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("knowledge:readers", version.article.slug)


@needs(ACKNOWLEDGE)
@require_POST
def acknowledge(request: ActingRequest, slug: str) -> HttpResponse:
    """Say that one has read it and works by it."""
    version = version_named(request, article_of(request, slug))
    try:
        circulating.acknowledge(version=version, by=request.actor, at=request.at)
        messages.success(request, _("On record: you have read it and work by it."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
        return redirect(version_url(version))
    return redirect("knowledge:mine")


def circulate_form(sent: object = None) -> CirculateForm:
    """The form, with the units there are."""
    form = CirculateForm(sent)  # type: ignore[arg-type]  # a request's data or nothing
    units = Unit.objects.filter(active=True).values_list("code", "name")
    form.fields["unit"].choices = [("", _("Everybody")), *units]  # type: ignore[attr-defined]
    return form


def _page(request: ActingRequest, found: Article, form: CirculateForm, *, status: int = 200) -> HttpResponse:
    today = office_day(request.at)
    version = next((one for one in chains_of([found.pk]).get(found.pk, []) if counts_on(one, today)), None)
    people = readers_of(version, at=request.at, on=today) if version is not None else []
    shown = {
        "article": found,
        "version": version,
        "readers": people,
        "read": sum(one.has_read for one in people),
        "today": today,
        "sent": Circulation.objects.filter(article=found, ended_at__isnull=True).select_related("unit"),
        "is_worked_by": found.kind in WORKED_BY,
        "form": form,
        "trail": [
            (_("Knowledge"), reverse("knowledge:articles")),
            (version.title if version else found.slug, reverse("knowledge:article", args=[found.slug])),
        ],
    }
    return page(request, "readers", shown, status=status)
