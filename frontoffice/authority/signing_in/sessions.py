"""The sessions of a person: each is a row, and a session whose row is ended is over with the next request."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from frontoffice.authority.models import SignIn, SignInMethod, User
from frontoffice.foundation import rate_limits
from frontoffice.foundation.models import Actor

KEY = "sign_in"  # in the session: the row's id
KEPT = timedelta(days=90)


def begin(
    request: HttpRequest, user: User, *, method: SignInMethod, second_factor: bool, at: datetime
) -> SignIn:
    """Note that this session is this person's from now on."""
    made = SignIn.objects.create(
        user=user,
        method=method,
        second_factor=second_factor,
        network=rate_limits.network_of(request.META.get("REMOTE_ADDR", ""))[:64],
        browser=browser_named(request.headers.get("User-Agent", "")),
        began_at=at,
        seen_at=at,
    )
    request.session[KEY] = made.pk
    return made


def this(request: HttpRequest) -> int:
    """The id of this session's row; 0 when it has none."""
    return int(request.session.get(KEY, 0))


def open_of(user: User, *, at: datetime) -> QuerySet[SignIn]:
    """Those that are not over, the latest first. `at` bounds what a browser can still hold."""
    oldest = at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    idle = at - timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    return SignIn.objects.filter(
        user=user, ended_at__isnull=True, began_at__gt=oldest, seen_at__gt=idle
    ).order_by("-seen_at", "-pk")


def close_this(request: HttpRequest, *, at: datetime) -> None:
    """End the session of this request's own row."""
    SignIn.objects.filter(pk=this(request), ended_at__isnull=True).update(ended_at=at)


def close(user: User, *, by: Actor | None, at: datetime, but: int = 0) -> int:
    """End all sessions of a person, but one perhaps; how many. They are over with their next request."""
    rows = SignIn.objects.filter(user=user, ended_at__isnull=True).exclude(pk=but)
    return rows.update(ended_at=at, ended_by=by)


def described(records: list[dict[str, Any]]) -> tuple[SignInMethod, bool]:
    """How somebody signed in, and whether with two factors; a passkey that knows its holder is two by itself."""
    method, second = SignInMethod.PASSWORD, False
    for record in records:
        if record["method"] == "mfa":
            method = SignInMethod.PASSKEY if record.get("passwordless") else method
            second = True
        elif record["method"] == "provider":
            method, second = SignInMethod.PROVIDER, bool(record.get("second_factor"))
    return method, second


_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_named(agent: str) -> str:
    """What a browser calls itself, short enough to recognize it: `Firefox, Windows`. "" when it says nothing known."""
    parts = [next((name for mark, name in kinds if mark in agent), "") for kinds in (_BROWSERS, _SYSTEMS)]
    return ", ".join(part for part in parts if part)


def forget(*, at: datetime) -> None:
    """Rows of sessions that have long been over; what was done in them is in the events."""
    SignIn.objects.filter(seen_at__lt=at - KEPT).delete()
