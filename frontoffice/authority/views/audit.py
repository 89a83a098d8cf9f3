"""The audit trail on the screen: everything narrowed by person, action, object and day, and one customer's looks."""

import csv
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.actions.reading_audit import export_audit, read_audit
from frontoffice.authority.auditing import trail
from frontoffice.authority.auditing.reasoning import name_of
from frontoffice.authority.auditing.trail import ON_A_PAGE, AuditEntry, NoSuchObject, Source
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import AccessKind, AccessRecord, PatternFinding, StaffMember
from frontoffice.authority.queries import staff_visible_to
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import Refused


class Filter(forms.Form):
    """How the trail is narrowed; all of it may be left open."""

    source = forms.ChoiceField(choices=Source.choices, required=False, label=gettext_lazy("What"))
    person = forms.ChoiceField(required=False, label=gettext_lazy("Who"))
    action = forms.CharField(max_length=100, required=False, label=gettext_lazy("Action or kind"))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind of object"))
    reference = forms.CharField(max_length=60, required=False, label=gettext_lazy("Its reference"))
    day = forms.DateField(required=False, label=gettext_lazy("Day"))

    def __init__(self, data: Any, *, staff: list[StaffMember]) -> None:
        super().__init__(data)
        everybody = [("", _("Everybody"))]
        self._staff = {member.reference: member for member in staff}
        people = [(member.reference, member.actor.name) for member in staff]
        self.fields["person"].choices = everybody + people  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Any")), *trail.kinds()]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """As the actions take it."""
        given = dict(self.cleaned_data)
        given["source"] = Source(given["source"] or Source.LOOKS)
        given["person"] = self._staff.get(given["person"])
        return given


def _filter(request: ActingRequest, data: Any) -> Filter:
    staff = staff_visible_to(by=request.actor, at=request.at).order_by("actor__name", "pk")
    return Filter(data, staff=list(staff))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


@needs("authority.read_audit")
@require_safe
def audit(request: ActingRequest) -> HttpResponse:
    """Lines of the trail, the newest first."""
    form, rows, problem = _filter(request, request.GET), [], ""
    if form.is_valid():
        before = _number(request.GET.get("before", ""))
        try:
            rows = read_audit(**form.wanted, before=before, by=request.actor, at=request.at)
        except NoSuchObject as refusal:
            form.add_error("reference", str(refusal))
        except Refused as refusal:
            problem = str(refusal)
    context = {
        "form": form,
        "rows": [_line(row) for row in rows],
        "source": form.wanted["source"] if form.is_valid() else Source.LOOKS,
        "older": _older(request, rows),
        "problem": problem,
        "narrowed": [(name, request.GET.get(name, "")) for name in form.fields],
    }
    status = 422 if form.errors else 200
    return render(request, "authority/audit.html", context, status=status)


@needs("authority.export_audit")
@require_POST
def export(request: ActingRequest) -> HttpResponse:
    """The same as a file, which is on record itself."""
    form = _filter(request, request.POST)
    if not form.is_valid():
        return redirect("authority:audit")
    try:
        rows = export_audit(**form.wanted, by=request.actor, at=request.at)
    except NoSuchObject:
        return redirect(f"{reverse('authority:audit')}?{urlencode(form.cleaned_data)}")
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="audit-{request.at:%Y%m%d-%H%M%S}.csv"'
    write = csv.writer(answer)
    write.writerow(["id", "at (UTC)", "who", "what", "about", "reason or code", "words", "where", "special"])
    for row in rows:
        about = "; ".join(f"{kind} {reference}" for kind, reference in row.about)
        cells = [row.at.isoformat(), row.by, row.what, about, row.code, row.reason, row.place]
        write.writerow([row.id, *map(_harmless, cells), "yes" if row.special else ""])
    return answer


def _harmless(cell: str) -> str:
    """No spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


@needs("authority.read_audit")
@require_safe
def looks(request: ActingRequest, kind: str, reference: str) -> HttpResponse:
    """Who looked at this customer, or at another thing: when, why, on which screen, and who judged it."""
    form = _filter(request, request.GET)
    tidy = normalize(reference) or reference
    try:
        number = trail.object_of(kind, tidy)
    except NoSuchObject:
        raise Http404 from None
    rows: list[AuditEntry] = []
    if form.is_valid():
        given = form.wanted | {"source": Source.LOOKS, "kind": kind, "reference": tidy, "action": ""}
        before = _number(request.GET.get("before", ""))
        rows = read_audit(**given, before=before, by=request.actor, at=request.at)
    context = {
        "form": form,
        "rows": _judged([_line(row) for row in rows], kind, number),
        "older": _older(request, rows),
        "kind": kind,
        "reference": tidy,
        "back": reverse("customers:customer", args=[tidy]) if kind == "customers.party" else "",
    }
    return render(request, "authority/looks.html", context)


def _line(row: AuditEntry) -> dict[str, Any]:
    """A line in words."""
    kinds = {kind.value: kind.label for kind in AccessKind}
    why = f"{name_of(row.code)}" if row.code and "." not in row.code else ""
    return {"entry": row, "what": kinds.get(row.what, row.what), "why": why}


def _judged(lines: list[dict[str, Any]], kind: str, number: int) -> list[dict[str, Any]]:
    """The lines with the reviews of that person's looks at the thing."""
    actors = dict(
        AccessRecord.objects.filter(pk__in=[line["entry"].id for line in lines]).values_list("pk", "actor_id")
    )
    found: dict[int, list[PatternFinding]] = {}
    rows = PatternFinding.objects.filter(object_kind=kind, object_id=number).select_related("reviewed_by")
    for finding in rows.order_by("pk"):
        found.setdefault(finding.actor_id, []).append(finding)
    for line in lines:
        line["findings"] = found.get(actors.get(line["entry"].id, 0), [])
    return lines


def _older(request: ActingRequest, rows: list[AuditEntry]) -> str:
    """The address of the next page, where there may be one."""
    if len(rows) < ON_A_PAGE:
        return ""
    given = request.GET.copy()
    given["before"] = str(rows[-1].id)
    return f"?{given.urlencode()}"
