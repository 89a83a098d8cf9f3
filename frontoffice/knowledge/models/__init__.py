"""The nouns of the knowledge room."""

from frontoffice.knowledge.models.articles import Article, ArticleVersion, Audience, Form, Kind, Status
from frontoffice.knowledge.models.interpretations import INTERPRETATIONS, Confidentiality, Interpretation
from frontoffice.knowledge.models.passages import PASSAGES, Passage, Word
from frontoffice.knowledge.models.policy import Cause, Expected, Fault, PolicyResult, PolicyRun, PolicyTest
from frontoffice.knowledge.models.questions import (
    AnswerGiven,
    GapStatus,
    KnowledgeGap,
    Outcome,
    Question,
    Usefulness,
)
from frontoffice.knowledge.models.synonyms import Synonym
from frontoffice.knowledge.models.trust import Calibration, Mode, Threshold

__all__ = [
    "INTERPRETATIONS",
    "PASSAGES",
    "AnswerGiven",
    "Article",
    "ArticleVersion",
    "Audience",
    "Calibration",
    "Cause",
    "Confidentiality",
    "Expected",
    "Fault",
    "Form",
    "GapStatus",
    "Interpretation",
    "Kind",
    "KnowledgeGap",
    "Mode",
    "Outcome",
    "Passage",
    "PolicyResult",
    "PolicyRun",
    "PolicyTest",
    "Question",
    "Status",
    "Synonym",
    "Threshold",
    "Usefulness",
    "Word",
]
