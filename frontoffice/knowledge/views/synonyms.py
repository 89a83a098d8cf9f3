"""Synonyms and acronyms: what the agency says that people mean, and what the gaps suggest."""

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
from frontoffice.knowledge.actions.keeping_synonyms import add_synonym, end_synonym
from frontoffice.knowledge.models import Synonym
from frontoffice.knowledge.permissions import ADD_SYNONYM, ASK, END_SYNONYM
from frontoffice.knowledge.queries.suggested import suggestions
from frontoffice.knowledge.trust_forms import SynonymForm
from frontoffice.knowledge.views.frame import UNREADABLE, page
from frontoffice.knowledge.views.held_back import despite_of, held_back

MOST = 500
BEGUN = ("term", "means", "language")


@needs(ASK)
@require_safe
def synonyms(request: ActingRequest) -> HttpResponse:
    """The list, what the gaps suggest, and the form; the address may begin it."""
    begun = {name: request.GET.get(name, "").replace("\x00", "")[:200] for name in BEGUN}
    return _page(request, SynonymForm(initial={name: value for name, value in begun.items() if value}))


@needs(ADD_SYNONYM)
@require_POST
def add(request: ActingRequest) -> HttpResponse:
    """One more."""
    form = SynonymForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=UNREADABLE)
    given = dict(form.cleaned_data)
    given.pop("idempotency_key")
    try:
        add_synonym(**given, despite=despite_of(request), by=request.actor, at=request.at)
    except TestsFall as refusal:
        return held_back(request, refusal, what=_("This synonym"), back=reverse("knowledge:synonyms"))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _page(request, form, status=refusal.status)
    messages.success(request, _("Added. Questions are read with it from now on."))
    return redirect("knowledge:synonyms")


@needs(END_SYNONYM)
@require_POST
def end(request: ActingRequest, reference: str) -> HttpResponse:
    """It counts no more."""
    try:
        found: Synonym = find(Synonym, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    try:
        end_synonym(synonym=found, despite=despite_of(request), by=request.actor, at=request.at)
        messages.success(request, _("Ended."))
    except TestsFall as refusal:
        return held_back(request, refusal, what=_("Ending this"), back=reverse("knowledge:synonyms"))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("knowledge:synonyms")


def _page(request: ActingRequest, form: SynonymForm, *, status: int = 200) -> HttpResponse:
    standing = Synonym.objects.filter(ended_at__isnull=True).select_related("added_by")
    shown = {
        "synonyms": standing.order_by("language", "term", "pk")[:MOST],
        "suggestions": suggestions(),
        "form": form,
    }
    return page(request, "synonyms", shown, tab="trust", status=status)
