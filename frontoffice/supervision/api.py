"""What goes back of supervision."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor
from frontoffice.supervision.models import (
    Review,
    ReviewShare,
    RiskFactor,
    Scorecard,
    ShareProposal,
    ShareRule,
    Skill,
)


class FindingOut(BaseModel):
    code: str
    name: str
    critical: bool
    struck: bool


class EditOut(BaseModel):
    subject_before: str
    body_before: str
    subject_after: str
    body_after: str


class ReviewOut(BaseModel):
    reference: str
    of: str
    kind: str
    message: str | None
    contact: str | None
    case: str | None
    channel: str
    topic: str
    look: int
    due_on: date
    outcome: str
    reviewer: str | None
    reviewed_at: datetime | None
    score: int | None
    passed: bool | None
    comments: str
    findings: list[FindingOut]
    edit: EditOut | None
    seen_at: datetime | None
    disputed_because: str
    settled_because: str
    settled_by: str | None


class ReviewShareOut(BaseModel):
    reference: str
    of: str
    kind: str
    share: str
    before: str
    reason: str
    from_at: datetime
    set_by: str


class ShareProposalOut(BaseModel):
    reference: str
    of: str
    kind: str
    from_share: str
    to_share: str
    looked_at: int
    with_errors: int
    critical: int
    low: str
    high: str
    status: str
    reason: str


class ItemOut(BaseModel):
    code: str
    name: str
    explanation: str
    weight: int
    critical: bool


class ScorecardOut(BaseModel):
    reference: str
    kind: str
    version: int
    from_at: datetime
    items: list[ItemOut]


class ShareRuleOut(BaseModel):
    reference: str
    kind: str
    days: int
    least: int
    too_many: str
    few_enough: str
    factor: str
    floor: str
    every_days: int
    due_days: int


class RiskFactorOut(BaseModel):
    reference: str
    channel: str
    topic: str
    factor: str
    reason: str


class SkillOut(BaseModel):
    reference: str
    of: str
    kind: str
    code: str
    ended_at: datetime | None


def _edit_out(edit: Any) -> EditOut | None:
    if edit is None:
        return None
    return EditOut(
        subject_before=edit.subject_before,
        body_before=edit.body_before,
        subject_after=edit.subject_after,
        body_after=edit.body_after,
    )


@shown(Review)
def review_out(review: Review, by: Actor) -> ReviewOut:
    """How often the person's work is looked at is told elsewhere; what was found, to whoever sees the review."""
    return ReviewOut(
        reference=review.reference,
        of=review.staff_member.actor.name,
        kind=review.kind,
        message=review.message.reference if review.message is not None else None,
        contact=review.contact.reference if review.contact is not None else None,
        case=review.case.reference if review.case is not None else None,
        channel=review.channel,
        topic=review.topic,
        look=review.look,
        due_on=review.due_on,
        outcome=review.outcome,
        reviewer=review.reviewer.actor.name if review.reviewer is not None else None,
        reviewed_at=review.reviewed_at,
        score=review.score,
        passed=review.passed,
        comments=review.comments,
        findings=[
            FindingOut(
                code=finding.item.code,
                name=finding.item.name,
                critical=finding.item.critical,
                struck=finding.struck_at is not None,
            )
            for finding in review.findings.all()
        ],
        edit=_edit_out(getattr(review, "edit", None)),
        seen_at=review.seen_at,
        disputed_because=review.disputed_because,
        settled_because=review.settled_because,
        settled_by=review.settled_by.actor.name if review.settled_by is not None else None,
    )


@shown(ReviewShare)
def review_share_out(share: ReviewShare, by: Actor) -> ReviewShareOut:
    return ReviewShareOut(
        reference=share.reference,
        of=share.staff_member.actor.name,
        kind=share.kind,
        share=str(share.share),
        before=str(share.before),
        reason=share.reason,
        from_at=share.from_at,
        set_by=share.set_by.name,
    )


@shown(ShareProposal)
def share_proposal_out(proposal: ShareProposal, by: Actor) -> ShareProposalOut:
    return ShareProposalOut(
        reference=proposal.reference,
        of=proposal.staff_member.actor.name,
        kind=proposal.kind,
        from_share=str(proposal.from_share),
        to_share=str(proposal.to_share),
        looked_at=proposal.looked_at,
        with_errors=proposal.with_errors,
        critical=proposal.critical,
        low=str(proposal.low),
        high=str(proposal.high),
        status=proposal.status,
        reason=proposal.reason,
    )


@shown(Scorecard)
def scorecard_out(card: Scorecard, by: Actor) -> ScorecardOut:
    return ScorecardOut(
        reference=card.reference,
        kind=card.kind,
        version=card.version,
        from_at=card.from_at,
        items=[
            ItemOut(
                code=item.code,
                name=item.name,
                explanation=item.explanation,
                weight=item.weight,
                critical=item.critical,
            )
            for item in card.items.all()
        ],
    )


@shown(ShareRule)
def share_rule_out(rule: ShareRule, by: Actor) -> ShareRuleOut:
    return ShareRuleOut(
        reference=rule.reference,
        kind=rule.kind,
        days=rule.days,
        least=rule.least,
        too_many=str(rule.too_many),
        few_enough=str(rule.few_enough),
        factor=str(rule.factor),
        floor=str(rule.floor),
        every_days=rule.every_days,
        due_days=rule.due_days,
    )


@shown(RiskFactor)
def risk_factor_out(risk: RiskFactor, by: Actor) -> RiskFactorOut:
    return RiskFactorOut(
        reference=risk.reference,
        channel=risk.channel,
        topic=risk.topic,
        factor=str(risk.factor),
        reason=risk.reason,
    )


@shown(Skill)
def skill_out(skill: Skill, by: Actor) -> SkillOut:
    return SkillOut(
        reference=skill.reference,
        of=skill.staff_member.actor.name,
        kind=skill.kind,
        code=skill.code,
        ended_at=skill.ended_at,
    )
