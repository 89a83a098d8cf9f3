"""By what work is looked at: kinds of errors, the rule for shares, what is looked at more often."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.contacts.models import Channel
from frontoffice.foundation.refusals import Refused
from frontoffice.supervision import shipped
from frontoffice.supervision.actions import keeping_rules, keeping_scorecards
from frontoffice.supervision.forms import ItemForm, RiskForm, RuleForm
from frontoffice.supervision.models import DrawRun, Kind, RiskFactor
from frontoffice.supervision.permissions import LOOKS_AFTER, SET_ITEM, SET_RULE
from frontoffice.supervision.queries.drawable import risks
from frontoffice.supervision.scoring import PASSES_FROM
from frontoffice.supervision.views.frame import once, tabs, wrong
from frontoffice.supervision.views.showing import percent

PARTS = ("too_many", "few_enough", "floor")  # in percent on the page
MOST_RUNS = 10


@needs(*LOOKS_AFTER)
def shown(request: ActingRequest) -> HttpResponse:
    return _page(request)


@needs(SET_ITEM)
@require_POST
def item(request: ActingRequest) -> HttpResponse:
    form = ItemForm(request.POST)

    def act() -> None:
        given = _given(form)
        once(keeping_scorecards.set_item, form)(
            **given | {"kind": Kind(given["kind"])}, by=request.actor, at=request.at
        )

    return _done(request, form, "item_form", act)


@needs(SET_RULE)
@require_POST
def rule(request: ActingRequest) -> HttpResponse:
    form = RuleForm(request.POST)

    def act() -> None:
        given = _given(form)
        parts = {name: given[name] / 100 for name in PARTS}
        once(keeping_rules.set_rule, form)(
            **given | parts | {"kind": Kind(given["kind"])}, by=request.actor, at=request.at
        )

    return _done(request, form, "rule_form", act)


@needs("supervision.set_risk")
@require_POST
def risk(request: ActingRequest) -> HttpResponse:
    form = RiskForm(request.POST)

    def act() -> None:
        given = _given(form)
        channel = Channel(given["channel"]) if given["channel"] else None
        once(keeping_rules.set_risk, form)(**given | {"channel": channel}, by=request.actor, at=request.at)

    return _done(request, form, "risk_form", act)


def _given(form: BaseForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "idempotency_key"}


def _done(request: ActingRequest, form: BaseForm, name: str, act: Any) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            status = wrong(form, refusal)
        else:
            messages.success(request, _("It counts from now on."))
            return redirect("supervision:rules")
    return _page(request, status=status, **{name: form})


def _page(request: ActingRequest, *, status: int = 200, **forms: BaseForm) -> HttpResponse:
    context = {
        "tabs": tabs(request, "rules"),
        "kinds": [_of_kind(kind) for kind in Kind],
        "risks": _risks(request),
        "runs": DrawRun.objects.order_by("-pk")[:MOST_RUNS],
        "passes_from": PASSES_FROM,
        "item_form": ItemForm(),
        "rule_form": RuleForm(initial=_as_typed(shipped.newest_rule(Kind.MESSAGES))),
        "risk_form": RiskForm(),
        **forms,
    }
    return render(request, "supervision/rules.html", context, status=status)


def _risks(request: ActingRequest) -> list[RiskFactor]:
    """The factors that count now, not those that were replaced."""
    count = risks(at=request.at)
    rows = RiskFactor.objects.select_related("set_by").order_by("channel", "topic", "-pk")
    newest: dict[tuple[str, str], RiskFactor] = {}
    for row in rows:
        newest.setdefault((row.channel, row.topic), row)
    return [row for pair, row in newest.items() if pair in count and row.factor > 1]


def _of_kind(kind: Kind) -> dict[str, Any]:
    rule, card = shipped.newest_rule(kind), shipped.newest_scorecard(kind)
    told = _as_typed(rule)
    return {
        "kind": kind,
        "items": [{"item": one, "name": _(one.name)} for one in shipped.items(kind)],
        "version": card.version if card is not None else 0,
        "rule": told,
        "words": {name: percent(told[name] / 100) for name in PARTS},
    }


def _as_typed(rule: Any) -> dict[str, Any]:
    """The rule that counts (or comes with the product), parts in percent."""
    values = {name: getattr(rule, name) if rule is not None else shipped.RULE[name] for name in shipped.RULE}
    return values | {name: values[name] * 100 for name in PARTS}
