"""A level of the post: what it is, what it may do and how far; each of its powers can be changed, with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from frontoffice.authority import registry
from frontoffice.authority.actions.adopting import Given, change_default, change_supervision
from frontoffice.authority.guarding import fresh, needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Level, LevelGrant, Standing
from frontoffice.authority.series import shipped
from frontoffice.foundation.money import Money, agency_currency
from frontoffice.foundation.refusals import Refused

CONFIDENTIALITY = {
    0: gettext_lazy("public only"),
    1: gettext_lazy("internal"),
    2: gettext_lazy("confidential"),
    3: gettext_lazy("restricted"),
}
COMPLEXITY = {
    1: gettext_lazy("routine only"),
    2: gettext_lazy("up to difficult"),
    3: gettext_lazy("up to highly complex"),
}
NO_LIMIT = ("", gettext_lazy("No limit"))


@dataclass(frozen=True)
class Row:
    """A power as the page shows it. `limits` are sentences; `taken` says what probation or training takes of it."""

    action: str
    title: str | Promise
    power: str
    asks: bool
    limits: list[str]
    taken: list[str]


class Default(forms.Form):
    give = forms.ChoiceField(label=gettext_lazy("Holders have this power"), choices=Given.choices)
    amount = forms.DecimalField(
        label=gettext_lazy("Up to this amount"),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        help_text=gettext_lazy("In the agency’s currency. Leave it empty for no limit."),
    )
    confidentiality = forms.TypedChoiceField(
        label=gettext_lazy("Up to this confidentiality"),
        choices=[NO_LIMIT, *CONFIDENTIALITY.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    complexity = forms.TypedChoiceField(
        label=gettext_lazy("Up to this complexity"),
        choices=[NO_LIMIT, *COMPLEXITY.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea)


class Supervision(forms.Form):
    percent = forms.DecimalField(
        label=gettext_lazy("Messages read by a colleague first, in percent"),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
    )
    words = forms.CharField(label=gettext_lazy("What the agency calls this"), max_length=300, required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea)


@needs()
@require_safe
def one(request: ActingRequest, code: str) -> HttpResponse:
    """The level with its duties, its powers in the field's words, and what is still to come."""
    level = _level(code)
    defaults = list(level.defaults.filter(until=None))
    duties = list(level.duties.all())
    context = {
        "level": level,
        "share": _percent(level.review_share),
        "rows": _rows(defaults),
        "duties": duties,
        "to_come": _to_come(defaults, (code for duty in duties for code in duty.powers)),
        "holders": level.staff.exclude(until__lte=request.at).count(),
        "own": request.staff_member is not None and request.staff_member.level_id == level.pk,
        "may_change": change_default.name in request.powers,
        "may_supervise": change_supervision.name in request.powers,
    }
    return render(request, "authority/level.html", context)


@needs(change_default.name)
@fresh
def power(request: ActingRequest, code: str, action: str) -> HttpResponse:
    """Change how holders of the level have one power."""
    level = _level(code)
    if action not in registry.ACTIONS:
        raise Http404
    default = level.defaults.filter(action=action, standing=Standing.REGULAR, until=None).first()
    form = Default(request.POST or None, initial=_as_it_is(default))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        amount = given.pop("amount")
        try:
            change_default(
                level=level,
                action=action,
                give=Given(given.pop("give")),
                limit=None if amount is None else Money(amount, agency_currency()),
                **given,
                by=request.actor,
                at=request.at,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Changed. Whoever holds the level has it so from now on."))
            return redirect("authority:level", level.code)
    context = {"level": level, "form": form, "title": registry.get(action).title, "power": _words_of(default)}
    return render(request, "authority/level_power.html", context, status=_status(request, form))


@needs(change_supervision.name)
@fresh
def supervision(request: ActingRequest, code: str) -> HttpResponse:
    """Change what share of the level's messages is read first."""
    level = _level(code)
    initial = {"percent": _percent(level.review_share), "words": level.supervision_words}
    form = Supervision(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_supervision(
                level=level,
                share=form.cleaned_data["percent"] / 100,
                words=form.cleaned_data["words"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=request.at,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed, for whoever holds the level."))
            return redirect("authority:level", level.code)
    context = {"level": level, "form": form}
    return render(request, "authority/level_supervision.html", context, status=_status(request, form))


def _level(code: str) -> Level:
    level = Level.objects.select_related("series").filter(code=code).first()
    if level is None:
        raise Http404
    return level


def _status(request: ActingRequest, form: forms.Form) -> int:
    return 422 if request.method == "POST" and form.errors else 200


def _as_it_is(default: LevelGrant | None) -> dict[str, object]:
    if default is None:
        return {"give": Given.NEVER}
    return {
        "give": Given.ASKS if default.needs_approval else Given.OUTRIGHT,
        "amount": default.amount_limit,
        "confidentiality": default.confidentiality_limit,
        "complexity": default.complexity_limit,
    }


def _rows(defaults: list[LevelGrant]) -> list[Row]:
    """The regular defaults in the order of the vocabulary, each with what a standing takes of it."""
    order = {code: place for place, code in enumerate(shipped.vocabulary().powers)}
    taken: dict[str, list[str]] = {}
    for default in defaults:
        if default.standing != Standing.REGULAR:
            standing = Standing(default.standing).label
            said = _limits(default) or [_("by asking") if default.needs_approval else _("not at all")]
            taken.setdefault(default.action, []).append(f"{standing}: {', '.join(said)}")
    regular = [default for default in defaults if default.standing == Standing.REGULAR]
    regular.sort(key=lambda default: (order.get(default.power, len(order)), default.action))
    return [
        Row(
            action=default.action,
            title=registry.get(default.action).title
            if default.action in registry.ACTIONS
            else default.action,
            power=_words_of(default),
            asks=default.needs_approval,
            limits=_limits(default),
            taken=taken.get(default.action, []),
        )
        for default in regular
    ]


def _limits(default: LevelGrant) -> list[str]:
    said = []
    if default.amount_limit is not None:
        said.append(_("up to %s") % Money(default.amount_limit, agency_currency()))
    if default.confidentiality_limit is not None:
        said.append(str(CONFIDENTIALITY[default.confidentiality_limit]))
    if default.complexity_limit is not None:
        said.append(str(COMPLEXITY[default.complexity_limit]))
    if default.review_share:
        said.append(_("%s percent are read by a colleague first") % _percent(default.review_share))
    if default.certification:
        said.append(_("with the certification “%s”") % default.certification)
    return said


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}"


def _words_of(default: LevelGrant | None) -> str:
    power = shipped.vocabulary().powers.get(default.power) if default is not None else None
    return power.words if power is not None else ""


def _to_come(defaults: list[LevelGrant], carried: Iterable[str]) -> list[str]:
    """Powers that the duties carry but for which the product has no action yet."""
    known = shipped.vocabulary().powers
    open_codes = {
        code
        for code in carried
        if code in known
        and not any(n in registry.ACTIONS for n in (*known[code].actions, *known[code].planned))
    }
    return [known[code].words for code in known if code in open_codes]
