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
from frontoffice.cases.models.bulk import Bulk, BulkPart, BulkState
from frontoffice.cases.models.cases import (
    CASE_PARTS,
    CASES,
    Attention,
    Case,
    Follower,
    ResolutionCode,
    Status,
)
from frontoffice.cases.models.changes import CaseChange
from frontoffice.cases.models.clocks import (
    AWAITING_CUSTOMER,
    FIRST_ANSWER,
    RESOLUTION,
    Clock,
    ClockStop,
    StopReason,
)
from frontoffice.cases.models.documents import Document, DocumentVersion, SignOff
from frontoffice.cases.models.first_contacts import FirstContact
from frontoffice.cases.models.lifecycles import STANDARD, Lifecycle, LifecycleVersion
from frontoffice.cases.models.links import CaseLink, LinkKind, Merge, Split, SplitPost
from frontoffice.cases.models.macros import Macro, MacroVersion
from frontoffice.cases.models.modules import TextModule, TextModuleVersion
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
from frontoffice.cases.models.saved_views import SavedView
from frontoffice.cases.models.tasks import Checklist, Step, Task, TaskState
from frontoffice.cases.models.topics import Topic, TopicName, TopicStandard, TopicVersion
from frontoffice.cases.models.triggers import (
    TIMED,
    Firing,
    FiringState,
    Trigger,
    TriggerOn,
    TriggerVersion,
)
from frontoffice.cases.models.types import GENERAL, CaseType, CaseTypeVersion, Complexity, Priority
from frontoffice.cases.models.watching import Watch, WatchReason

__all__ = [
    "AWAITING_CUSTOMER",
    "CASES",
    "CASE_PARTS",
    "FIRST_ANSWER",
    "GENERAL",
    "POSTS",
    "RESOLUTION",
    "STANDARD",
    "TIMED",
    "Advice",
    "AdviceKind",
    "AfterReply",
    "AnswerPart",
    "AnswerText",
    "Attachment",
    "Attention",
    "Batch",
    "Bulk",
    "BulkPart",
    "BulkState",
    "Case",
    "CaseChange",
    "CaseContact",
    "CaseLink",
    "CaseMessage",
    "CaseType",
    "CaseTypeVersion",
    "Checklist",
    "Clock",
    "ClockStop",
    "CoWorker",
    "Complexity",
    "CorrectedAnswer",
    "Difference",
    "Document",
    "DocumentVersion",
    "Finding",
    "Firing",
    "FiringState",
    "FirstContact",
    "Follower",
    "HelpRequest",
    "Item",
    "ItemState",
    "KeptDraft",
    "KeyedRecord",
    "Keying",
    "Lifecycle",
    "LifecycleVersion",
    "LinkKind",
    "Looking",
    "Macro",
    "MacroVersion",
    "Merge",
    "Note",
    "PaperForm",
    "PartState",
    "Post",
    "Priority",
    "Problem",
    "ProblemAnswer",
    "Report",
    "Resolution",
    "ResolutionCode",
    "SavedView",
    "SignOff",
    "Split",
    "SplitPost",
    "Status",
    "Step",
    "StopReason",
    "Task",
    "TaskState",
    "TextModule",
    "TextModuleVersion",
    "Topic",
    "TopicName",
    "TopicStandard",
    "TopicVersion",
    "Trigger",
    "TriggerOn",
    "TriggerVersion",
    "Watch",
    "WatchReason",
]
