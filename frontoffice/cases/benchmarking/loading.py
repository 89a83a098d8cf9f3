"""Filling the database: cases of two years with ten entries each, written in bulk, as they would be after years."""

import datetime as dt
import random
import time
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from frontoffice.authority.models import StaffMember, WorkItem
from frontoffice.cases.actions.opening import SERIES
from frontoffice.cases.benchmarking import agency
from frontoffice.cases.benchmarking.rows import Table
from frontoffice.cases.benchmarking.vocabulary import Writer
from frontoffice.cases.models import (
    RESOLUTION,
    Case,
    CaseContact,
    CaseMessage,
    Clock,
    Note,
    Post,
    Resolution,
    Topic,
)
from frontoffice.cases.queries.types import general_type
from frontoffice.contacts.models import Contact
from frontoffice.correspondence.models import Message
from frontoffice.customers.models import ContactPoint, Party
from frontoffice.foundation import files, numbers
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event, EventSubject, NumberSeries

ENTRIES = 10
CASES_EACH = 4  # of one customer
AT_ONCE = 5_000
DAYS = 730
MOSTLY_DONE = 0.75
KINDS: tuple[Any, ...] = (
    Party,
    ContactPoint,
    Case,
    Contact,
    CaseContact,
    Post,
    Note,
    Message,
    CaseMessage,
    Resolution,
)
KINDS += (Event, EventSubject, Clock, WorkItem)


@dataclass
class Load:
    """What one filling works with."""

    at: dt.datetime
    draw: random.Random
    write: Writer
    topics: list[Topic]
    members: dict[int, list[StaffMember]]
    eml: int
    type: int
    year: int
    tables: dict[Any, Table] = field(default_factory=lambda: {kind: Table(kind) for kind in KINDS})
    parties: list[tuple[int, str, str]] = field(default_factory=list)


def filled(*, at: dt.datetime) -> int:
    """How many cases an earlier filling wrote."""
    series = NumberSeries.objects.filter(name=SERIES, year=at.year - 1).first()
    return series.last if series is not None else 0


def fill(cases: int, *, at: dt.datetime) -> float:
    """Write cases until there are so many; returns the seconds that it took."""
    started, there = time.monotonic(), filled(at=at)
    draw = random.Random(5 + there)  # noqa: S311 - rows of a measurement
    topics, members = agency.places()
    eml = files.store(b"measured", name="m.txt", by=service("correspondence"), at=at)
    load = Load(at, draw, Writer(seed=6 + there), topics, members, eml.pk, general_type().pk, at.year - 1)
    for begin in range(there, cases, AT_ONCE):
        with transaction.atomic():
            for number in range(begin, min(begin + AT_ONCE, cases)):
                _case(load, number)
            for table in load.tables.values():
                table.flush()
    _count_on(load, cases)
    return time.monotonic() - started


