"""Keys for programs: shown once, kept as a keyed hash, good for named actions until a date."""

from datetime import datetime, timedelta
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import registry
from frontoffice.authority.deciding import live_grants
from frontoffice.authority.events import TokenIssued, TokenRevoked
from frontoffice.authority.models import StaffMember, Token
from frontoffice.authority.registry import action
from frontoffice.authority.signatures import SECRET
from frontoffice.foundation.crypto import keyed_hash, keyed_hashes
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import BadInput, Refused

LONGEST = timedelta(days=366)
EVERYTHING, READ = "*", "read"
PURPOSE = "token"


class TokenOutOfBounds(BadInput):
    message = _("A token has a secret of its own, is for known actions and expires within a year.")


class NotYourToken(Refused):
    message = _("This token is, or would be, good for more than you may do yourself.")
    status = 403
    part = "grant"


@action("authority.issue_token", title=_("Issue a token"))
def issue_token(
    *,
    secret: Annotated[str, Field(min_length=32, max_length=200, json_schema_extra=SECRET)],
    name: Annotated[str, Field(min_length=1, max_length=100)],
    scopes: list[str],
    expires_at: datetime,
    staff_member: StaffMember | None = None,
    by: Actor,
    at: datetime,
) -> Token:
    """Let whoever holds `secret` act as the issuer (or as an automated colleague), for these actions only.

    Scopes are names of actions, `read` to read what the holder sees, or `*` for everything. For an automated colleague
    the issuer holds each of those powers outright. The secret is chosen by the caller and not kept.
    Raises TokenOutOfBounds, NotYourToken.
    """
    if not at < expires_at <= at + LONGEST or not scopes:
        raise TokenOutOfBounds
    if any(scope not in {EVERYTHING, READ, *registry.ACTIONS} for scope in scopes):
        raise TokenOutOfBounds(field="scopes")
    # A token that makes tokens is one for everything, and has to say so.
    if EVERYTHING not in scopes and issue_token.name in scopes:
        raise TokenOutOfBounds(field="scopes")
    if staff_member is not None and staff_member.actor_id != by.pk:
        _check_colleague(staff_member, scopes, by=by, at=at)
    if Token.objects.filter(hash__in=keyed_hashes(secret, purpose=PURPOSE)).exists():
        raise TokenOutOfBounds(field="secret")
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


def _check_colleague(colleague: StaffMember, scopes: list[str], *, by: Actor, at: datetime) -> None:
    """Only an automated colleague has others hold its token, and only those who may do as much (STF-2)."""
    if colleague.actor.kind != ActorKind.AUTOMATED:
        raise NotYourToken
    opened = live_grants(actor=colleague.actor, at=at)
    if EVERYTHING not in scopes:
        opened = opened.filter(action__in=scopes)
    own = live_grants(actor=by, at=at).filter(needs_approval=False, unit=None, amount_limit=None)
    if set(opened.values_list("action", flat=True)) - set(own.values_list("action", flat=True)):
        raise NotYourToken


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
