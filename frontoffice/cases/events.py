"""What others may learn of cases."""

from frontoffice.foundation.events import fact


@fact("cases.TopicDefined")
class TopicDefined:
    topic_id: int
    unit_id: int
    service_days: int
    active: bool


@fact("cases.TopicMoved")
class TopicMoved:
    """From under one topic to under another; None is the top."""

    topic_id: int
    from_topic_id: int | None
    to_topic_id: int | None


@fact("cases.TopicRetired")
class TopicRetired:
    topic_id: int
    open_cases: int


@fact("cases.TopicOffered")
class TopicOffered:
    """A topic that was retired is on offer again."""

    topic_id: int


@fact("cases.StandardSet")
class StandardSet:
    """Days of a topic's service standard at a priority; 0 where there is none of its own any more."""

    topic_id: int
    priority: int
    service_days: int


@fact("cases.DraftKept")
class DraftKept:
    """A draft of a lifecycle or of a case type: `kind` says which, `number` is the version's."""

    kind: str
    version_id: int
    number: int


@fact("cases.LifecyclePublished")
class LifecyclePublished:
    lifecycle_id: int
    version_id: int
    removed: int


@fact("cases.CaseTypePublished")
class CaseTypePublished:
    type_id: int
    version_id: int


@fact("cases.StopReasonDefined")
class StopReasonDefined:
    stop_reason_id: int
    active: bool


@fact("cases.ClockMissed")
class ClockMissed:
    case_id: int
    clock_id: int
    kind: str


@fact("cases.TopicNamed")
class TopicNamed:
    topic_id: int
    language: str


@fact("cases.CaseOpened")
class CaseOpened:
    case_id: int
    post_id: int
    contact_id: int
    channel: str


@fact("cases.StageChanged")
class StageChanged:
    """Somebody took the case along a way of its lifecycle. `old` and `new` are codes of stages."""

    case_id: int
    old: str
    new: str
    note_id: int | None


@fact("cases.CaseWeighed")
class CaseWeighed:
    """Priority (1 urgent to 4 low) or complexity (1 to 3) was set: `what` says which."""

    case_id: int
    what: str
    old: int
    new: int
    note_id: int | None


@fact("cases.FieldsChanged")
class FieldsChanged:
    """Fields of the case's type were filled in or changed; the values are in the changes from `first_id` on."""

    case_id: int
    first_id: int
    count: int
    note_id: int | None


@fact("cases.CaseFollowed")
class CaseFollowed:
    case_id: int
    follower_id: int


@fact("cases.PostAdded")
class PostAdded:
    case_id: int
    post_id: int
    contact_id: int
    channel: str


@fact("cases.CaseTaken")
class CaseTaken:
    case_id: int
    staff_member_id: int


@fact("cases.CaseAssigned")
class CaseAssigned:
    case_id: int
    staff_member_id: int
    note_id: int | None


@fact("cases.CaseReleasedToUnit")
class CaseReleasedToUnit:
    case_id: int
    unit_id: int
    note_id: int | None


@fact("cases.NoteAdded")
class NoteAdded:
    case_id: int
    note_id: int


@fact("cases.FileAttached")
class FileAttached:
    case_id: int
    attachment_id: int


@fact("cases.ReplyWritten")
class ReplyWritten:
    """A reply was written; it may still have to be approved."""

    case_id: int
    message_id: int


@fact("cases.ReplyWentOut")
class ReplyWentOut:
    """A reply is on its way; the customer has been answered in this contact."""

    case_id: int
    message_id: int
    contact_id: int


@fact("cases.ReplyInTrouble")
class ReplyInTrouble:
    """A reply was declined, could not be delivered, or may not have arrived."""

    case_id: int
    message_id: int
    attention: str


@fact("cases.AttentionSettled")
class AttentionSettled:
    case_id: int
    attention: str


@fact("cases.CaseResolved")
class CaseResolved:
    case_id: int
    resolution_id: int
    code: str


@fact("cases.CaseReopened")
class CaseReopened:
    """By the customer's post, by a colleague who gave a reason in a note, or because a reply did not arrive."""

    case_id: int
    post_id: int | None
    note_id: int | None


@fact("cases.TopicChanged")
class TopicChanged:
    case_id: int
    from_topic_id: int
    to_topic_id: int
    from_unit_id: int
    to_unit_id: int
    note_id: int | None


@fact("cases.CustomerLinked")
class CustomerLinked:
    case_id: int
    party_id: int
    from_party_id: int | None


@fact("cases.HelpAsked")
class HelpAsked:
    """Of one colleague, or (`staff_member_id` empty) of those who advise in the asker's unit."""

    case_id: int
    help_request_id: int
    note_id: int
    staff_member_id: int | None


@fact("cases.HelpClosed")
class HelpClosed:
    case_id: int
    help_request_id: int


@fact("cases.AdviceGiven")
class AdviceGiven:
    """`kind` is advice or draft; the request that it answers, if any."""

    case_id: int
    advice_id: int
    note_id: int
    kind: str
    help_request_id: int | None


@fact("cases.CoWorkerJoined")
class CoWorkerJoined:
    case_id: int
    staff_member_id: int


@fact("cases.CoWorkerLeft")
class CoWorkerLeft:
    case_id: int
    staff_member_id: int


@fact("cases.FirstContactNamed")
class FirstContactNamed:
    first_contact_id: int
    staff_member_id: int
    public: bool


@fact("cases.FirstContactEnded")
class FirstContactEnded:
    first_contact_id: int


@fact("cases.ContactJoined")
class ContactJoined:
    """A contact that went on by itself belongs to the case."""

    case_id: int
    contact_id: int
    note_id: int | None
