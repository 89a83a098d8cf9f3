"""What goes back of a case: all of it to colleagues; to its followers what they said and what went out to them."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel

from frontoffice.authority.registry import shown, shown_in_lists
from frontoffice.cases import (
    clocks,
    listings,
    presenters,
    presenters_desk,
    presenters_lists,
    presenters_matters,
    presenters_papers,
    presenters_types,
)
from frontoffice.cases.models import Case, Topic
from frontoffice.cases.queries import named
from frontoffice.cases.queries.timeline import Entry, timeline, timeline_for_customer
from frontoffice.foundation.models import Actor

__all__ = [
    "listings",
    "named",
    "presenters",
    "presenters_desk",
    "presenters_lists",
    "presenters_matters",
    "presenters_papers",
    "presenters_types",
]  # declared there, loaded with this floor


class FileOut(BaseModel):
    reference: str
    name: str
    size: int


class CitationOut(BaseModel):
    """What a reply rests on: the passage's reference, its address within the article, and since when it counts."""

    passage: str
    title: str
    citation: str
    anchor: str
    effective_from: date


class CustomerEntryOut(BaseModel):
    """`kind`: post (the customer's words), reply, resolved, reopened."""

    kind: Literal["post", "reply", "resolved", "reopened"]
    at: datetime
    text: str
    citations: list[CitationOut]
    files: list[FileOut]


class StaffEntryOut(BaseModel):
    """`kind` is the fact's name; `status` that of a reply's message; `acting_for` whom `by` stood in for."""

    kind: str
    at: datetime
    by: str
    acting_for: str
    text: str
    note: str
    status: str
    citations: list[CitationOut]
    files: list[FileOut]


class CustomerCaseOut(BaseModel):
    """A case as its asker sees it. `due_on` is the day by which to expect an answer."""

    view: Literal["customer"] = "customer"
    reference: str
    number: str
    subject: str
    status: str
    topic: str
    unit: str
    received_on: date
    due_on: date
    resolution_code: str
    resolution: str
    reopens_until: datetime | None
    entries: list[CustomerEntryOut]


class StaffCaseOut(BaseModel):
    """A case as colleagues see it."""

    view: Literal["staff"] = "staff"
    reference: str
    number: str
    subject: str
    type: str
    fields: dict[str, Any]
    stage: str
    status: str
    priority: int
    complexity: int
    confidential: bool
    attention: str
    topic: str
    unit: str
    channel: str
    language: str
    received_on: date
    due_on: date
    assignee: str | None
    assignee_name: str
    customer: str | None
    asker_name: str
    reply_to: str
    phone: str
    resolution_code: str
    resolution: str
    version: int
    entries: list[StaffEntryOut]


class TopicOut(BaseModel):
    reference: str
    code: str
    name: str
    unit: str
    service_days: int


@shown(Case)
def case_out(case: Case, by: Actor) -> StaffCaseOut | CustomerCaseOut:
    """Notes, names of colleagues and what has not gone out never leave the agency."""
    return _for_staff(case) if by.is_staff else _for_customer(case)


class CaseInListOut(BaseModel):
    """A case among others: without its record, which comes with the case itself."""

    reference: str
    number: str
    subject: str
    status: str
    topic: str
    unit: str
    received_on: date
    due_on: date


@shown_in_lists(Case)
def case_in_list_out(case: Case, by: Actor) -> CaseInListOut:
    """The same for colleagues and followers: nothing that only colleagues may know."""
    return CaseInListOut(
        reference=case.reference,
        number=case.number,
        subject=case.subject,
        status=case.status,
        topic=case.topic.name,
        unit=case.unit.name,
        received_on=case.received_on,
        due_on=case.due_on,
    )


@shown(Topic)
def topic_out(topic: Topic, by: Actor) -> TopicOut:
    return TopicOut(
        reference=topic.reference,
        code=topic.code,
        name=topic.name,
        unit=topic.unit.name,
        service_days=topic.service_days,
    )


def _for_customer(case: Case) -> CustomerCaseOut:
    return CustomerCaseOut(
        reference=case.reference,
        number=case.number,
        subject=case.subject,
        status=case.status,
        topic=case.topic.name,
        unit=case.unit.name,
        received_on=case.received_on,
        due_on=case.due_on,
        resolution_code=case.resolution_code,
        resolution=case.resolution,
        reopens_until=clocks.reopen_until(case.resolved_at) if case.resolved_at is not None else None,
        entries=[_customer_entry(entry) for entry in timeline_for_customer(case)],
    )


def _for_staff(case: Case) -> StaffCaseOut:
    assignee = case.assignee
    return StaffCaseOut(
        reference=case.reference,
        number=case.number,
        subject=case.subject,
        type=case.type.type.code,
        fields=case.fields,
        stage=case.stage,
        status=case.status,
        priority=case.priority,
        complexity=case.complexity,
        confidential=case.confidential,
        attention=case.attention,
        topic=case.topic.code,
        unit=case.unit.code,
        channel=case.channel,
        language=case.language,
        received_on=case.received_on,
        due_on=case.due_on,
        assignee=assignee.reference if assignee is not None else None,
        assignee_name=assignee.actor.name if assignee is not None else "",
        customer=case.customer.reference if case.customer is not None else None,
        asker_name=case.asker_name,
        reply_to=case.reply_to,
        phone=case.phone,
        resolution_code=case.resolution_code,
        resolution=case.resolution,
        version=case.version,
        entries=[_staff_entry(entry) for entry in timeline(case, limit=1000).entries],
    )


KINDS: dict[str, Literal["post", "reply", "resolved", "reopened"]] = {
    "CaseOpened": "post",
    "PostAdded": "post",
    "ReplyWentOut": "reply",
    "CaseResolved": "resolved",
    "CaseReopened": "reopened",
}


def _customer_entry(entry: Entry) -> CustomerEntryOut:
    kind = KINDS[entry.name]
    return CustomerEntryOut(
        kind=kind,
        at=entry.at,
        text=_text(entry),
        citations=_citations(entry),
        files=_files(entry),
    )


def _staff_entry(entry: Entry) -> StaffEntryOut:
    return StaffEntryOut(
        kind=entry.name,
        at=entry.at,
        by=entry.by.name,
        acting_for=entry.acting_for.name if entry.acting_for is not None else "",
        text="" if entry.name == "ReplyWentOut" else _text(entry),
        note=entry.note.text if entry.note is not None else "",
        status=entry.message.status if entry.message is not None else "",
        citations=_citations(entry),
        files=_files(entry),
    )


def _text(entry: Entry) -> str:
    """The words that came with this very fact; what happens to a reply later does not repeat them."""
    if entry.name in {"CaseOpened", "PostAdded"} and entry.post is not None:
        return entry.post.text
    if entry.name in {"ReplyWritten", "ReplyWentOut"} and entry.message is not None:
        return entry.message.body
    return entry.resolution.text if entry.resolution is not None else ""


def _citations(entry: Entry) -> list[CitationOut]:
    return [
        CitationOut(
            passage=citation.passage.reference,
            title=citation.passage.version.title,
            citation=citation.passage.version.citation,
            anchor=citation.passage.anchor,
            effective_from=citation.passage.version.effective_from,
        )
        for citation in entry.citations
    ]


def _files(entry: Entry) -> list[FileOut]:
    return [
        FileOut(reference=one.file.reference, name=one.file.name, size=one.file.size)
        for one in entry.attachments
    ]
