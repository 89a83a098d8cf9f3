"""Who a signed-in request comes from, asked anew each time, in one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from frontoffice.authority.models import SignIn, SignInMethod, StaffMember
from frontoffice.authority.signing_in import confirming, factors, sessions
from frontoffice.foundation.statements import Statement

KEY = sessions.KEY


@dataclass(frozen=True)
class Presence:
    """`open`: the sign-in was not ended. `staff_member`: None without a post now."""

    open: bool
    staff_member: StaffMember | None
    has_second_factor: bool


def look(request: HttpRequest, *, at: datetime) -> Presence:
    """Who this is now. A session that came about without the sign-in page gets its row here."""
    user: Any = request.user
    sign_in = sessions.this(request)
    member: Any = _MEMBER.first(user=user.pk, sign_in=sign_in)
    if member is None:
        return Presence(open=True, staff_member=None, has_second_factor=False)
    if not sign_in:
        sessions.begin(request, user, method=SignInMethod.PASSWORD, second_factor=False, at=at)
        request.session.setdefault(confirming.SIGNED_IN, at.timestamp())
    ended = member.until is not None and member.until <= at
    return Presence(
        open=bool(member.sign_in_open) or not sign_in,
        staff_member=None if ended else member,
        has_second_factor=bool(member.has_second_factor),
    )


def _member(*, user: int, sign_in: int) -> QuerySet[StaffMember]:
    here = SignIn.objects.filter(pk=sign_in, user_id=user, ended_at__isnull=True)
    by_provider = here.filter(method=SignInMethod.PROVIDER, second_factor=True)
    set_up = Authenticator.objects.filter(user_id=OuterRef("user_id"), type__in=factors.PRIMARY)
    rows = StaffMember.objects.select_related("actor", "office", "unit", "level").filter(user_id=user)
    return rows.annotate(sign_in_open=Exists(here), has_second_factor=Exists(set_up) | Exists(by_provider))


_MEMBER = Statement(_member, user=int, sign_in=int)


def owes_second_factor(request: HttpRequest, found: Presence) -> bool:
    """Whether this person has to set one up before anything else; the pages for that, and the way out, stay open."""
    if not factors.required() or found.has_second_factor:
        return False
    ways = (reverse("my_sign_in").rpartition("mine/")[0], "/language/", "/static/", "/api/v1/")
    return not request.path.startswith(ways)
