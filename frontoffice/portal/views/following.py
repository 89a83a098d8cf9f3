"""Following a case without an account: by reference and access code, once; from then on this browser may see it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest, visitor_identifier
from frontoffice.cases.actions.following import follow
from frontoffice.foundation.actors import visitor
from frontoffice.foundation.refusals import Refused
from frontoffice.portal.forms import LookUpForm
from frontoffice.portal.frame import page
from frontoffice.portal.limits import Limit, seconds_to_wait, sentence
from frontoffice.portal.sending import UNREADABLE, explain

TOO_OFTEN = 429


@public
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: ActingRequest) -> HttpResponse:
    """Where is my case: by what was given out when it was opened."""
    if request.method != "POST":
        return look_up_page(request, LookUpForm())
    form = LookUpForm(request.POST)
    if not form.is_valid():
        return look_up_page(request, form, status=UNREADABLE)
    if request.staff_member:
        return redirect("portal:case", form.cleaned_data["reference"][:60])
    return by_code(request, form)


def by_link(request: ActingRequest, reference: str, code: str) -> HttpResponse:
    """The link that was given out: follows, and takes the code out of the address, so that nobody reads it there."""
    # A link is opened by GET, which makes no visitor's row by itself; this one acts.
    request.actor = visitor(visitor_identifier(request))
    form = LookUpForm({"reference": reference, "code": code})
    return by_code(request, form) if form.is_valid() else look_up_page(request, form, status=UNREADABLE)


def by_code(request: ActingRequest, form: LookUpForm) -> HttpResponse:
    """Let the visitor see the case that the valid form names, if the code is right."""
    wait = seconds_to_wait(request, Limit.LOOK_UP)
    if wait:
        form.add_error(None, sentence(wait))
        answer = look_up_page(request, form, status=TOO_OFTEN)
        answer["Retry-After"] = str(wait)
        return answer
    given = form.cleaned_data
    try:
        case = follow(
            reference=given["reference"], access_code=given["code"], by=request.actor, at=request.at
        )
    except Refused as refusal:
        return look_up_page(request, form, status=explain(form, refusal))
    return redirect("portal:case", case.reference)


def look_up_page(request: ActingRequest, form: LookUpForm, *, status: int = 200) -> HttpResponse:
    return page(request, "look_up", {"form": form}, status=status, personal=True)
