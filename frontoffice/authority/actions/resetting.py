"""How a colleague signs in, set back by another: never one's own, never of somebody who may do more."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.actions.leaving import Reason, locked, ones_own, revoke_tokens
from frontoffice.authority.comparing import check_holds_no_more
from frontoffice.authority.events import FactorsReset, IdentityReleased, PasswordReset
from frontoffice.authority.models import Identity, StaffMember, Token, User
from frontoffice.authority.registry import action
from frontoffice.authority.signatures import SECRET
from frontoffice.authority.signing_in import choosing, factors, sessions
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.references import normalize_code
from frontoffice.foundation.refusals import BadInput, Refused


class NoSignIn(Refused):
    message = _("This colleague has no sign-in of their own.")


class NothingBound(Refused):
    message = _("No sign-in elsewhere is bound to this colleague.")


class WeakCode(BadInput):
    message = _("The code has to be one that was made for this, fifteen symbols that nobody chose.")
    field = "secret"


@action("authority.reset_password", title=_("Reset a password"), conflict=ones_own, open_to=["service"])
def reset_password(
    *,
    staff_member: StaffMember,
    secret: Annotated[str, Field(max_length=60, json_schema_extra=SECRET)],
    reason: Reason,
    by: Actor,
    at: datetime,
) -> StaffMember:
    """Void the password and end all sessions; with `secret`, once and for a day, the person chooses a new password.

    The code is chosen by the caller (as an access code is) and not kept; a second factor stays asked for.
    Raises NoSignIn, HoldsMore, AlreadyEnded, WeakCode.
    """
    if normalize_code(secret) is None:
        raise WeakCode
    member, user = _signing_in(staff_member, by=by, at=at)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    choosing.issue(user, secret, by=by, at=at)
    sessions.close(user, by=by, at=at)
    announce(PasswordReset(staff_member_id=member.pk), about=member, by=by, at=at)
    return member


@action("authority.reset_factors", title=_("Reset a second factor"), conflict=ones_own, open_to=["service"])
def reset_factors(*, staff_member: StaffMember, reason: Reason, by: Actor, at: datetime) -> StaffMember:
    """Take away app, passkeys and recovery codes, and end all sessions. Raises NoSignIn, HoldsMore, AlreadyEnded."""
    member, user = _signing_in(staff_member, by=by, at=at)
    factors.remove_all(user)
    sessions.close(user, by=by, at=at)
    announce(FactorsReset(staff_member_id=member.pk), about=member, by=by, at=at)
    return member


@action("authority.revoke_tokens_of", title=_("Revoke a colleague’s tokens"), conflict=ones_own)
def revoke_tokens_of(*, staff_member: StaffMember, reason: Reason, by: Actor, at: datetime) -> list[Token]:
    """End every token that acts as this person or that they issued; those that were. Raises AlreadyEnded."""
    return revoke_tokens(locked(staff_member, at=at), by=by, at=at)


@action("authority.release_identity", title=_("Release a sign-in elsewhere"), conflict=ones_own)
def release_identity(*, staff_member: StaffMember, reason: Reason, by: Actor, at: datetime) -> StaffMember:
    """Let the name be bound anew at its next sign-in with the agency's service, and end all sessions.

    Raises NoSignIn, HoldsMore, AlreadyEnded, NothingBound.
    """
    member, user = _signing_in(staff_member, by=by, at=at)
    bound = list(Identity.objects.select_for_update().filter(user=user, released_at__isnull=True))
    if not bound:
        raise NothingBound
    for identity in bound:
        identity.released_at, identity.released_by = at, by
        identity.save(update_fields=["released_at", "released_by"])
        announce(IdentityReleased(identity_id=identity.pk), about=[identity, member], by=by, at=at)
    sessions.close(user, by=by, at=at)
    return member


def _signing_in(staff_member: StaffMember, *, by: Actor, at: datetime) -> tuple[StaffMember, User]:
    member = locked(staff_member, at=at)
    if member.user is None:
        raise NoSignIn
    check_holds_no_more(member.actor, by=by, at=at)
    return member, member.user
