"""The list of answers to set right, the start of a correcting reply, and noting how it was done otherwise."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.actions import resolving
from frontoffice.cases.forms import SetRightForm
from frontoffice.cases.models import Status
from frontoffice.cases.queries.outdated import Show, set_right_lately, to_set_right
from frontoffice.cases.views.acting import once, wrong
from frontoffice.cases.views.correcting import answers_of
from frontoffice.cases.views.showing import case_of, desk, seen_by
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.navigation import NavItem
from frontoffice.knowledge.actions.setting_right import set_right
from frontoffice.knowledge.models import Way

POWER = "knowledge.set_right"
WAYS = [(way.value, way.label) for way in Way]


@needs(POWER)
@require_safe
def answers(request: ActingRequest) -> HttpResponse:
    """Answers given from a text that no longer counts, with customer and case; or what became of them."""
    return _page(request, SetRightForm())


@needs("cases.reply")
@require_POST
def start(request: ActingRequest, reference: str) -> HttpResponse:
    """To the case, with a correcting reply begun; a resolved case is taken up again for it."""
    case = case_of(request, reference)
    wanted = request.POST.get("answers", "")[:1_000]
    if case.status == Status.RESOLVED:
        try:
            reason = _("To set an earlier answer right.")
            resolving.reopen(case=case, reason=reason, by=request.actor, at=request.at)
        except Refused as refusal:
            messages.error(request, in_full(refusal))
            return redirect("cases:set_right")
    return redirect(f"{reverse('cases:case', args=[case.reference])}?set_right={quote(wanted)}#write")


@needs(POWER)
@require_POST
def note(request: ActingRequest) -> HttpResponse:
    """Note how answers were set right, or why nothing is due."""
    form, status = SetRightForm(request.POST), 422
    if form.is_valid():
        given = form.cleaned_data
        try:
            once(set_right, given["idempotency_key"])(
                answers=answers_of(request, given["answers"]),
                way=given["way"],
                reason=given["reason"],
                by=request.actor,
                at=request.at,
            )
            messages.success(request, _("Noted. They are off the list."))
            return redirect(f"{reverse('cases:set_right')}?show={_show(request)}")
        except Refused as refusal:
            status = wrong(form, refusal)
    return _page(request, form, status=status)


def _show(request: ActingRequest) -> Show:
    asked = request.POST.get("show") or request.GET.get("show", "")
    return Show(asked) if asked in set(Show) else Show.REACHABLE


def _page(request: ActingRequest, form: SetRightForm, *, status: int = 200) -> HttpResponse:
    show, article = _show(request), request.GET.get("article", "").replace("\x00", "")[:120]
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    context = {"show": show, "article": article, "form": form, "tabs": _tabs(show), "ways": WAYS}
    context |= desk(request, "main")
    if show == Show.DONE:
        context["done"], older = set_right_lately(article=article, before=before)
    else:
        listed = to_set_right(seen=seen_by(request), show=show, article=article, before=before, at=request.at)
        context["exchanges"], older = listed.exchanges, listed.before
    context["older"] = f"?show={show}&article={quote(article)}&before={older}" if older else ""
    return render(request, "cases/set_right.html", context, status=status)


def _tabs(current: Show) -> list[NavItem]:
    address = reverse("cases:set_right")
    labels = {
        Show.REACHABLE: _("To set right"),
        Show.NOBODY: _("Nobody to write to"),
        Show.DONE: _("Dealt with"),
    }
    return [
        NavItem(label=label, url=f"{address}?show={show}", current=show == current)
        for show, label in labels.items()
    ]
