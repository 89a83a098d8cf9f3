"""What others may learn of supervision."""

from decimal import Decimal

from frontoffice.foundation.events import fact


@fact("supervision.WorkReviewed")
class WorkReviewed:
    """A look at a colleague's work is done: released, returned, edited or reviewed afterward."""

    review_id: int
    staff_member_id: int
    outcome: str
    errors: int
    critical_errors: int


@fact("supervision.ReviewsDrawn")
class ReviewsDrawn:
    draw_run_id: int
    kind: str
    considered: int
    drawn: int


@fact("supervision.ReviewSeen")
class ReviewSeen:
    review_id: int


@fact("supervision.ReviewDisputed")
class ReviewDisputed:
    review_id: int


@fact("supervision.DisputeSettled")
class DisputeSettled:
    review_id: int
    struck: int


@fact("supervision.ShareSet")
class ShareSet:
    review_share_id: int
    staff_member_id: int
    kind: str
    share: Decimal


@fact("supervision.ShareProposed")
class ShareProposed:
    proposal_id: int
    staff_member_id: int
    kind: str
    to_share: Decimal


@fact("supervision.ProposalDecided")
class ProposalDecided:
    proposal_id: int
    status: str


@fact("supervision.ScorecardChanged")
class ScorecardChanged:
    scorecard_id: int
    kind: str


@fact("supervision.RuleSet")
class RuleSet:
    rule_id: int
    kind: str


@fact("supervision.RiskSet")
class RiskSet:
    risk_factor_id: int
    factor: Decimal


@fact("supervision.SkillNoted")
class SkillNoted:
    skill_id: int
    staff_member_id: int
    ended: bool
