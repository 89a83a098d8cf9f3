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
from frontoffice.knowledge.models.gaps import GapGroup
from frontoffice.knowledge.models.imports import Difference, Import, ImportedText, ImportState
from frontoffice.knowledge.models.interpretations import INTERPRETATIONS, Confidentiality, Interpretation
from frontoffice.knowledge.models.keeping import Review, Revision, Verdict
from frontoffice.knowledge.models.meaning import PassageVector, SentenceModel
from frontoffice.knowledge.models.passages import PASSAGES, Passage, Word
from frontoffice.knowledge.models.policy import Cause, Expected, Fault, PolicyResult, PolicyRun, PolicyTest
from frontoffice.knowledge.models.questions import (
    GAPS,
    AnswerGiven,
    GapStatus,
    KnowledgeGap,
    NotRewritten,
    Outcome,
    Question,
    Usefulness,
)
from frontoffice.knowledge.models.reading import Acknowledgment, Circulation, Purpose, Reminder
from frontoffice.knowledge.models.setting_right import SetRight, Way
from frontoffice.knowledge.models.synonyms import Synonym
from frontoffice.knowledge.models.terms import Term
from frontoffice.knowledge.models.trust import Calibration, Mode, Threshold

__all__ = [
    "GAPS",
    "INTERPRETATIONS",
    "PASSAGES",
    "WORKED_BY",
    "Acknowledgment",
    "AnswerGiven",
    "Article",
    "ArticleVersion",
    "Audience",
    "Calibration",
    "Cause",
    "Change",
    "Circulation",
    "Confidentiality",
    "Difference",
    "Expected",
    "Fault",
    "Form",
    "GapGroup",
    "GapStatus",
    "Import",
    "ImportState",
    "ImportedText",
    "Interpretation",
    "Kind",
    "KnowledgeGap",
    "Mode",
    "NotRewritten",
    "Outcome",
    "Passage",
    "PassageVector",
    "PolicyResult",
    "PolicyRun",
    "PolicyTest",
    "Purpose",
    "Question",
    "Reminder",
    "Review",
    "Revision",
    "SentenceModel",
    "SetRight",
    "Status",
    "Synonym",
    "Term",
    "Threshold",
    "Usefulness",
    "Verdict",
    "Way",
    "Word",
]
