"""The nouns of the cases room: topics, cases, and what is on record of them."""

from frontoffice.cases.models.assistance import Advice, AdviceKind, CoWorker, HelpRequest
from frontoffice.cases.models.batches import (
    Batch,
    Difference,
    Item,
    ItemState,
    KeyedRecord,
    Keying,
    PaperForm,
)
from frontoffice.cases.models.cases import CASES, Attention, Case, Follower, ResolutionCode, Status
from frontoffice.cases.models.documents import Document, DocumentVersion, SignOff
from frontoffice.cases.models.first_contacts import FirstContact
from frontoffice.cases.models.links import CaseLink, LinkKind, Merge, Split, SplitPost
from frontoffice.cases.models.presence import KeptDraft, Looking
from frontoffice.cases.models.problems import (
    AnswerPart,
    AnswerText,
    Finding,
    PartState,
    Problem,
    ProblemAnswer,
    Report,
)
from frontoffice.cases.models.record import (
    POSTS,
    AfterReply,
    Attachment,
    CaseContact,
    CaseMessage,
    CorrectedAnswer,
    Note,
    Post,
    Resolution,
)
from frontoffice.cases.models.tasks import Checklist, Step, Task, TaskState
from frontoffice.cases.models.topics import Topic, TopicName
from frontoffice.cases.models.watching import Watch, WatchReason

__all__ = [
    "CASES",
    "POSTS",
    "Advice",
    "AdviceKind",
    "AfterReply",
    "AnswerPart",
    "AnswerText",
    "Attachment",
    "Attention",
    "Batch",
    "Case",
    "CaseContact",
    "CaseLink",
    "CaseMessage",
    "Checklist",
    "CoWorker",
    "CorrectedAnswer",
    "Difference",
    "Document",
    "DocumentVersion",
    "Finding",
    "FirstContact",
    "Follower",
    "HelpRequest",
    "Item",
    "ItemState",
    "KeptDraft",
    "KeyedRecord",
    "Keying",
    "LinkKind",
    "Looking",
    "Merge",
    "Note",
    "PaperForm",
    "PartState",
    "Post",
    "Problem",
    "ProblemAnswer",
    "Report",
    "Resolution",
    "ResolutionCode",
    "SignOff",
    "Split",
    "SplitPost",
    "Status",
    "Step",
    "Task",
    "TaskState",
    "Topic",
    "TopicName",
    "Watch",
    "WatchReason",
]
