"""Opening a case: somebody's words become work with a number, an owner unit and a due date."""

import datetime as dt
from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.authority.signatures import SECRET
from frontoffice.cases import clocks
from frontoffice.cases.actions import keeping_clocks, owing
from frontoffice.cases.actions.filling import LONGEST_FIELDS, checked, read, type_for
from frontoffice.cases.actions.following import PURPOSE, add_follower
from frontoffice.cases.actions.keeping_clocks import Standard, first_due, standard_of
from frontoffice.cases.actions.keeping_topics import topic_of
from frontoffice.cases.actions.recording import office_of, post_of_customer, said
from frontoffice.cases.actions.tasking import copy_on_opening
from frontoffice.cases.events import CaseOpened
from frontoffice.cases.lifecycles import lifecycle_of
from frontoffice.cases.models import Case, Topic
from frontoffice.contacts.actions.taking_contacts import close, new_contact
from frontoffice.contacts.models import Channel, Contact, Outcome
from frontoffice.customers.actions.registering import known_or_new, normalized
from frontoffice.customers.models import Party, PointKind
from frontoffice.foundation import numbers
from frontoffice.foundation.crypto import keyed_hash
from frontoffice.foundation.events import announce
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.references import normalize_code
from frontoffice.foundation.refusals import BadInput
from frontoffice.foundation.statements import Statement
from frontoffice.knowledge.models import Question

SERIES = "case"
numbers.declare(SERIES, "C-{year}-{number:06}")
LONGEST_SUBJECT = 200
SHORT_SUBJECT = 80
Language = Annotated[str, Field(pattern="^[a-z]{2,3}(-[a-zA-Z]{2,4})?$")]


class ChannelNotYours(BadInput):
    message = _("What comes through the website or a program is received by web.")
    field = "channel"


class DateNotYours(BadInput):
    message = _("Only a representative can enter when something was received.")
    field = "received_on"


class SubjectTooLong(BadInput):
    message = _("Keep the subject under 200 characters.")
    field = "subject"


def _unit_of_topic(call: SimpleNamespace) -> int | None:
    """For grants that hold for one unit: the unit that the topic goes to."""
    return _UNIT_OF_TOPIC.first(code=call.topic)


def _unit_of(*, code: str) -> QuerySet[Topic, int | None]:
    return Topic.objects.filter(code=code).values_list("unit_id", flat=True)


_UNIT_OF_TOPIC = Statement(_unit_of, code=str)


