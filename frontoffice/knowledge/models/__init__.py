"""The nouns of the knowledge room."""

from frontoffice.knowledge.models.articles import Article, ArticleVersion, Audience, Form, Kind, Status
from frontoffice.knowledge.models.interpretations import INTERPRETATIONS, Confidentiality, Interpretation
from frontoffice.knowledge.models.meaning import PassageVector, SentenceModel
from frontoffice.knowledge.models.passages import PASSAGES, Passage, Word
from frontoffice.knowledge.models.questions import (
    AnswerGiven,
    GapStatus,
    KnowledgeGap,
    Outcome,
    Question,
    Usefulness,
)
from frontoffice.knowledge.models.setting_right import SetRight, Way

__all__ = [
    "INTERPRETATIONS",
    "PASSAGES",
    "AnswerGiven",
    "Article",
    "ArticleVersion",
    "Audience",
    "Confidentiality",
    "Form",
    "GapStatus",
    "Interpretation",
    "Kind",
    "KnowledgeGap",
    "Outcome",
    "Passage",
    "PassageVector",
    "Question",
    "SentenceModel",
    "SetRight",
    "Status",
    "Usefulness",
    "Way",
    "Word",
]
