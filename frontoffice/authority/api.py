"""What goes back of authority's nouns."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.models import Approval, Grant, StaffMember, Token
from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor


class StaffMemberOut(BaseModel):
    reference: str
    name: str
    post: str
    unit: str


class GrantOut(BaseModel):
    reference: str
    action: str
    amount_limit: str | None
    needs_approval: bool
    until: datetime | None


class ApprovalOut(BaseModel):
    reference: str
    action: str
    status: str
    asked_by: str
    asked_at: datetime
    amount: str | None
    decided_by: str | None
    reason: str


class TokenOut(BaseModel):
    reference: str
    name: str
    scopes: list[str]
    expires_at: datetime


@shown(StaffMember)
def staff_member_out(member: StaffMember, by: Actor) -> StaffMemberOut:
    return StaffMemberOut(
        reference=member.reference, name=member.actor.name, post=member.post, unit=member.unit.name
    )


@shown(Grant)
def grant_out(grant: Grant, by: Actor) -> GrantOut:
    return GrantOut(
        reference=grant.reference,
        action=grant.action,
        amount_limit=str(grant.amount_limit) if grant.amount_limit is not None else None,
        needs_approval=grant.needs_approval,
        until=grant.until,
    )


@shown(Approval)
def approval_out(approval: Approval, by: Actor) -> ApprovalOut:
    return ApprovalOut(
        reference=approval.reference,
        action=approval.action,
        status=approval.status,
        asked_by=approval.asked_by.name,
        asked_at=approval.asked_at,
        amount=str(approval.amount) if approval.amount is not None else None,
        decided_by=approval.decided_by.name if approval.decided_by is not None else None,
        reason=approval.reason,
    )


@shown(Token)
def token_out(token: Token, by: Actor) -> TokenOut:
    return TokenOut(
        reference=token.reference, name=token.name, scopes=token.scopes, expires_at=token.expires_at
    )