@action(
    "cases.open_case",
    title=_("Open a case"),
    open_to=["anonymous", "customer", "service"],
    unit=_unit_of_topic,
)
def open_case(
    *,
    text: Annotated[str, Field(min_length=1, max_length=20_000)],
    topic: Annotated[str, Field(max_length=60)],
    subject: Annotated[str, Field(max_length=LONGEST_SUBJECT)] = "",
    name: Annotated[str, Field(max_length=200)] = "",
    email: Annotated[str, Field(max_length=254)] = "",
    phone: Annotated[str, Field(max_length=40)] = "",
    language: Language = "en",
    customer: Party | None = None,
    question: Question | None = None,
    contact: Contact | None = None,
    files: list[StoredFile] | None = None,
    access_code: Annotated[str, Field(max_length=100, json_schema_extra=SECRET)] = "",
    channel: Channel = Channel.WEB,
    received_on: dt.date | None = None,
    type: Annotated[str, Field(max_length=40)] = "",
    fields: Annotated[str, Field(max_length=LONGEST_FIELDS)] = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Put a matter on record from its first words. Nobody has to say who they are (INQ-11).

    `topic` is a code; an empty subject comes from the text; a name with a way to reach them makes a customer on file.
    `access_code`, chosen by the edge and kept as a hash, lets its holder follow the case. A contact that is given ends
    here; without one, one is recorded (INQ-2). `type` is the code of a case type, else the topic's; `fields`, a JSON
    object, what that type asks for: only colleagues have to fill in what is required. Raises what its parts raise.
    """
    _check_edge(channel, received_on, by)
    text = said(text)
    case = Case(subject=_subject(subject, text), channel=channel, language=language, question=question)
    case.asker_name, case.customer = name.strip(), customer
    case.reply_to, case.phone = _tidy(PointKind.EMAIL, email), _tidy(PointKind.PHONE, phone)
    case.access_code_hash = keyed_hash(_code(access_code), purpose=PURPOSE) if access_code else ""
    _set_type(case, topic_of(topic), type, fields, by=by)
    standard = _set_clock(case, received_on, at=at)
    _set_customer(case, by=by, at=at)
    _begin_record(case, text, files or [], contact, by=by, at=at)
    keeping_clocks.start(case, standard)
    return case


def _set_type(case: Case, topic: Topic, code: str, given: str, *, by: Actor) -> None:
    """What it is, where it begins, what it weighs: by its type, and at least as complex as its topic."""
    kind = type_for(topic, code)
    case.topic, case.unit, case.type = topic, topic.unit, kind
    case.fields = checked(kind.schema, read(given), whole=by.is_staff)
    case.stage = lifecycle_of(case).initial
    case.priority, case.complexity = kind.priority, max(kind.complexity, topic.complexity)
    case.confidential = kind.confidential


def _set_clock(case: Case, received_on: dt.date | None, *, at: datetime) -> Standard:
    """Since when, and until when it is due."""
    received = clocks.received(case.unit, received_on, at=at)
    case.received_at, case.received_on, case.recorded_at = received.at, received.on, at
    standard = standard_of(case.topic, case.priority)
    case.due_on = first_due(case, standard)
    return standard


def _set_customer(case: Case, *, by: Actor, at: datetime) -> None:
    """The customer on file whom the asker's words name, where none was given; and a name where only that one was."""
    case.customer = case.customer or known_or_new(
        name=case.asker_name, email=case.reply_to, phone=case.phone, language=case.language, by=by, at=at
    )
    if case.customer is not None and not case.asker_name:
        case.asker_name = case.customer.name


def _begin_record(
    case: Case, text: str, files: list[StoredFile], contact: Contact | None, *, by: Actor, at: datetime
) -> None:
    """The number, taken late; the first post in its contact, the asker as follower, and the fact.

    Who opens a case waits for the number until the one before is committed: what can be written before it, is.
    """
    contact = contact or new_contact(
        channel=Channel(case.channel),
        language=case.language,
        customer=case.customer,
        purposes=[case.topic.code],
        office=office_of(by),
        outcome=Outcome.CASE,
        by=by,
        at=at,
    )
    case.number = numbers.take(series=SERIES, year=clocks.today(case.unit, at).year, at=at)
    insert(case)
    post = post_of_customer(case, text, files, contact, by=by, at=at)
    opened = CaseOpened(case_id=case.pk, post_id=post.pk, contact_id=contact.pk, channel=case.channel)
    owing.begin(case, by=by, at=at)
    announce(opened, about=[case, *([case.customer] if case.customer is not None else [])], by=by, at=at)
    add_follower(case, by=by, at=at)
    copy_on_opening(case, by=by, at=at)
    if contact.ended_at is None:
        close(contact, Outcome.CASE, by=by, at=at)


def _check_edge(channel: Channel, received_on: dt.date | None, by: Actor) -> None:
    if by.is_staff or by.kind == "service":
        return
    if channel != Channel.WEB:
        raise ChannelNotYours
    if received_on is not None:
        raise DateNotYours


def _tidy(kind: PointKind, value: str) -> str:
    """What can be written to or called: an address in lower case, so that it is found again; a number as given."""
    value = value.strip()
    if not value:
        return ""
    normal = normalized(kind, value)
    return normal if kind is PointKind.EMAIL else value


def _code(access_code: str) -> str:
    return normalize_code(access_code) or access_code


def _subject(subject: str, text: str) -> str:
    subject = " ".join(subject.split())
    if len(subject) > LONGEST_SUBJECT:
        raise SubjectTooLong
    if subject:
        return subject
    first = " ".join(text.split())
    return first if len(first) <= SHORT_SUBJECT else first[: SHORT_SUBJECT - 1].rsplit(" ", 1)[0] + "…"
