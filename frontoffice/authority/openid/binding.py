"""Which of our staff somebody is: by the identity bound at their first sign-in, before that by name, once."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from frontoffice.authority.events import IdentityBound
from frontoffice.authority.models import Identity, StaffMember, User
from frontoffice.authority.openid.provider import Trouble
from frontoffice.authority.signing_in.adapter import has_post
from frontoffice.foundation.events import announce


def person(issuer: str, claims: dict[str, Any], *, at: datetime) -> User:
    """The person appointed here who this is. Raises Trouble: nobody is signed up, and a bound name stays bound."""
    bound = bound_to(issuer, claims["sub"])
    if bound is not None:
        if not has_post(bound, at=at):
            raise Trouble("no_post")
        return bound
    user = User.objects.filter(username__iexact=_name(claims)).first()
    if user is None or not has_post(user, at=at):
        raise Trouble("no_post")
    _bind(user, issuer, claims["sub"], at=at)
    return user


def bound_to(issuer: str, subject: str) -> User | None:
    """Whose identity this is."""
    found = Identity.objects.select_related("user").filter(issuer=issuer, subject=subject, released_at=None)
    return next((identity.user for identity in found), None)


def _name(claims: dict[str, Any]) -> str:
    wanted = settings.OIDC_USERNAME_CLAIM
    name = claims.get(wanted)
    if not isinstance(name, str) or not name.strip():
        raise Trouble("no_name")
    # An address that nobody verified is anybody's.
    if wanted == "email" and claims.get("email_verified") is not True:
        raise Trouble("no_name")
    return name.strip()


def _bind(user: User, issuer: str, subject: str, *, at: datetime) -> None:
    member = StaffMember.objects.select_related("actor").get(user=user)
    try:
        with transaction.atomic():
            identity = Identity.objects.create(user=user, issuer=issuer, subject=subject, bound_at=at)
            announce(IdentityBound(identity_id=identity.pk), about=[identity, member], by=member.actor, at=at)
    except IntegrityError:
        raise Trouble("bound_to_another") from None
