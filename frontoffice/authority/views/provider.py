"""Signing in at the agency's sign-in service: there, back, and what to say when it does not work out."""

import logging
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from frontoffice.authority.guarding import needs, public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.openid import asking, binding
from frontoffice.authority.openid.provider import Trouble, configured
from frontoffice.authority.signing_in.adapter import PROVIDER_SIGNED_OUT, PROVIDER_TOKEN

log = logging.getLogger(__name__)
SHARED = "provider_anew"  # cookie: somebody signed out on this computer; the next one shows who they are
SHARED_SECONDS = 30 * 24 * 3600
NO_POST = "no_post"
WORDS = {
    "unreachable": _("The sign-in service can’t be reached right now. Try again in a moment."),
    "canceled": _("You stopped the sign-in there."),
    "not_asked": _("This sign-in was begun too long ago or in another browser. Begin again."),
    "not_anew": _("The sign-in service did not ask you who you are again. Begin again."),
    "bound_to_another": _(
        "Somebody else at the sign-in service already signs in under your name. Tell your supervisor: they can have"
        " it looked at and released."
    ),
    "another_person": _("You signed in there as somebody else. Confirm with your own sign-in."),
    "no_name": _("The sign-in service did not tell us your name here. Tell your supervisor."),
}
OTHERWISE = _(
    "What came back from the sign-in service can’t be trusted, so nobody was signed in. Begin again."
)


@public
@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the sign-in service, from our own pages only."""
    acting = cast(ActingRequest, request)
    if not configured():
        raise Http404
    if acting.staff_member is not None:
        return HttpResponseRedirect("/desk/")
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    return _ask(acting, confirming=False, anew=bool(request.COOKIES.get(SHARED)))


@needs()
@never_cache
@require_GET
def confirm(request: ActingRequest) -> HttpResponse:
    """The same, to show once more that it is the person who is signed in here."""
    if not configured():
        raise Http404
    return _ask(request, confirming=True, anew=True)


def _ask(request: ActingRequest, *, confirming: bool, anew: bool) -> HttpResponse:
    wanted = request.GET.get("next", "")
    back = wanted if get_adapter().is_safe_url(wanted) else settings.LOGIN_REDIRECT_URL
    try:
        address = asking.address_to_ask(request, back=back, confirming=confirming, anew=anew, at=request.at)
    except Trouble as trouble:
        return _said(request, trouble)
    return HttpResponseRedirect(address)


@public
@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Back from there: sign in whom our staff know, or say why not."""
    acting = cast(ActingRequest, request)
    if not configured():
        raise Http404
    try:
        told = asking.answered(request, at=acting.at)
        return _confirmed(acting, told) if told.confirming else _signed_in(acting, told)
    except Trouble as trouble:
        return _said(acting, trouble)


def _signed_in(request: ActingRequest, told: asking.Answered) -> HttpResponse:
    if request.staff_member is not None:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    user = binding.person(told.issuer, told.claims, at=request.at)
    record_authentication(request, user, method="provider", second_factor=told.second_factor)
    request.session[PROVIDER_TOKEN] = told.token
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=told.back))
    response.delete_cookie(SHARED)
    return response


def _confirmed(request: ActingRequest, told: asking.Answered) -> HttpResponse:
    owner = binding.bound_to(told.issuer, told.claims["sub"])
    if request.staff_member is None or owner is None or owner.pk != request.staff_member.user_id:
        raise Trouble("another_person")
    record_authentication(request, owner, method="provider", reauthenticated=True)
    return HttpResponseRedirect(told.back)


def _said(request: ActingRequest, trouble: Trouble) -> HttpResponse:
    log.warning("Sign-in by OpenID Connect did not work out: %s", trouble.code)
    context = {
        "words": WORDS.get(trouble.code, OTHERWISE),
        "no_post": trouble.code == NO_POST,
        "provider": settings.OIDC_NAME,
    }
    status = 503 if trouble.code == "unreachable" else 403
    return render(request, "authority/provider_trouble.html", context, status=status)


@public
@never_cache
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """After signing out: here it is done; there it may still be open."""
    token, address = request.session.pop(PROVIDER_SIGNED_OUT, ""), ""
    if token and configured():
        try:
            address = asking.address_to_sign_out(token)
        except Trouble:
            log.warning("The sign-in service's page to sign out is not known.")
    context = {"address": address, "provider": settings.OIDC_NAME}
    response = render(request, "authority/signed_out.html", context)
    if token:
        response.set_cookie(
            SHARED, "1", max_age=SHARED_SECONDS, httponly=True, samesite="Lax", secure=settings.SECURE
        )
    return response
