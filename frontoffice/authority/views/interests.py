"""Interests: "I am involved in this", one's own list, and those that somebody else ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.apps import apps
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.actions import declaring
from frontoffice.authority.guarding import fresh, needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Interest, Relation
from frontoffice.authority.queries import interests_visible_to
from frontoffice.authority.signatures import VISIBLE, find
from frontoffice.authority.views.doing import Form, act, said, sent
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

ON_A_PAGE = 100


@dataclass(frozen=True)
class Shown:
    """An interest with the words for what it is in."""

    interest: Interest
    thing: str
    live: bool


class DeclareForm(Form):
    relation = forms.ChoiceField(
        label=gettext_lazy("How are you involved?"), choices=Relation.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("What a colleague should know"),
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )

    def arguments(self) -> dict[str, Any]:
        given = super().arguments()
        return given | {"relation": Relation(given["relation"])}


def interests_of(actor: Actor, *, at: datetime, seen_by: Actor) -> list[Shown]:
    """The interests of one person, newest first, as the viewer may see them."""
    rows = interests_visible_to(by=seen_by, at=at).filter(actor=actor).order_by("-pk")
    return _shown(list(rows[:ON_A_PAGE]), by=seen_by, at=at)


def _shown(rows: list[Interest], *, by: Actor, at: datetime) -> list[Shown]:
    """One query for each kind of thing; what the viewer may not see has no name."""
    wanted: dict[str, list[int]] = {}
    for row in rows:
        wanted.setdefault(row.kind, []).append(row.object_id)
    names: dict[tuple[str, int], str] = {}
    for kind, ids in wanted.items():
        try:
            visible = VISIBLE[apps.get_model(kind)]
        except (LookupError, ValueError):
            continue
        names.update({(kind, thing.pk): str(thing) for thing in visible(by=by, at=at).filter(pk__in=ids)})
    return [
        Shown(
            row,
            names.get((row.kind, row.object_id), _("something that you don't see")),
            row.ended_at is None or row.ended_at > at,
        )
        for row in rows
    ]


@needs("authority.declare_interest")
def declare(request: ActingRequest, kind: str, reference: str) -> HttpResponse:
    """Say that one is involved in this; from then on colleagues do what there is to do about it."""
    thing = _thing(request, kind, reference)
    form = DeclareForm(sent(request))
    if request.method == "POST" and form.is_valid():
        result = act(request, form, declaring.declare_interest, kind=kind, reference=reference)
        if result is not None:
            words = _("It is on record. Colleagues do what there is to do about it from now on.")
            return said(request, result, words, "", "authority:my_powers")
    context = {"thing": thing, "form": form, "kind": kind, "reference": reference}
    return render(request, "authority/declare.html", context, status=422 if form.errors else 200)


def _thing(request: ActingRequest, kind: str, reference: str) -> models.Model:
    try:
        found: models.Model = find(apps.get_model(kind), reference, by=request.actor, at=request.at)
    except (LookupError, ValueError, Refused):
        raise Http404 from None
    return found


@needs("authority.end_interest")
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """Interests in force, newest first, for whoever may end them."""
    rows = interests_visible_to(by=request.actor, at=request.at).filter(ended_at__isnull=True)
    shown = _shown(list(rows.order_by("-pk")[:ON_A_PAGE]), by=request.actor, at=request.at)
    return render(request, "authority/interests.html", {"interests": shown})


@needs("authority.end_interest")
@fresh
@require_POST
def end(request: ActingRequest, reference: str) -> HttpResponse:
    """It no longer keeps the person from acting."""
    try:
        interest: Interest = find(Interest, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    form = Form(request.POST)
    if form.is_valid():
        result = act(request, form, declaring.end_interest, interest=interest)
        if result is not None:
            return said(request, result, _("Ended."), "", "authority:interests")
    rows = interests_visible_to(by=request.actor, at=request.at).filter(ended_at__isnull=True)
    shown = _shown(list(rows.order_by("-pk")[:ON_A_PAGE]), by=request.actor, at=request.at)
    return render(request, "authority/interests.html", {"interests": shown, "form": form}, status=422)
