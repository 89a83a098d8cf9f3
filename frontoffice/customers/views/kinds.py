"""Setting up which kinds of numbers, flags and cautions there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.customers.actions import cautioning, flagging, identifying
from frontoffice.customers.kind_forms import CautionKindForm, FlagKindForm, KindForm, NumberKindForm
from frontoffice.customers.queries.kinds import (
    KindRow,
    kinds_of_cautions,
    kinds_of_flags,
    number_kinds,
)
from frontoffice.foundation.refusals import Refused


@dataclass(frozen=True)
class Sort:
    """What there are kinds of: where they come from, and how one is written."""

    heading: str | Promise
    rows: Callable[[], list[KindRow]]
    form: type[KindForm]
    act: Any


SORTS = {
    "numbers": Sort(
        gettext_lazy("Kinds of numbers"), number_kinds, NumberKindForm, identifying.define_identifier_kind
    ),
    "flags": Sort(gettext_lazy("Kinds of flags"), kinds_of_flags, FlagKindForm, flagging.define_flag_kind),
    "cautions": Sort(
        gettext_lazy("Kinds of cautions"), kinds_of_cautions, CautionKindForm, cautioning.define_caution_kind
    ),
}
POWERS = sorted(sort.act.name for sort in SORTS.values())


@needs(*POWERS)
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """All kinds of each sort."""
    context = {name: sort.rows() for name, sort in SORTS.items()}
    return render(request, "customers/kinds.html", {**context, "search_url": reverse("cases:desk")})


@needs(*POWERS)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: ActingRequest, what: str, code: str = "") -> HttpResponse:
    """Change a kind, or add one."""
    sort = SORTS.get(what)
    if sort is None or sort.act.name not in request.powers:
        raise Http404
    rows = {row.code: row for row in sort.rows()}
    if code and code not in rows:
        raise Http404
    form = _form(request, sort, rows, code)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        key = given.pop("idempotency_key")
        act = sort.act.once(key) if key else sort.act
        try:
            act(**given, by=request.actor, at=request.at)
            messages.success(request, _("Kept: %(name)s.") % {"name": given["name"]})
            return redirect("customers:kinds")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
            status = refusal.status
    context = {
        "form": form,
        "heading": rows[code].name if code else _("New kind"),
        "sort": sort.heading,
        "row": rows.get(code),
        "trail": [(_("Kinds of numbers, flags and cautions"), reverse("customers:kinds"))],
        "search_url": reverse("cases:desk"),
    }
    return render(request, "customers/kind.html", context, status=status)


def _form(request: ActingRequest, sort: Sort, rows: dict[str, KindRow], code: str) -> KindForm:
    begun: dict[str, Any] = {"initial": {"code": code, **rows[code].said}} if code else {"taken": rows.keys()}
    return sort.form(request.POST if request.method == "POST" else None, **begun)
