"""Sets who acts and when for each request: the two things that no edge takes as input."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from frontoffice.authority.deciding import powers
from frontoffice.authority.models import SignIn, StaffMember
from frontoffice.authority.signing_in import presence, sessions
from frontoffice.authority.signing_in.confirming import SIGNED_IN
from frontoffice.foundation import clock
from frontoffice.foundation.actors import known_visitor, visitor
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import NotFound

COOKIE = "visitor"
COOKIE_SECONDS = 30 * 24 * 3600
LAST_SEEN = "last_seen"  # in the session: seconds since 1970
SEEN_EVERY = 60  # seconds between writes of a session's last use
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class ActingRequest(HttpRequest):
    """A request as views get it: with the actor, the instant, and the staff member where there is one."""

    actor: Actor
    at: datetime
    signed_in: bool
    staff_member: StaffMember | None
    powers: frozenset[str]


class ActorMiddleware:
    """`request.actor` and `request.at`. A visitor is known by a signed cookie, and gets a row only when acting."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acting = cast(ActingRequest, request)
        acting.at = clock.now()
        if settings.BEHIND_PROXY:
            _see_through_proxy(request)
        acting.signed_in = bool(request.session.session_key) and request.user.is_authenticated
        acting.staff_member = None
        if acting.signed_in:
            if _session_is_over(request, acting.at):
                return _signed_out(request)
            turned_away = _look_at_sign_in(acting)
            if turned_away is not None:
                return turned_away
        acting.actor = cast(Actor, SimpleLazyObject(lambda: _actor(acting)))
        acting.powers = cast("frozenset[str]", SimpleLazyObject(lambda: powers(acting.actor, at=acting.at)))
        response = self.get_response(request)
        if acting.signed_in or "Authorization" in request.headers:
            # Nobody reads on this computer, after signing out, what was on the screen before.
            response.headers.setdefault("Cache-Control", "private, no-store")
        identifier = getattr(request, "new_visitor", None)
        if identifier:
            response.set_signed_cookie(
                COOKIE,
                identifier,
                max_age=COOKIE_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.SECURE,
            )
        return response

    def process_view(self, request: HttpRequest, view: object, *_given: object) -> None:
        """Note when the session was last used; what a page asks for by itself is no use of it."""
        acting = cast(ActingRequest, request)
        if acting.signed_in and not getattr(view, "unattended", False):
            now = acting.at.timestamp()
            if now - request.session.get(LAST_SEEN, 0) > SEEN_EVERY:
                request.session[LAST_SEEN] = now
                SignIn.objects.filter(pk=sessions.this(request)).update(seen_at=acting.at)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a page's address or its form names, and the viewer can't see, is not there: 404."""
        return response_for_exception(request, Http404()) if isinstance(exception, NotFound) else None


def _session_is_over(request: HttpRequest, at: datetime) -> bool:
    """Whether nothing happened for too long, or the sign-in was too long ago, whatever happened since."""
    now, session = at.timestamp(), request.session
    session.setdefault(SIGNED_IN, now)
    session.setdefault(LAST_SEEN, now)
    idle, since = now - session[LAST_SEEN], now - session[SIGNED_IN]
    return bool(idle > settings.SESSION_IDLE_SECONDS or since > settings.SESSION_COOKIE_AGE)


def _signed_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("You were signed out because nothing happened for a while. Sign in to go on."))
    return to_sign_in(request)


def _look_at_sign_in(request: ActingRequest) -> HttpResponse | None:
    """Each request asks anew who this is: a post or a sign-in that was ended since opens nothing any more."""
    found = presence.look(request, at=request.at)
    if not found.open:
        logout(request)
        messages.info(request, _("This sign-in was ended. Sign in to go on."))
        return to_sign_in(request)
    if found.staff_member is None:
        logout(request)
        return elsewhere(request, reverse("account_inactive"))
    request.staff_member = found.staff_member
    if presence.owes_second_factor(request, found):
        return elsewhere(request, reverse("my_sign_in"))
    return None


def elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    """Send the whole page there, also where only a part of it was asked for."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page and back; the whole page goes there, also where only a part of it was asked for."""
    part = request.headers.get("HX-Request") == "true"
    shown = urlsplit(request.headers.get("HX-Current-URL", "")) if part else None
    if shown is not None:
        back = shown._replace(scheme="", netloc="").geturl() or "/desk/"
        return HttpResponse(headers={"HX-Redirect": redirect_to_login(back)["Location"]})
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/desk/")


def _see_through_proxy(request: HttpRequest) -> None:
    """The one proxy in front of us appends who called it; what stands before that is anybody's claim."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    if forwarded:
        request.META["REMOTE_ADDR"] = forwarded


def visitor_identifier(request: HttpRequest) -> str:
    """The identifier that this browser holds, made (and sent with the answer) when it has none."""
    known = request.get_signed_cookie(COOKIE, default=None, max_age=COOKIE_SECONDS) or getattr(
        request, "new_visitor", None
    )
    if known:
        return str(known)
    request.new_visitor = secrets.token_urlsafe(24)  # type: ignore[attr-defined]
    return str(request.new_visitor)  # type: ignore[attr-defined]


def _actor(request: ActingRequest) -> Actor:
    staff_member = request.staff_member
    if staff_member:
        return staff_member.actor
    identifier = visitor_identifier(request)
    if request.method in CHANGING:
        return visitor(identifier)
    return known_visitor(identifier) or Actor(kind=ActorKind.ANONYMOUS, name="Visitor")
