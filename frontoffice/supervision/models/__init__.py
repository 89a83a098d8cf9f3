"""The nouns of supervision: scorecards, reviews and findings, shares and what is proposed about them, skills."""

from frontoffice.supervision.models.drawing import DrawRun, RiskFactor
from frontoffice.supervision.models.reviews import Edit, Finding, Outcome, Review
from frontoffice.supervision.models.scorecards import Kind, Scorecard, ScorecardItem
from frontoffice.supervision.models.shares import ProposalStatus, ReviewShare, ShareProposal, ShareRule
from frontoffice.supervision.models.skills import Skill, SkillKind

__all__ = [
    "DrawRun",
    "Edit",
    "Finding",
    "Kind",
    "Outcome",
    "ProposalStatus",
    "Review",
    "ReviewShare",
    "RiskFactor",
    "Scorecard",
    "ScorecardItem",
    "ShareProposal",
    "ShareRule",
    "Skill",
    "SkillKind",
]
