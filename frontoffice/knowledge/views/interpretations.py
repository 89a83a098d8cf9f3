"""Readings of rules: the list, one of them, and making one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions import interpreting
from frontoffice.knowledge.forms import ArticleOfForm, InterpretForm, WithdrawForm
from frontoffice.knowledge.models import Audience, Interpretation, Passage
from frontoffice.knowledge.permissions import ASK, INTERPRET, MAKE_ARTICLE, WITHDRAW_INTERPRETATION
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.interpretations import (
    ON_A_PAGE,
    current,
    find_interpretations,
    interpretations_visible_to,
    read,
)
from frontoffice.knowledge.views.frame import UNREADABLE, page

LONGEST_SEARCH = 500


@needs(ASK)
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """Those that stand, the newest first; or those that a search finds."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    before = request.GET.get("before", "")
    if text:
        rows = find_interpretations(text, by=request.actor, at=request.at)
    else:
        listed = current(by=request.actor, at=request.at).order_by("-pk")
        if before.isdecimal() and len(before) < 19:
            listed = listed.filter(pk__lt=int(before))
        rows = list(listed[: ON_A_PAGE + 1])
    shown = {
        "text": text,
        "readings": read(rows[:ON_A_PAGE], on=office_day(request.at)),
        "older": f"?before={rows[ON_A_PAGE - 1].pk}" if len(rows) > ON_A_PAGE else "",
    }
    return page(request, "interpretations", shown, tab="interpretations")


@needs(ASK)
@require_safe
def one(request: ActingRequest, reference: str) -> HttpResponse:
    """One reading: the rule as it was, the question, the reading, why; and what became of it."""
    return _page(request, _of(request, reference))


@needs(INTERPRET)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """Interpret the passage that the address names, for a matter, or in place of an earlier reading."""
    asked = request.POST if request.method == "POST" else request.GET
    replaces = _of(request, asked["replaces"]) if asked.get("replaces") else None
    passage = replaces.passage if replaces is not None else _passage(request, asked.get("passage", ""))
    begun: dict[str, Any] = {"matter": asked.get("matter", "")[:60], "citation": passage.version.citation}
    if replaces is not None:
        begun |= {name: getattr(replaces, name) for name in ("question", "reading", "reasons", "matter")}
        begun |= {"confidentiality": replaces.confidentiality}
        passage = _newest(request, passage)
    form = InterpretForm(request.POST if request.method == "POST" else None, initial=begun)
    status = UNREADABLE
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        key = given.pop("idempotency_key")
        given["confidentiality"] = int(given["confidentiality"])
        act = interpreting.interpret.once(key) if key else interpreting.interpret
        try:
            made = act(passage=passage, replaces=replaces, **given, by=request.actor, at=request.at)
            return _made(request, made)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status = refusal.status
    trail = [(_("Interpretations"), reverse("knowledge:interpretations"))]
    shown = {"form": form, "passage": passage, "replaces": replaces, "trail": trail}
    return page(request, "interpret", shown, status=status if form.errors else 200)


@needs(WITHDRAW_INTERPRETATION)
@require_POST
def withdraw(request: ActingRequest, reference: str) -> HttpResponse:
    """Take a reading back."""
    found, form = _of(request, reference), WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, found, withdrawing=form, status=UNREADABLE)
    try:
        interpreting.withdraw_interpretation(
            interpretation=found, reason=form.cleaned_data["reason"], by=request.actor, at=request.at
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, found, withdrawing=form, status=refusal.status)
    messages.success(request, _("Withdrawn. It stays on record with the reason."))
    return redirect("knowledge:interpretation", found.reference)


@needs(MAKE_ARTICLE)
@require_POST
def make_article(request: ActingRequest, reference: str) -> HttpResponse:
    """Propose an article of it; a colleague publishes it."""
    found, form = _of(request, reference), ArticleOfForm(request.POST)
    if not form.is_valid():
        return _page(request, found, making=form, status=UNREADABLE)
    given = form.cleaned_data
    try:
        version = interpreting.make_article_of(
            interpretation=found,
            slug=given["slug"],
            title=given["title"],
            audience=Audience(given["audience"]),
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, found, making=form, status=refusal.status)
    messages.success(request, _("Kept as a draft. A colleague has to publish it."))
    address = reverse("knowledge:article", args=[version.article.slug])
    return redirect(f"{address}?version={version.number}&language={version.language}")


def _page(
    request: ActingRequest,
    found: Interpretation,
    *,
    withdrawing: WithdrawForm | None = None,
    making: ArticleOfForm | None = None,
    status: int = 200,
) -> HttpResponse:
    reading = read([found], on=office_day(request.at))[0]
    after = interpretations_visible_to(by=request.actor, at=request.at).filter(replaces=found).first()
    shown = {
        "it": found,
        "reading": reading,
        "after": after,
        "withdrawing": withdrawing or WithdrawForm(auto_id="withdraw-%s"),
        "making": making or ArticleOfForm(initial={"title": found.question[:300]}),
        "trail": [(_("Interpretations"), reverse("knowledge:interpretations"))],
    }
    return page(request, "interpretation", shown, status=status)


def _made(request: ActingRequest, made: Any) -> HttpResponse:
    if isinstance(made, Approval):
        messages.info(request, _("A colleague has to agree before this stands."))
        return redirect("knowledge:interpretations")
    messages.success(request, _("On record. Colleagues find it where they look the rule up."))
    return redirect("knowledge:interpretation", made.reference)


def _of(request: ActingRequest, reference: str) -> Interpretation:
    try:
        found: Interpretation = find(Interpretation, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def _passage(request: ActingRequest, reference: str) -> Passage:
    try:
        found: Passage = find(Passage, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    return found


def _newest(request: ActingRequest, passage: Passage) -> Passage:
    """The passage of the same anchor in the article's newest published text, where there is one."""
    later = Passage.objects.filter(
        version__article=passage.version.article_id,
        version__language=passage.version.language,
        version__status="published",
        version__effective_from__lte=office_day(request.at),
        anchor=passage.anchor,
    )
    newest = later.select_related("version__article").order_by("-version__effective_from", "-pk").first()
    return newest or passage
