"""Sets who acts and when for each request: the two things that no edge takes as input."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from frontoffice.authority.deciding import powers
from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.foundation.actors import known_visitor, visitor
from frontoffice.foundation.models import Actor, ActorKind

COOKIE = "visitor"
COOKIE_SECONDS = 30 * 24 * 3600
LAST_SEEN = "last_seen"
SEEN_EVERY = 60  # seconds between writes of a session's last use
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class ActingRequest(HttpRequest):
    """A request as views get it: with the actor, the instant, and the staff member where there is one."""

    actor: Actor
    at: datetime
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
        if self._idle_too_long(request, acting.at):
            logout(request)
            messages.info(
                request, _("You were signed out because nothing happened for a while. Sign in to go on.")
            )
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/desk/")
        acting.staff_member = cast(
            "StaffMember | None", SimpleLazyObject(lambda: _staff_member(request, acting.at))
        )
        acting.actor = cast(Actor, SimpleLazyObject(lambda: _actor(acting)))
        acting.powers = cast("frozenset[str]", SimpleLazyObject(lambda: powers(acting.actor, at=acting.at)))
        response = self.get_response(request)
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

    def _idle_too_long(self, request: HttpRequest, at: datetime) -> bool:
        if not request.session.session_key or not request.user.is_authenticated:
            return False
        now = at.timestamp()
        last = request.session.get(LAST_SEEN, now)
        if now - last > settings.SESSION_IDLE_SECONDS:
            return True
        if LAST_SEEN not in request.session or now - last > SEEN_EVERY:
            request.session[LAST_SEEN] = now
        return False


def _see_through_proxy(request: HttpRequest) -> None:
    """The one proxy in front of us appends who called it; what stands before that is anybody's claim."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    if forwarded:
        request.META["REMOTE_ADDR"] = forwarded


def _staff_member(request: HttpRequest, at: datetime) -> StaffMember | None:
    if not request.user.is_authenticated:
        return None
    found = (
        StaffMember.objects.select_related("actor", "office", "unit", "level")
        .filter(user_id=request.user.pk)
        .first()
    )
    ended = found is not None and found.until is not None and found.until <= at
    return None if ended else found


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
