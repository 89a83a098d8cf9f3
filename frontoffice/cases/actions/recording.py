"""Putting things on a case's record: the rows that several actions write, each inside its caller's transaction."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Attachment, Case, CaseContact, CaseMessage, Note, Post
from frontoffice.cases.queries.to_answer import cases_to_answer, now_has
from frontoffice.contacts.actions.taking_contacts import new_contact
from frontoffice.contacts.models import Channel, Contact, Direction, Outcome
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.foundation.statements import Statement
from frontoffice.foundation.updating import update

MOST_FILES = 10
LONGEST_TEXT = 20_000


class EmptyText(BadInput):
    message = _("Write something first.")
    field = "text"


class TextTooLong(BadInput):
    message = _("This is longer than we can take. Shorten it, or attach it as a file.")
    field = "text"


class TooManyFiles(BadInput):
    message = _("Attach at most 10 files at a time.")
    field = "files"


class FileAlreadyThere(Refused):
    message = _("This file is on the case already.")
    field = "files"


class CaseIsResolved(Refused):
    message = _("This case is resolved. Reopen it first.")


def locked(case: Case) -> Case:
    """The case as it is now, held until the transaction ends; what was read before may be old."""
    return _locked(case, _AS_IT_IS)


def locked_to_answer(case: Case) -> Case:
    """The same with all that an answer names, and marks of what there is of it (`queries.looked_up.has`)."""
    return _locked(case, _TO_ANSWER)


def _locked(case: Case, read: Statement[Case]) -> Case:
    # First the lock alone: PostgreSQL reads a row anew that it had to wait for, but not what was joined to it.
    there = _LOCK.rows(case=case.pk)
    found = read.first(case=case.pk) if there else None
    if found is None:
        raise Case.DoesNotExist
    return found


_LOCK: Statement[int] = Statement(
    lambda *, case: Case.objects.select_for_update().filter(pk=case).values_list("pk", flat=True), case=int
)
_AS_IT_IS: Statement[Case] = Statement(
    lambda *, case: Case.objects.filter(pk=case).select_related(
        "topic", "unit", "customer", "assignee", "assignee__actor", "type__lifecycle__current"
    ),
    case=int,
)
_TO_ANSWER: Statement[Case] = Statement(
    lambda *, case: cases_to_answer().filter(pk=case),
    case=int,
)


def locked_unresolved(case: Case) -> Case:
    """The same, for work that makes no sense on a case that is done. Raises CaseIsResolved."""
    return _unresolved(locked(case))


def unresolved_to_answer(case: Case) -> Case:
    """The case as `locked_to_answer` has it. Raises CaseIsResolved."""
    return _unresolved(locked_to_answer(case))


def _unresolved(case: Case) -> Case:
    if case.resolved_at is not None:
        raise CaseIsResolved
    return case


def save(case: Case, *changed: str) -> None:
    """Write the named fields and count the change."""
    case.version += 1
    update(case, *changed, "version")


def said(text: str) -> str:
    """The text without the blanks around it. Raises EmptyText, TextTooLong."""
    text = text.strip()
    if not text:
        raise EmptyText
    if len(text) > LONGEST_TEXT:
        raise TextTooLong
    return text


def post_of_customer(
    case: Case, text: str, files: list[StoredFile], contact: Contact, *, by: Actor, at: datetime
) -> Post:
    """What the customer said in this contact, with their files. Raises EmptyText, TooManyFiles, FileAlreadyThere."""
    post = insert(Post(case=case, contact=contact, text=said(text), by=by, at=at))
    touch(case, contact)
    attach_all(case, files, post=post, by=by, at=at)
    return post


def note_of(case: Case, text: str, *, by: Actor, at: datetime) -> Note | None:
    """A note where there is something to note: the reason given for an act."""
    return Note.objects.create(case=case, text=said(text), by=by, at=at) if text.strip() else None


def attach_all(
    case: Case,
    files: list[StoredFile],
    *,
    post: Post | None = None,
    message: CaseMessage | None = None,
    note: Note | None = None,
    by: Actor,
    at: datetime,
) -> list[Attachment]:
    """Files on the case's record, with what they came with. Raises TooManyFiles, FileAlreadyThere."""
    if len(files) > MOST_FILES:
        raise TooManyFiles
    if not files:
        return []
    if len({file.pk for file in files}) < len(files) or case.attachments.filter(file__in=files).exists():
        raise FileAlreadyThere
    now_has(case, "files")
    return [
        Attachment.objects.create(case=case, file=file, post=post, message=message, note=note, by=by, at=at)
        for file in files
    ]


def touch(case: Case, contact: Contact) -> None:
    """The contact touches the case (INQ-1)."""
    CaseContact.objects.bulk_create([CaseContact(case=case, contact=contact)], ignore_conflicts=True)


def whole_contact(
    case: Case,
    *,
    channel: Channel,
    direction: Direction = Direction.INBOUND,
    outcome: Outcome = Outcome.CASE,
    by: Actor,
    at: datetime,
) -> Contact:
    """An exchange about the case that begins and ends here, with its purpose and outcome (INQ-2)."""
    contact = new_contact(
        channel=channel,
        direction=direction,
        outcome=outcome,
        language=case.language,
        customer=case.customer,
        purposes=[case.topic.code],
        office=office_of(by),
        by=by,
        at=at,
    )
    insert(CaseContact(case=case, contact=contact))
    return contact


def office_of(by: Actor) -> int | None:
    """The id of where a colleague works; None for everybody else."""
    member = member_of(by)
    return member.office_id if member is not None else None


def member_of(by: Actor) -> StaffMember | None:
    """The colleague who acts; None for everybody else. No query where it was loaded with the actor."""
    return getattr(by, "staff_member", None) if by.is_staff else None
