"""Who acts for whom, and the handover: what was said, and what waits (STF-3)."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontoffice.authority.actions import acting_for
from frontoffice.authority.guarding import needs
from frontoffice.authority.handover import Open, Part, add_part, parts
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import ActingTerm, StaffMember
from frontoffice.authority.queries import inbox, staff_visible_to, terms_visible_to
from frontoffice.authority.registry import ACTIONS
from frontoffice.authority.signatures import find
from frontoffice.foundation.clock import start_of, today_in
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import Refused

NAME, MOST_SHOWN = "authority.name_acting", 50


class NameForm(forms.Form):
    """Days are the office's; the last one is included."""

    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    absent = forms.ChoiceField(label=gettext_lazy("Who is away?"))
    deputy = forms.ChoiceField(label=gettext_lazy("Who acts for them?"))
    first = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput)
    last = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput)
    handover = forms.CharField(
        label=gettext_lazy("What the deputy has to know"),
        max_length=5_000,
        required=False,
        strip=True,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("absent", "deputy"):
            self.fields[name].choices = [("", ""), *people]  # type: ignore[attr-defined]


@needs()
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: ActingRequest) -> HttpResponse:
    """Who acts for whom now and soon; and naming a deputy, for those who may."""
    form, status = _form(request), 200
    if request.method == "POST":
        if NAME not in request.powers:
            raise Http404
        status = 422
        if form.is_valid():
            try:
                term = _named(request, form.cleaned_data)
                messages.success(
                    request, _("%(name)s is asked to accept.") % {"name": term.deputy.actor.name}
                )
                return redirect("authority:acting_term", term.reference)
            except Refused as refusal:
                field = {"until": "last"}.get(refusal.field or "", refusal.field)
                form.add_error(field if field in form.fields else None, str(refusal))
                status = refusal.status
    going = Q(until__gt=request.at, declined_at__isnull=True, ended_at__isnull=True)
    rows = terms_visible_to(by=request.actor, at=request.at)
    context = {
        "form": form if NAME in request.powers else None,
        "going": [
            _row(term, request.at) for term in rows.filter(going).order_by("from_at", "pk")[:MOST_SHOWN]
        ],
        "over": [_row(term, request.at) for term in rows.exclude(going).order_by("-pk")[:MOST_SHOWN]],
    }
    return render(request, "authority/acting.html", context, status=status)


@needs()
@require_safe
def term(request: ActingRequest, reference: str) -> HttpResponse:
    """One term: the handover note and what waits, for the two of them and who named the deputy."""
    found, by = _term(request, reference), request.actor
    concerned = by.pk in {found.absent.actor_id, found.deputy.actor_id, found.named_by_id}
    open_still = found.until > request.at and found.declined_at is None and found.ended_at is None
    context = {
        "term": found,
        "row": _row(found, request.at),
        "concerned": concerned,
        "may_answer": open_still and found.accepted_at is None and found.deputy.actor_id == by.pk,
        "may_end": open_still and concerned,
        "parts": parts(found.absent, by=by, at=request.at) if concerned and open_still else [],
        "trail": [(_("Acting"), reverse("authority:acting"))],
    }
    return render(request, "authority/acting_term.html", context)


@needs("authority.accept_acting", "authority.decline_acting", "authority.end_acting")
@require_POST
def answer(request: ActingRequest, reference: str) -> HttpResponse:
    """Accept, decline or end."""
    found = _term(request, reference)
    answers = {
        "accept": (acting_for.accept_acting, _("You act for %(name)s. Each act names you both.")),
        "decline": (acting_for.decline_acting, _("Declined. %(name)s is told here.")),
        "end": (acting_for.end_acting, _("Nobody acts for %(name)s any more.")),
    }
    chosen = answers.get(request.POST.get("answer", ""))
    if chosen is None:
        raise Http404
    act, said = chosen
    try:
        act(term=found, by=request.actor, at=request.at)
        messages.success(request, said % {"name": found.absent.actor.name})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("authority:acting_term", found.reference)


def _form(request: ActingRequest) -> NameForm:
    members = staff_visible_to(by=request.actor, at=request.at).filter(actor__kind=ActorKind.STAFF)
    there = members.filter(Q(until__isnull=True) | Q(until__gt=request.at)).order_by("actor__name", "pk")
    people = [(one.reference, f"{one.actor.name}, {one.post}") for one in there]
    own = request.staff_member.reference if request.staff_member else ""
    return NameForm(
        request.POST if request.method == "POST" else None, people=people, initial={"absent": own}
    )


def _named(request: ActingRequest, given: dict[str, Any]) -> ActingTerm:
    absent, deputy = (
        find(StaffMember, given[name], by=request.actor, at=request.at, field=name)
        for name in ("absent", "deputy")
    )
    zone = absent.office.zone
    first, last = given["first"], given["last"]
    act = acting_for.name_acting
    key = given["idempotency_key"]
    named: ActingTerm = (act.once(key) if key else act)(
        absent=absent,
        deputy=deputy,
        from_at=None if first <= today_in(zone, request.at) else start_of(_sound(first), zone),
        until=start_of(_sound(last) + timedelta(days=1), zone),
        handover=given["handover"],
        by=request.actor,
        at=request.at,
    )
    return named


def _sound(day: date) -> date:
    """No day so far off that reckoning from it fails."""
    if not 2000 <= day.year <= 2400:
        raise acting_for.OutOfTime
    return day


def _term(request: ActingRequest, reference: str) -> ActingTerm:
    try:
        found: ActingTerm = find(ActingTerm, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def _row(term: ActingTerm, at: datetime) -> dict[str, Any]:
    """A term with how it stands, in words and as a tone."""
    if term.declined_at is not None:
        state = (_("Declined"), "warning")
    elif term.ended_at is not None:
        state = (_("Ended early"), "neutral")
    elif term.until <= at:
        state = (_("Over"), "neutral")
    elif term.accepted_at is None:
        state = (_("Not accepted yet"), "warning")
    else:
        state = (_("Acts now"), "success") if term.from_at <= at else (_("Accepted"), "open")
    return {"term": term, "state": state[0], "tone": state[1]}


def _approvals(absent: StaffMember, by: Actor, at: datetime) -> list[Open]:
    """What the absent person could decide."""
    return [
        Open(
            str(ACTIONS[ask.action].title) if ask.action in ACTIONS else ask.action,
            reverse("authority:approval", args=[ask.reference]),
            _("asked by %(name)s") % {"name": ask.asked_by.name},
        )
        for ask in inbox(by=absent.actor, at=at)[:MOST_SHOWN]
    ]


add_part(Part("approvals", gettext_lazy("Approvals that wait"), 10, _approvals))
