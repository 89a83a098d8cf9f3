"""From a form at the desk to one call of an action, and back: the case anew, or what was wrong and what was typed.

One request, one action.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.explaining import in_full
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.models import Case
from frontoffice.cases.views.showing import case_of, desk, is_part, show
from frontoffice.cases.views.wishes import Wish
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.toasts import toast_now

Act = Callable[..., Any]


def sent(request: ActingRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def once(action: Any, key: str) -> Act:
    """The action under the form's key, where the form has one."""
    return action.once(key) if key else action  # type: ignore[no-any-return]


def done(request: ActingRequest, case: Case, said: str) -> HttpResponse:
    """Show the case as it is now and say what was done."""
    if is_part(request):
        return toast_now(show(request, case_of(request, case.reference)), said)
    messages.success(request, said)
    return redirect(f"{reverse('cases:case', args=[case.reference])}{Wish.of(request).query}")


def at_once(request: ActingRequest, case: Case, act: Act, said: str) -> HttpResponse:
    """A button without a form: done, or the case with the reason why not."""
    try:
        act()
    except Refused as refusal:
        fresh = case_of(request, case.reference)
        return show(request, fresh, status=refusal.status, problem=in_full(refusal))
    return done(request, case, said)


def ask(
    request: ActingRequest,
    case: Case,
    form: BaseForm,
    *,
    kind: str,
    heading: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form of an act: in a dialog over the page for the script, as a page of its own for everybody else."""
    wish = Wish.of(request)
    context = {
        "case": case,
        "form": form,
        "heading": heading,
        "fields": f"cases/ask/{kind}.html",
        "action": f"{request.path}{wish.query}",
        "back": f"{reverse('cases:case', args=[case.reference])}{wish.query}",
        "trail": [
            (_("Desk"), reverse("cases:desk")),
            (case.number, reverse("cases:case", args=[case.reference])),
        ],
        "keep": f"{kind}-{case.reference}",
        **more,
    }
    if not is_part(request):
        return render(request, "cases/ask/page.html", {**context, **desk(request, "main")}, status=status)
    answer = render(request, "cases/ask/dialog.html", context, status=422 if status >= 400 else status)
    if request.method == "POST":
        answer["HX-Retarget"], answer["HX-Reswap"] = "#dialog-here", "innerHTML"
    return answer


def wrong(form: BaseForm, refusal: Refused) -> int:
    """Put the refusal beside the field that it names; the status to answer with."""
    form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
    return refusal.status
