"""Giving, restricting and revoking a colleague's powers: each a page of its own, shortly after signing in."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority import holdings, registry, wording
from frontoffice.authority.actions import granting
from frontoffice.authority.guarding import fresh, needs
from frontoffice.authority.holding import rows_of_person
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import CertificationKind, Effect, Grant, StaffMember
from frontoffice.authority.signatures import find
from frontoffice.authority.views.colleagues import found
from frontoffice.authority.views.doing import Form, act, said, sent
from frontoffice.foundation import clock
from frontoffice.foundation.models import Unit
from frontoffice.foundation.money import Money, agency_currency
from frontoffice.foundation.refusals import Refused

ANY = ("", gettext_lazy("No limit"))
DATE = forms.DateInput(attrs={"type": "date"})
Choices = list[tuple[str, Any]]


class LimitsForm(Form):
    """How far, where and until when."""

    action = forms.ChoiceField(label=gettext_lazy("Power"))
    limit = forms.DecimalField(
        label=gettext_lazy("Up to an amount of"),
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        required=False,
    )
    confidentiality = forms.TypedChoiceField(
        label=gettext_lazy("Nothing more confidential than"),
        choices=[ANY, *wording.CONFIDENTIALITY.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    complexity = forms.TypedChoiceField(
        label=gettext_lazy("Nothing more complex than"),
        choices=[ANY, *wording.COMPLEXITY.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    unit = forms.ChoiceField(label=gettext_lazy("Only in the unit"), required=False)
    program = forms.CharField(label=gettext_lazy("Only for the program"), max_length=40, required=False)
    needs_approval = forms.BooleanField(
        label=gettext_lazy("Only by asking: somebody who holds it decides each time"), required=False
    )
    last_day = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DATE)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea)

    def __init__(self, *given: Any, member: StaffMember, actions: Choices, **more: Any) -> None:
        super().__init__(*given, **more)
        self.member = member
        _choose(self, "action", actions)
        units = [(unit.code, unit.name) for unit in Unit.objects.order_by("name")]
        _choose(self, "unit", [("", _("Everywhere")), *units])

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        day: dt.date | None = given.pop("last_day", None)
        if day is not None:
            zone = clock.zone_named(self.member.office.time_zone)
            given["until"] = clock.start_of(day + dt.timedelta(days=1), zone)
        if "limit" in given:
            given["limit"] = Money(given["limit"], agency_currency())
        return given


class GiveForm(LimitsForm):
    certification = forms.ChoiceField(label=gettext_lazy("Only with the certification"), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        kinds = [(kind.code, kind.name) for kind in CertificationKind.objects.filter(active=True)]
        _choose(self, "certification", [("", _("None")), *kinds])


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = choices


@needs("authority.grant")
@fresh
def give(request: ActingRequest, reference: str) -> HttpResponse:
    """Give a colleague a power beside those of the level: of those that the giver holds."""
    member = found(request, reference)
    choices = _titled(request.powers)
    first = request.GET.get("action", "")
    form = GiveForm(sent(request), member=member, actions=choices, initial={"action": first})
    if request.method == "POST" and form.is_valid():
        result = act(request, form, granting.grant, staff_member=member)
        if result is not None:
            waits = _("Nothing is given yet: a colleague has to agree.")
            return said(request, result, _("Given."), waits, "authority:colleague", member.reference)
    heading = _("Give a power")
    return _page(request, member, form, heading, _("You give no more than you hold, and never to yourself."))


@needs("authority.restrict")
@fresh
def restrict(request: ActingRequest, reference: str) -> HttpResponse:
    """Narrow one of a colleague's powers, or take it away, until a day or until it is lifted."""
    member = found(request, reference)
    held = {row.action for row in rows_of_person(member.actor, at=request.at) if row.effect == Effect.GIVES}
    form = LimitsForm(
        sent(request),
        member=member,
        actions=_titled(held),
        initial={"action": request.GET.get("action", "")},
    )
    if request.method == "POST" and form.is_valid():
        result = act(request, form, granting.restrict, staff_member=member)
        if result is not None:
            return said(request, result, _("Restricted."), "", "authority:colleague", member.reference)
    words = _(
        "With limits it is narrowed to them; without any it is taken away. The colleague sees the reason."
    )
    return _page(request, member, form, _("Restrict a power"), words)


def _titled(names: Any) -> Choices:
    """Actions under their rooms, in order of the titles."""
    rooms: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        if name in registry.ACTIONS:
            room = holdings.room_in_words(name.partition(".")[0])
            rooms.setdefault(room, []).append((name, wording.title_of(name)))
    return [(room, sorted(held, key=lambda pair: pair[1])) for room, held in sorted(rooms.items())]


def _page(
    request: ActingRequest, member: StaffMember, form: LimitsForm, heading: str, words: str
) -> HttpResponse:
    context = {"member": member, "form": form, "heading": heading, "words": words}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "authority/give.html", context, status=status)


@needs("authority.revoke")
@fresh
def revoke(request: ActingRequest, reference: str) -> HttpResponse:
    """End a power now, or lift a restriction: asked once more on a page of its own."""
    try:
        grant: Grant = find(Grant, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    member = StaffMember.objects.select_related("actor", "unit", "office", "level").get(actor=grant.actor_id)
    form = Form(sent(request))
    if request.method == "POST" and form.is_valid():
        result = act(request, form, granting.revoke, grant=grant)
        if result is not None:
            return said(request, result, _("Ended."), "", "authority:colleague", member.reference)
    lifts = grant.effect == Effect.NARROWS
    context = {
        "member": member,
        "form": form,
        "grant": grant,
        "title": wording.title_of(grant.action),
        "source": wording.source_of(grant),
        "limits": [*wording.limits_of(grant), *wording.place_of(grant)],
        "heading": _("Lift the restriction") if lifts else _("Revoke the power"),
    }
    return render(request, "authority/revoke.html", context, status=422 if form.errors else 200)
