"""What goes back of authority's nouns."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from frontoffice.authority.listing import code, lists
from frontoffice.authority.models import ActingTerm, StaffMember, Token
from frontoffice.authority.presenting import ApprovalInList, ApprovalOut
from frontoffice.authority.presenting_powers import CertificationOut, GrantOut, InterestOut
from frontoffice.authority.presenting_work import HandOverOut, NoticeOut, WorkItemOut
from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor, Unit

__all__ = [
    "ApprovalInList",
    "ApprovalOut",
    "CertificationOut",
    "GrantOut",
    "HandOverOut",
    "InterestOut",
    "NoticeOut",
    "WorkItemOut",
]


class StaffMemberOut(BaseModel):
    reference: str
    name: str
    post: str
    unit: str


class UnitOut(BaseModel):
    reference: str
    code: str
    name: str
    office: str | None
    parent: str | None


class ActingTermOut(BaseModel):
    """Who acts for whom. It counts from `accepted_at` and `from_at` on, until `until` or `ended_at`."""

    reference: str
    absent: str
    deputy: str
    from_at: datetime
    until: datetime
    handover: str
    named_by: str
    accepted_at: datetime | None
    declined_at: datetime | None
    ended_at: datetime | None


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


@shown(Unit)
def unit_out(unit: Unit, by: Actor) -> UnitOut:
    """`office` and `parent` are codes."""
    return UnitOut(
        reference=unit.reference,
        code=unit.code,
        name=unit.name,
        office=unit.office.code if unit.office is not None else None,
        parent=unit.parent.code if unit.parent is not None else None,
    )


lists(
    Unit,
    code("office", "office__code", _("Code of the office that it is in.")),
    code("parent", "parent__code", _("Code of the unit that it is a part of.")),
    sorts={"name": ("name",)},
)
lists(StaffMember, code("unit", "unit__code", _("Code of their unit.")))


@shown(ActingTerm)
def acting_term_out(term: ActingTerm, by: Actor) -> ActingTermOut:
    """The handover note is for the two of them and for who named the deputy."""
    reads = by.pk in {term.absent.actor_id, term.deputy.actor_id, term.named_by_id}
    return ActingTermOut(
        reference=term.reference,
        absent=term.absent.actor.name,
        deputy=term.deputy.actor.name,
        from_at=term.from_at,
        until=term.until,
        handover=term.handover if reads else "",
        named_by=term.named_by.name,
        accepted_at=term.accepted_at,
        declined_at=term.declined_at,
        ended_at=term.ended_at,
    )


@shown(Token)
def token_out(token: Token, by: Actor) -> TokenOut:
    return TokenOut(
        reference=token.reference, name=token.name, scopes=token.scopes, expires_at=token.expires_at
    )
