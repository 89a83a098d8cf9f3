"""The nouns of the cases room: topics, cases, and what is on record of them."""

from frontoffice.cases.models.assistance import Advice, AdviceKind, CoWorker, HelpRequest
from frontoffice.cases.models.cases import CASES, Attention, Case, Follower, ResolutionCode, Status
from frontoffice.cases.models.first_contacts import FirstContact
from frontoffice.cases.models.presence import KeptDraft, Looking
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

__all__ = [
    "CASES",
    "POSTS",
    "Advice",
    "AdviceKind",
    "AfterReply",
    "Attachment",
    "Attention",
    "Case",
    "CaseContact",
    "CaseMessage",
    "Checklist",
    "CoWorker",
    "CorrectedAnswer",
    "FirstContact",
    "Follower",
    "HelpRequest",
    "KeptDraft",
    "Looking",
    "Note",
    "Post",
    "Resolution",
    "ResolutionCode",
    "Status",
    "Step",
    "Task",
    "TaskState",
    "Topic",
    "TopicName",
]
