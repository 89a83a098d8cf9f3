"""The nouns of the knowledge room."""

from frontoffice.knowledge.models.articles import Article, ArticleVersion, Audience, Form, Kind, Status
from frontoffice.knowledge.models.gaps import GapGroup
from frontoffice.knowledge.models.interpretations import INTERPRETATIONS, Confidentiality, Interpretation
from frontoffice.knowledge.models.passages import PASSAGES, Passage, Word
from frontoffice.knowledge.models.questions import (
    GAPS,
    AnswerGiven,
    GapStatus,
    KnowledgeGap,
    Outcome,
    Question,
    Usefulness,
)
from frontoffice.knowledge.models.setting_right import SetRight, Way

__all__ = [
    "GAPS",
    "INTERPRETATIONS",
    "PASSAGES",
    "AnswerGiven",
    "Article",
    "ArticleVersion",
    "Audience",
    "Confidentiality",
    "Form",
    "GapGroup",
    "GapStatus",
    "Interpretation",
    "Kind",
    "KnowledgeGap",
    "Outcome",
    "Passage",
    "Question",
    "SetRight",
    "Status",
    "Usefulness",
    "Way",
    "Word",
]
