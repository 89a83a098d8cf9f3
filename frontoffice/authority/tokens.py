"""Who stands behind a token."""

import datetime as dt
import secrets

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.actions.issuing_tokens import EVERYTHING, PURPOSE, READ
from frontoffice.authority.models import StaffMember, Token
from frontoffice.foundation.actors import visitor
from frontoffice.foundation.crypto import keyed_hash, keyed_hashes
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.statements import Statement

__all__ = ["READ", "OutsideScope", "TokenNotGood", "allow", "for_visitor", "holder", "is_for"]

VISITOR_PREFIX = "visitor-"
STAFF_PREFIX = "staff-"
VISITOR_GOOD_FOR = dt.timedelta(days=30)


class TokenNotGood(Refused):
    message = _("This token is unknown, has expired or was revoked.")
    status = 401
    part = "session"


class OutsideScope(Refused):
    message = _("This token is not for this action.")
    status = 403
    part = "grant"


def holder(secret: str, *, at: dt.datetime) -> Token:
    """The live token of that secret. Raises TokenNotGood."""
    hashes = keyed_hashes(secret, purpose=PURPOSE)  # with each key that is still good, the newest first
    token = next((found for one in hashes if (found := _OF_HASH.first(hashed=one)) is not None), None)
    if token is None or token.expires_at <= at or token.revoked_at is not None:
        raise TokenNotGood
    staff_member = getattr(token.actor, "staff_member", None)
    if staff_member is not None and not _still_works_here(staff_member, at):
        raise TokenNotGood
    return token


def _of_hash(*, hashed: str) -> QuerySet[Token]:
    return Token.objects.select_related("actor__staff_member__user").filter(hash=hashed)


_OF_HASH = Statement(_of_hash, hashed=str)


def _still_works_here(staff_member: StaffMember, at: dt.datetime) -> bool:
    """Neither has the post ended nor has the sign-in been closed."""
    ended = staff_member.until is not None and staff_member.until <= at
    return not ended and (staff_member.user is None or staff_member.user.is_active)


def allow(token: Token, scope: str) -> None:
    """Raises OutsideScope unless the token is for this action, or for reading (READ)."""
    if not is_for(token, scope):
        raise OutsideScope


def is_for(token: Token, scope: str) -> bool:
    """Whether the token is for this action, or for reading."""
    return EVERYTHING in token.scopes or scope in token.scopes


def for_visitor(*, at: dt.datetime) -> tuple[str, Token]:
    """A new visitor's token for a program that speaks for an anonymous person (INQ-11). Shown once."""
    secret = VISITOR_PREFIX + secrets.token_urlsafe(32)
    actor = visitor(secret)
    token = Token.objects.create(
        actor=actor,
        name="visitor",
        hash=keyed_hash(secret, purpose=PURPOSE),
        scopes=[EVERYTHING],
        expires_at=at + VISITOR_GOOD_FOR,
        issued_by=actor,
        issued_at=at,
    )
    return secret, token