def _count_on(load: Load, cases: int) -> None:
    for table in load.tables.values():
        table.finish()
    NumberSeries.objects.update_or_create(
        name=SERIES, year=load.year, scope="", defaults={"last": cases, "last_taken_at": load.at}
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _party(load: Load, number: int) -> tuple[int, str, str]:
    """The customer of this case; each has a few."""
    if number % CASES_EACH == 0:
        name = load.write.name()
        email = f"{name.lower().replace(' ', '.')}.{number}@example.org"
        by = service_id(load)
        pk = load.tables[Party].add(
            name=name, since=(load.at - dt.timedelta(days=DAYS)).date(), registered_by_id=by
        )
        load.tables[ContactPoint].add(
            party_id=pk, kind="email", value=email, normal=email, from_at=load.at - dt.timedelta(days=DAYS)
        )
        load.parties = [(pk, name, email)]
    return load.parties[0]


def service_id(load: Load) -> int:
    """Who wrote what nobody in particular wrote."""
    return next(iter(load.members.values()))[0].actor_id


def _case(load: Load, number: int) -> None:
    """One case: half a dozen acts of a colleague, and what the customer said."""
    party, name, email = _party(load, number)
    topic = load.draw.choice(load.topics)
    member = load.draw.choice(load.members[topic.unit_id])
    done = load.draw.random() < MOSTLY_DONE
    opened = load.at - dt.timedelta(days=load.draw.uniform(60, DAYS) if done else load.draw.uniform(0.1, 30))
    status = "resolved" if done else load.draw.choice(("new", "open", "open", "waiting"))
    moments = [opened + dt.timedelta(minutes=7 * step) for step in range(ENTRIES + 1)]
    due_on = opened.date() + dt.timedelta(days=topic.service_days + load.draw.randrange(10))
    case = load.tables[Case].add(
        number=numbers.written(SERIES, number + 1, year=load.year),
        subject=load.write.text(5),
        topic_id=topic.pk,
        type_id=load.type,
        stage=status,
        status=status,
        channel="email",
        received_at=opened,
        received_on=opened.date(),
        recorded_at=opened,
        due_on=due_on,
        waiting_since=opened.date() if status == "waiting" else None,
        customer_id=party,
        asker_name=name,
        reply_to=email,
        unit_id=topic.unit_id,
        assignee_id=None if status == "new" else member.pk,
        resolution_code="answered" if done else "",
        resolved_at=moments[-1] if done else None,
        version=ENTRIES,
    )
    _record(load, case, party, member, moments, done=done)
    _owed(load, case, topic, member, moments, due_on, status)


def _owed(
    load: Load,
    case: int,
    topic: Topic,
    member: StaffMember,
    moments: list[dt.datetime],
    due_on: dt.date,
    status: str,
) -> None:
    """Its clock, and what it leaves somebody to do."""
    done = moments[-1] if status == "resolved" else None
    load.tables[Clock].add(
        case_id=case,
        kind=RESOLUTION,
        unit=topic.service_unit,
        days=topic.service_days,
        started_at=moments[0],
        started_on=moments[0].date(),
        due_on=due_on,
        done_at=done,
        done_on=done.date() if done is not None else None,
    )
    if status in {"new", "open"}:
        load.tables[WorkItem].add(
            kind="cases.case",
            about_kind="cases.case",
            about_id=case,
            page="",
            title=f"Case {case}",
            member_id=member.pk if status == "open" else None,
            unit_id=topic.unit_id,
            due_at=dt.datetime.combine(due_on, dt.time(23), tzinfo=dt.UTC),
            priority=3,
            opened_by_id=member.actor_id,
            opened_at=moments[0],
        )


def _record(
    load: Load, case: int, party: int, member: StaffMember, moments: list[dt.datetime], *, done: bool
) -> None:
    """The ten entries."""
    one = Entries(load, case, party, member)
    one.post("cases.CaseOpened", moments[0], length=40, channel="email")
    one.fact("cases.CaseTaken", moments[1], staff_member_id=member.pk)
    one.note(moments[2])
    one.reply(moments[3], moments[4])
    one.post("cases.PostAdded", moments[5], length=25, channel="email")
    one.note(moments[6])
    one.note(moments[7])
    one.post("cases.PostAdded", moments[8], length=15, channel="email")
    if done:
        pk = load.tables[Resolution].add(case_id=case, code="answered", by_id=member.actor_id, at=moments[9])
        one.fact("cases.CaseResolved", moments[9], resolution_id=pk, code="answered")
    else:
        one.note(moments[9])


@dataclass
class Entries:
    """What is on record of one case."""

    load: Load
    case: int
    party: int
    member: StaffMember

    def fact(self, name: str, at: dt.datetime, **payload: Any) -> None:
        event = self.load.tables[Event].add(
            name=name,
            payload={"case_id": self.case, **payload},
            action="cases.note",
            by_id=self.member.actor_id,
            at=at,
            recorded_at=at,
        )
        self.load.tables[EventSubject].add(event_id=event, kind="cases.case", subject_id=self.case)

    def post(self, name: str, at: dt.datetime, *, length: int, channel: str) -> None:
        contact = self._contact(at, "inbound")
        post = self.load.tables[Post].add(
            case_id=self.case,
            contact_id=contact,
            text=self.load.write.text(length),
            by_id=self.member.actor_id,
            at=at,
        )
        self.fact(name, at, post_id=post, contact_id=contact, channel=channel)

    def note(self, at: dt.datetime) -> None:
        text, by = self.load.write.text(20), self.member.actor_id
        note = self.load.tables[Note].add(case_id=self.case, text=text, by_id=by, at=at)
        self.fact("cases.NoteAdded", at, note_id=note)

    def reply(self, at: dt.datetime, sent: dt.datetime) -> None:
        contact, by = self._contact(sent, "outbound"), self.member.actor_id
        message = self.load.tables[Message].add(
            channel="email",
            status="sent",
            to_address="somebody@example.org",
            subject="measured",
            body=self.load.write.text(40),
            thread=f"case-{self.case}",
            by_id=by,
            customer_id=self.party,
            contact_id=contact,
            created_at=at,
            released_at=sent,
            sent_at=sent,
            message_id=f"{self.case}@bench.example.org",
            eml_id=self.load.eml,
            attempts=1,
        )
        self.load.tables[CaseMessage].add(
            case_id=self.case, message_id=message, by_id=by, after="waiting", contact_id=contact
        )
        self.fact("cases.ReplyWritten", at, message_id=message)
        self.fact("cases.ReplyWentOut", sent, message_id=message, contact_id=contact)

    def _contact(self, at: dt.datetime, direction: str) -> int:
        contact = self.load.tables[Contact].add(
            channel="email",
            direction=direction,
            customer_id=self.party,
            representative_id=self.member.actor_id,
            arrived_at=at,
            started_at=at,
            ended_at=at,
            outcome="case",
        )
        self.load.tables[CaseContact].add(case_id=self.case, contact_id=contact)
        return contact
