"""Keys for programs: shown once, kept as a keyed hash, good for named actions until a date."""

from datetime import datetime, timedelta
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import registry
from frontoffice.authority.events import TokenIssued, TokenRevoked
from frontoffice.authority.models import StaffMember, Token
from frontoffice.authority.registry import action
from frontoffice.foundation.crypto import keyed_hash
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

LONGEST = timedelta(days=366)
EVERYTHING = "*"
PURPOSE = "token"


class TokenOutOfBounds(BadInput):
    message = _("A token is for known actions and expires within a year.")


class NotYourToken(Refused):
    message = _("This token belongs to somebody else.")
    status = 403
    part = "grant"


@action("authority.issue_token", title=_("Issue a token"))
def issue_token(
    *,
    secret: Annotated[str, Field(min_length=32, max_length=200)],
    name: Annotated[str, Field(min_length=1, max_length=100)],
    scopes: list[str],
    expires_at: datetime,
    staff_member: StaffMember | None = None,
    by: Actor,
    at: datetime,
) -> Token:
    """Let whoever holds `secret` act as the issuer (or as an automated colleague), for these actions only.

    The secret is chosen by the caller and not kept. Raises TokenOutOfBounds, NotYourToken.
    """
    if not at < expires_at <= at + LONGEST or not scopes:
        raise TokenOutOfBounds
    if any(scope != EVERYTHING and scope not in registry.ACTIONS for scope in scopes):
        raise TokenOutOfBounds(field="scopes")
    if staff_member is not None and staff_member.user_id is not None and staff_member.actor_id != by.pk:
        raise NotYourToken
    token = Token.objects.create(
        actor=staff_member.actor if staff_member is not None else by,
        name=name,
        hash=keyed_hash(secret, purpose=PURPOSE),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
        issued_by=by,
        issued_at=at,
    )
    announce(TokenIssued(token_id=token.pk), about=token, by=by, at=at)
    return token


@action("authority.revoke_token", title=_("Revoke a token"))
def revoke_token(*, token: Token, by: Actor, at: datetime) -> Token:
    """End a token now; a second time changes nothing. Raises NotYourToken."""
    token = Token.objects.select_for_update().get(pk=token.pk)
    if by.pk not in {token.actor_id, token.issued_by_id}:
        raise NotYourToken
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        announce(TokenRevoked(token_id=token.pk), about=token, by=by, at=at)
    return token
