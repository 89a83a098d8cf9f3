"""The nouns of the knowledge room."""

from frontoffice.knowledge.models.articles import (
    WORKED_BY,
    Article,
    ArticleVersion,
    Audience,
    Change,
    Form,
    Kind,
    Status,
)
from frontoffice.knowledge.models.interpretations import INTERPRETATIONS, Confidentiality, Interpretation
from frontoffice.knowledge.models.keeping import Review, Revision, Verdict
from frontoffice.knowledge.models.passages import PASSAGES, Passage, Word
from frontoffice.knowledge.models.questions import (
    AnswerGiven,
    GapStatus,
    KnowledgeGap,
    Outcome,
    Question,
    Usefulness,
)
from frontoffice.knowledge.models.reading import Acknowledgment, Circulation, Purpose, Reminder
from frontoffice.knowledge.models.setting_right import SetRight, Way

__all__ = [
    "INTERPRETATIONS",
    "PASSAGES",
    "WORKED_BY",
    "Acknowledgment",
    "AnswerGiven",
    "Article",
    "ArticleVersion",
    "Audience",
    "Change",
    "Circulation",
    "Confidentiality",
    "Form",
    "GapStatus",
    "Interpretation",
    "Kind",
    "KnowledgeGap",
    "Outcome",
    "Passage",
    "Purpose",
    "Question",
    "Reminder",
    "Review",
    "Revision",
    "SetRight",
    "Status",
    "Usefulness",
    "Verdict",
    "Way",
    "Word",
]
