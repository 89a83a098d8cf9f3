"""The unit's work: who has how much, what waits, handing it over and taking that back, and the live board."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority import worklist, workload
from frontoffice.authority.actions.handing_over import hand_over_work, take_back_work
from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs, unattended
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import HandOver, StaffMember
from frontoffice.authority.signatures import find
from frontoffice.authority.views.doing import Form
from frontoffice.authority.views.my_work import member_of, row
from frontoffice.authority.worklist import LEADS, work_visible_to
from frontoffice.foundation.models import Unit
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.toasts import toast


class HandOverForm(Form):
    to = forms.ChoiceField(label=_("Hand over to"))
    reason = forms.CharField(label=_("Why"), max_length=1000, required=False)

    def __init__(self, *args: Any, people: list[workload.Person], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.member.reference, _said(one)) for one in people]
        self.fields["to"].choices = [("", _("Choose a colleague")), *named]  # type: ignore[attr-defined]


def _said(person: workload.Person) -> str:
    said = ngettext("%(name)s, %(number)s open", "%(name)s, %(number)s open", person.load.open)
    return said % {"name": person.member.actor.name, "number": person.load.open}


@needs(LEADS)
def unit(request: ActingRequest) -> HttpResponse:
    """Who has how much, and the pieces themselves, to be chosen and handed over together."""
    units, chosen = _units(request)
    board = workload.board(chosen, days=worklist.days_of(member_of(request), request.at))
    form = HandOverForm(request.POST or None, people=list(board.people))
    picked, status = request.POST.getlist("item")[:100], 200
    if request.method == "POST":
        done = _hand_over(request, form, picked) if form.is_valid() else None
        if done is not None:
            return done
        status = 422
    whose = request.GET.get("whose", "")
    found = workload.work_of(chosen, whose=whose if whose == workload.NOBODY else normalize(whose) or "")
    page = worklist.page_of(found, after=request.GET.get("after", ""))
    place = {"unit": chosen.code, "whose": whose}
    context = {
        "units": units,
        "unit": chosen,
        "board": board,
        "whose": whose,
        "rows": [row(item) for item in page.items],
        "picked": picked,
        "form": form,
        "here": f"?{urlencode(place)}",
        "older": f"?{urlencode(place | {'after': page.after})}" if page.after else "",
    }
    return render(request, "authority/work/unit.html", context, status=status)


def _hand_over(request: ActingRequest, form: HandOverForm, picked: list[str]) -> HttpResponse | None:
    wanted = [key for key in (normalize(one) for one in picked) if key]
    items = list(work_visible_to(by=request.actor, at=request.at).filter(reference__in=wanted))
    key = form.cleaned_data["idempotency_key"]
    act: Any = hand_over_work.once(key) if key else hand_over_work
    try:
        to = find(StaffMember, form.cleaned_data["to"], by=request.actor, at=request.at, field="to")
        made = act(items=items, to=to, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
    except Refused as refusal:
        form.add_error("to" if refusal.field == "to" else None, in_full(refusal))
        return None
    said = ngettext("Handed over to %(name)s.", "%(number)s handed over to %(name)s.", len(items))
    undo = reverse("work:take_back", args=[made.reference])
    toast(request, said % {"number": len(items), "name": to.actor.name}, undo=undo)
    return redirect(f"{reverse('work:unit')}?{request.GET.urlencode()}")


@needs("authority.take_back_work")
@require_POST
def take_back(request: ActingRequest, reference: str) -> HttpResponse:
    """Give everything back to who had it."""
    try:
        made = find(HandOver, reference, by=request.actor, at=request.at, field="hand_over")
        take_back_work(hand_over=made, by=request.actor, at=request.at)
    except Refused as refusal:
        toast(request, in_full(refusal), level=40)
    else:
        toast(request, str(_("Taken back.")))
    return redirect("work:unit")


@needs(LEADS)
@require_safe
def board(request: ActingRequest) -> HttpResponse:
    """For a screen on the wall, and for who leads: it renews itself."""
    return render(request, "authority/work/board.html", _board(request))


@unattended
@needs(LEADS)
@require_safe
def board_part(request: ActingRequest) -> HttpResponse:
    """What the board asks every quarter of a minute; 204 where nothing changed since `seen`."""
    context = _board(request)
    if context["board"].version == request.GET.get("seen"):
        return HttpResponse(status=204)
    return render(request, "authority/work/board_part.html", context)


def _board(request: ActingRequest) -> dict[str, Any]:
    units, chosen = _units(request)
    found = workload.board(chosen, days=worklist.days_of(member_of(request), request.at))
    zone = member_of(request).office.zone
    names = [f"{hour.starts.astimezone(zone):%H}" for hour in found.hours]
    return {
        "units": units,
        "unit": chosen,
        "board": found,
        "came": [(name, hour.came) for name, hour in zip(names, found.hours, strict=True)],
        "done": [(name, hour.done) for name, hour in zip(names, found.hours, strict=True)],
    }


def _units(request: ActingRequest) -> tuple[list[Unit], Unit]:
    """Those that the viewer leads, and the one asked for: else their own, else the first."""
    units = list(workload.units_led(by=request.actor, at=request.at))
    asked, own = request.GET.get("unit", ""), member_of(request).unit_id
    chosen = next((one for one in units if one.code == asked), None)
    if chosen is None and not asked:
        chosen = next((one for one in units if one.pk == own), units[0] if units else None)
    if chosen is None:
        raise Http404
    return units, chosen
