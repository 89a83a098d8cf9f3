"""The end of a post: powers, tokens, sessions and asks end with it, by the next request (STF-2, X3)."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.actions.approving import settle
from frontoffice.authority.comparing import check_holds_no_more
from frontoffice.authority.events import PostEnded, TokenRevoked
from frontoffice.authority.models import OPEN, Approval, ApprovalStatus, Grant, StaffMember, Token
from frontoffice.authority.registry import action
from frontoffice.authority.signing_in import choosing, sessions
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Reason = Annotated[str, Field(min_length=1, max_length=500)]


class AlreadyEnded(Refused):
    message = _("This post has ended already.")


def ones_own(call: Any) -> bool:
    return bool(call.staff_member.actor_id == call.by.pk)


def locked(staff_member: StaffMember, *, at: datetime) -> StaffMember:
    """The post, locked, for changing it. Raises AlreadyEnded."""
    rows = StaffMember.objects.select_for_update(of=("self",)).select_related(
        "actor", "user", "level", "unit"
    )
    member = rows.get(pk=staff_member.pk)
    if member.until is not None and member.until <= at:
        raise AlreadyEnded
    return member


@action("authority.end_post", title=_("End a post"), conflict=ones_own, open_to=["service"])
def end_post(
    *, staff_member: StaffMember, reason: Reason, until: datetime | None = None, by: Actor, at: datetime
) -> StaffMember:
    """End a post now, or on a day to come. Whoever holds it may do nothing from then on, open pages included.

    Now: tokens are revoked, sessions end, what they asked for is withdrawn. On a day to come all of it stops by itself
    then. Those who answered to them answer to the next one up. Raises AlreadyEnded, HoldsMore, BadInput.
    """
    if until is not None and until < at:
        raise BadInput(_("The end has to be now or later."), field="until")
    member, end = locked(staff_member, at=at), until or at
    check_holds_no_more(member.actor, by=by, at=at)
    member.until = end
    member.save(update_fields=["until"])
    grants = Grant.objects.filter(actor=member.actor, revoked_at__isnull=True, from_at__lt=end)
    grants.filter(Q(until__isnull=True) | Q(until__gt=end)).update(until=end)
    if end <= at:
        shut_out(member, reason, by=by, at=at)
    announce(PostEnded(staff_member_id=member.pk, until=end), about=member, by=by, at=at)
    return member


def shut_out(member: StaffMember, reason: str, *, by: Actor, at: datetime) -> None:
    """Take away what is left of a post that is over; harmless where nothing is."""
    revoke_tokens(member, by=by, at=at)
    if member.user is not None:
        member.user.is_active = False
        member.user.save(update_fields=["is_active"])
        choosing.withdraw(member.user, at=at)
        sessions.close(member.user, by=by, at=at)
    for approval in Approval.objects.select_for_update().filter(asked_by=member.actor, status__in=OPEN):
        settle(approval, ApprovalStatus.WITHDRAWN, reason, by=by, at=at)
    Approval.objects.filter(delegated_to=member.actor, status__in=OPEN).update(delegated_to=None)
    member.supervises.update(supervisor=member.supervisor_id)


def revoke_tokens(member: StaffMember, *, by: Actor, at: datetime) -> list[Token]:
    """Every live token that acts as this person, or that they issued for an automated colleague."""
    live = Token.objects.select_for_update().filter(revoked_at__isnull=True, expires_at__gt=at)
    tokens = list(live.filter(Q(actor=member.actor) | Q(issued_by=member.actor)))
    for token in tokens:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        announce(TokenRevoked(token_id=token.pk), about=[token, member], by=by, at=at)
    return tokens
