"""What goes back of powers, certifications, interests and reviews owed, through the API and the command line."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.models import (
    Certification,
    CertificationKind,
    CompensatingReview,
    Grant,
    Interest,
)
from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor


class GrantOut(BaseModel):
    """A power, or with effect "narrows" a restriction. A limit that is null limits nothing.

    `confidentiality_limit`: 0 public to 3 restricted; `complexity_limit`: 1 routine to 3 highly complex;
    `review_share`: the share, 0 to 1, that a colleague reads first; `source`: level, added, acting or status;
    `reason` is told to the holder and to who gave it.
    """

    reference: str
    holder: str
    action: str
    effect: str
    source: str
    amount_limit: str | None
    confidentiality_limit: int | None
    complexity_limit: int | None
    unit: str | None
    program: str
    needs_approval: bool
    review_share: str | None
    certification: str
    acting_for: str | None
    reason: str
    from_at: datetime
    until: datetime | None
    granted_by: str
    revoked_at: datetime | None


class CertificationKindOut(BaseModel):
    """A special area; good for so many months, 0: until withdrawn."""

    reference: str
    code: str
    name: str
    months: int
    active: bool


class CertificationOut(BaseModel):
    """That somebody holds a certification from a day until another, unless it was withdrawn."""

    reference: str
    kind: str
    holder: str
    evidence: str
    from_at: datetime
    until: datetime | None
    awarded_by: str
    withdrawn_at: datetime | None
    withdrawn_reason: str


class InterestOut(BaseModel):
    """How somebody is involved in one object; `relation`: self, relative, household, financial or subject."""

    reference: str
    holder: str
    kind: str
    relation: str
    note: str
    from_at: datetime
    ended_at: datetime | None
    declared_by: str


class CompensatingReviewOut(BaseModel):
    """Both parts that one person did alone, and what the review in place of a second person found."""

    reference: str
    holder: str
    action: str
    part: str
    other_part: str
    at: datetime
    reviewed_at: datetime | None
    reviewed_by: str | None
    found_right: bool | None
    comment: str


@shown(Grant)
def grant_out(grant: Grant, by: Actor) -> GrantOut:
    return GrantOut(
        reference=grant.reference,
        holder=grant.actor.name,
        action=grant.action,
        effect=grant.effect,
        source=grant.source,
        amount_limit=str(grant.amount_limit) if grant.amount_limit is not None else None,
        confidentiality_limit=grant.confidentiality_limit,
        complexity_limit=grant.complexity_limit,
        unit=grant.unit.code if grant.unit is not None else None,
        program=grant.program,
        needs_approval=grant.needs_approval,
        review_share=str(grant.review_share) if grant.review_share is not None else None,
        certification=grant.certification,
        acting_for=grant.acting_for.name if grant.acting_for is not None else None,
        # Why something was taken away is between the person and who did it.
        reason=grant.reason if by.pk in {grant.actor_id, grant.granted_by_id} else "",
        from_at=grant.from_at,
        until=grant.until,
        granted_by=grant.granted_by.name,
        revoked_at=grant.revoked_at,
    )


@shown(CertificationKind)
def kind_out(kind: CertificationKind, by: Actor) -> CertificationKindOut:
    return CertificationKindOut(
        reference=kind.reference, code=kind.code, name=kind.name, months=kind.months, active=kind.active
    )


@shown(Certification)
def certification_out(held: Certification, by: Actor) -> CertificationOut:
    return CertificationOut(
        reference=held.reference,
        kind=held.kind.code,
        holder=held.actor.name,
        evidence=held.evidence,
        from_at=held.from_at,
        until=held.until,
        awarded_by=held.awarded_by.name,
        withdrawn_at=held.withdrawn_at,
        withdrawn_reason=held.withdrawn_reason,
    )


@shown(Interest)
def interest_out(interest: Interest, by: Actor) -> InterestOut:
    return InterestOut(
        reference=interest.reference,
        holder=interest.actor.name,
        kind=interest.kind,
        relation=interest.relation,
        note=interest.note,
        from_at=interest.from_at,
        ended_at=interest.ended_at,
        declared_by=interest.declared_by.name,
    )


@shown(CompensatingReview)
def compensating_review_out(review: CompensatingReview, by: Actor) -> CompensatingReviewOut:
    return CompensatingReviewOut(
        reference=review.reference,
        holder=review.actor.name,
        action=review.action,
        part=review.part,
        other_part=review.other_part,
        at=review.at,
        reviewed_at=review.reviewed_at,
        reviewed_by=review.reviewed_by.name if review.reviewed_by is not None else None,
        found_right=review.found_right,
        comment=review.comment,
    )
