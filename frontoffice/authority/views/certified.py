"""Certifications: what one can be certified in, who is, whose lapses soon; defined, awarded, renewed, withdrawn."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from frontoffice.authority import wording
from frontoffice.authority.actions import certifying
from frontoffice.authority.certificates import SOON, held, held_by
from frontoffice.authority.guarding import fresh, needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Certification, CertificationKind, LevelGrant, StaffMember
from frontoffice.authority.signatures import find
from frontoffice.authority.views.colleagues import found
from frontoffice.authority.views.doing import Form, act, said, sent
from frontoffice.foundation.refusals import Refused

LONG_AGO = timedelta(days=90)
ON_A_PAGE = 100


class KindForm(Form):
    code = forms.RegexField(
        label=gettext_lazy("Code"),
        regex=r"^[a-z0-9][a-z0-9-]*$",
        max_length=40,
        help_text=gettext_lazy("Small letters, digits and hyphens, like title-fraud."),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    months = forms.IntegerField(
        label=gettext_lazy("Good for so many months"),
        min_value=0,
        max_value=240,
        initial=12,
        help_text=gettext_lazy("0: until withdrawn."),
    )


class AwardForm(Form):
    kind = forms.ChoiceField(label=gettext_lazy("Certification"))
    evidence = forms.CharField(
        label=gettext_lazy("What it rests on"),
        max_length=500,
        help_text=gettext_lazy("The course, the examination, the date."),
        widget=forms.Textarea,
    )

    def __init__(self, *given: Any, request: ActingRequest, **more: Any) -> None:
        super().__init__(*given, **more)
        self.request = request
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        active = CertificationKind.objects.filter(active=True).order_by("name")
        field.choices = [(kind.reference, kind.name) for kind in active]

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        by, at = self.request.actor, self.request.at
        return given | {"kind": find(CertificationKind, given["kind"], by=by, at=at, field="kind")}


class WithdrawForm(Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea)


@needs()
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """What one can be certified in, and whose certification lapses within sixty days or lapsed lately."""
    return _every(request, KindForm())


def _every(request: ActingRequest, form: KindForm, *, status: int = 200) -> HttpResponse:
    at = request.at
    rows = Certification.objects.filter(
        until__isnull=False, until__lte=at + SOON, until__gt=at - LONG_AGO, withdrawn_at__isnull=True
    )
    over = Q(actor__staff_member__until__isnull=False, actor__staff_member__until__lte=at)
    # A renewed one is not told again: the newer row counts.
    rows = rows.exclude(over).exclude(
        pk__in=Certification.objects.filter(renews__isnull=False).values("renews")
    )
    rows = rows.select_related("kind", "actor__staff_member__unit").order_by("until", "pk")
    context = {
        "form": form,
        "kinds": _kinds(at),
        "lapsing": [held(row, at) for row in rows[:ON_A_PAGE]],
    }
    return render(request, "authority/certifications.html", context, status=status)


def _kinds(at: datetime) -> list[dict[str, Any]]:
    """Each kind with who holds it now, and the actions that levels give only with it."""
    holders: dict[int, set[int]] = {}
    live = Certification.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at), withdrawn_at__isnull=True, from_at__lte=at
    )
    for kind, actor in live.values_list("kind", "actor"):
        holders.setdefault(kind, set()).add(actor)
    gated: dict[str, set[str]] = {}
    rows = LevelGrant.objects.filter(until=None).exclude(certification="")
    for code, action in rows.values_list("certification", "action"):
        gated.setdefault(code, set()).add(wording.title_of(action))
    return [
        {"kind": kind, "holders": len(holders.get(kind.pk, ())), "opens": sorted(gated.get(kind.code, ()))}
        for kind in CertificationKind.objects.order_by("name")
    ]


@needs("authority.define_certification")
def define(request: ActingRequest) -> HttpResponse:
    """Name a special area that takes a certification."""
    form = KindForm(sent(request))
    if request.method == "POST" and form.is_valid():
        result = act(request, form, certifying.define_certification)
        if result is not None:
            return said(request, result, _("Defined."), "", "authority:certifications")
    return _every(request, form, status=422 if form.errors else 200)


@needs("authority.award_certification")
@fresh
def award(request: ActingRequest, reference: str) -> HttpResponse:
    """Certify a colleague, or renew what they hold."""
    member = found(request, reference)
    kind = request.GET.get("kind", "")
    form = AwardForm(sent(request), request=request, initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        result = act(request, form, certifying.award_certification, staff_member=member)
        if result is not None:
            return said(
                request, result, _("Certified from now on."), "", "authority:colleague", member.reference
            )
    context = {"member": member, "form": form, "held": held_by(member, at=request.at), "renews": bool(kind)}
    return render(request, "authority/award.html", context, status=422 if form.errors else 200)


@needs("authority.withdraw_certification")
@fresh
def withdraw(request: ActingRequest, reference: str) -> HttpResponse:
    """End a certification now, with a reason."""
    try:
        award: Certification = find(Certification, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    member = StaffMember.objects.select_related("actor", "unit", "office", "level").get(actor=award.actor_id)
    form = WithdrawForm(sent(request))
    if request.method == "POST" and form.is_valid():
        result = act(request, form, certifying.withdraw_certification, certification=award)
        if result is not None:
            words = _("Withdrawn. What needs it can't be done any more.")
            return said(request, result, words, "", "authority:colleague", member.reference)
    context = {"member": member, "form": form, "held": held(award, request.at)}
    return render(
        request, "authority/withdraw_certification.html", context, status=422 if form.errors else 200
    )
