"""Knowledge gaps: what customers asked that nothing answered, by what they asked for, and what comes of it (INQ-7)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find as find_one
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.closing_gaps import close_gaps
from frontoffice.knowledge.actions.grouping_gaps import join_gaps, part_gap, take_gaps, write_for_gaps
from frontoffice.knowledge.forms import GapForm, WriteForGapsForm
from frontoffice.knowledge.models import GapGroup, GapStatus, KnowledgeGap
from frontoffice.knowledge.permissions import ASK, CLOSE_GAP
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.gaps import Whole, texts_near, waiting_groups, whole
from frontoffice.knowledge.queries.listing import gaps as gaps_of
from frontoffice.knowledge.queries.seen import articles_visible_to
from frontoffice.knowledge.views.frame import UNREADABLE, page

LONGEST_KEY = 40


@needs(ASK)
@require_safe
def gaps(request: ActingRequest) -> HttpResponse:
    """What waits, what is asked for most first; or what was decided one way or the other, the newest first."""
    status = request.GET.get("status", GapStatus.OPEN)
    status = status if status in GapStatus.values else GapStatus.OPEN
    shown: dict[str, Any] = {
        "status": status,
        "statuses": [(value, label, value == status) for value, label in GapStatus.choices],
    }
    if status == GapStatus.OPEN:
        after = request.GET.get("after", "")[:LONGEST_KEY]
        shown["groups"], more = waiting_groups(at=request.at, after=after)
        shown |= {"older": f"?after={more}" if more else "", "newer": "?" if after else ""}
    else:
        last = request.GET.get("before", "")
        rows, more_there = gaps_of(status, before=_one(request, KnowledgeGap, last) if last else None)
        shown["gaps"] = rows
        shown["older"] = f"?status={status}&before={rows[-1].reference}" if more_there else ""
        shown["newer"] = f"?status={status}" if last else ""
    return page(request, "gaps", shown, tab="gaps")


@needs(ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def gap(request: ActingRequest, reference: str) -> HttpResponse:
    """A group with all its words, or the group of a gap; a post decides on what is open of it."""
    found = whole(_group(request, reference), on=office_day(request.at))
    if request.method != "POST":
        return _page(request, found, decide=_deciding(found))
    form = _deciding(found, request)
    if not form.is_valid():
        return _page(request, found, decide=form, status=UNREADABLE)
    given = form.cleaned_data
    slug = given["slug"] or given["article"]
    article = articles_visible_to(by=request.actor, at=request.at).filter(slug=slug).first() if slug else None
    refused = _done(
        request,
        form,
        close_gaps,
        group=found.group,
        decision=given["decision"],
        article=article if given["decision"] == GapStatus.ARTICLE else None,
        reason=given["reason"],
    )
    if refused:
        return _page(request, found, decide=form, status=refused)
    messages.success(request, _("Decided. The gap is closed."))
    return redirect("knowledge:gaps")


@needs("knowledge.take_gaps")
@require_POST
def take(request: ActingRequest, reference: str) -> HttpResponse:
    """Take it up, or leave it to others (`mine` is empty)."""
    return _by_hand(request, reference, take_gaps, mine=bool(request.POST.get("mine")))


@needs("knowledge.join_gaps")
@require_POST
def join(request: ActingRequest, reference: str) -> HttpResponse:
    """Put this group into the one that `into` names."""
    into = _one(request, GapGroup, request.POST.get("into", ""))
    return _by_hand(request, reference, join_gaps, into=into)


@needs("knowledge.part_gap")
@require_POST
def part(request: ActingRequest, reference: str) -> HttpResponse:
    """Take the gap out of its group."""
    found = _one(request, KnowledgeGap, reference)
    old = found.group.reference
    try:
        part_gap(gap=found, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    else:
        messages.success(request, _("This question is a group of its own now."))
    return redirect("knowledge:gap", old)


@needs("knowledge.write_for_gaps")
@require_POST
def write(request: ActingRequest, reference: str) -> HttpResponse:
    """Begin a text for the group, and go on with it."""
    found = whole(_group(request, reference), on=office_day(request.at))
    form = WriteForGapsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, decide=_deciding(found), write=form, status=UNREADABLE)
    given = {name: form.cleaned_data[name] for name in ("title", "slug", "audience")}
    refused = _done(request, form, write_for_gaps, group=found.group, **given)
    if refused:
        return _page(request, found, decide=_deciding(found), write=form, status=refused)
    messages.success(request, _("Begun as a draft, with people’s own words to find it by. Write the text."))
    return redirect("knowledge:article", given["slug"])


def _done(request: ActingRequest, form: forms.Form, act: Any, **given: Any) -> int:
    """Do it; 0, or the status of the refusal, which then stands in the form."""
    key = form.cleaned_data["idempotency_key"]
    try:
        (act.once(key) if key else act)(by=request.actor, at=request.at, **given)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return int(refusal.status)
    return 0


def _by_hand(request: ActingRequest, reference: str, act: Callable[..., Any], **given: Any) -> HttpResponse:
    """One press of a button, back to the group that it leaves behind."""
    try:
        group = act(group=_group(request, reference), by=request.actor, at=request.at, **given)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
        return redirect("knowledge:gap", reference)
    return redirect("knowledge:gap", group.reference)


def _group(request: ActingRequest, reference: str) -> GapGroup:
    """The group of this reference, or the group of the gap of this reference. Raises Http404."""
    try:
        group: GapGroup = find_one(GapGroup, reference, by=request.actor, at=request.at)
    except Refused:
        group = _one(request, KnowledgeGap, reference).group
    return group


def _one(request: ActingRequest, model: Any, reference: str) -> Any:
    try:
        return find_one(model, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None


def _deciding(found: Whole, request: ActingRequest | None = None) -> GapForm:
    drafted = [found.group.draft] if found.published and found.group.draft is not None else []
    near = {one.article.slug: one.title for one in [*drafted, *texts_near(found.again)]}
    initial = {"decision": "article", "article": drafted[0].article.slug} if drafted else {}
    form = GapForm(request.POST if request is not None else None, initial=initial)
    form.fields["article"].choices = list(near.items())  # type: ignore[attr-defined]
    return form


def _page(
    request: ActingRequest,
    found: Whole,
    *,
    decide: GapForm,
    write: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    may = request.powers
    is_open = found.group.waiting > 0
    begin = write or WriteForGapsForm(initial={"slug": slugify(found.group.words)[:60].strip("-")})
    shown = {
        "whole": found,
        "group": found.group,
        "decide": decide,
        "write": begin,
        "is_open": is_open,
        "is_mine": found.group.taken_by_id == request.actor.pk,
        "may_decide": is_open and CLOSE_GAP in may,
        "may_write": is_open and found.may_begin and "knowledge.write_for_gaps" in may,
        "may_group": "knowledge.join_gaps" in may,
        "trail": [(_("Knowledge gaps"), reverse("knowledge:gaps"))],
    }
    return page(request, "gap", shown, status=status)
