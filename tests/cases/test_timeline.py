"""The record of a case: everything for colleagues; for the customer what they said, what went out, and no more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.answers import show
from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.adding import add
from frontoffice.cases.actions.assigning import assign, take
from frontoffice.cases.actions.attaching import attach
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import reopen, resolve
from frontoffice.cases.actions.sorting import change_topic
from frontoffice.cases.models import Case
from frontoffice.cases.queries import attachments_for_follower, timeline, timeline_for_customer
from frontoffice.cases.views.wording import lines
from tests import factories
from tests.cases import making
from tests.cases.making import later
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SECRETS = (
    "For colleagues only",
    "secret.txt",
    "Knows cards",
    "Held words",
    "held.txt",
    "Dana Whitfield",
    "Tomas",
)


@pytest.fixture
def lived(case: Case, dana: StaffMember, tomas: StaffMember) -> Case:
    """A case with one of everything on its record."""
    visitor = factories.visitor()
    noor = factories.staff("Noor Haddad", grants=["cases.reply"], asks=["correspondence.release"])
    take(case=case, by=dana.actor, at=later(minutes=1))
    assign(case=case, assignee=tomas, reason="Knows cards", by=dana.actor, at=later(minutes=2))
    secret = making.file("secret.txt", by=dana.actor, content=b"1")
    note(case=case, text="For colleagues only", files=[secret], by=dana.actor, at=later(minutes=3))
    attach(
        case=case,
        file=making.file("secret.txt", by=dana.actor, content=b"2"),
        by=dana.actor,
        at=later(minutes=4),
    )
    reply(
        case=case,
        text="It costs $18.00. [1]",
        passages=[making.passage()],
        files=[making.file("form.txt", by=tomas.actor, content=b"3")],
        by=tomas.actor,
        at=later(minutes=5),
    )
    mine = making.file("lease.txt", by=visitor, content=b"4")
    add(case=case, text="Here is my lease.", files=[mine], by=visitor, at=later(minutes=6))
    resolve(case=case, resolution="Card ordered.", by=tomas.actor, at=later(minutes=7))
    reopen(case=case, reason="For colleagues only", by=tomas.actor, at=later(minutes=8))
    held = making.file("held.txt", by=noor.actor, content=b"5")
    reply(case=case, text="Held words", files=[held], by=noor.actor, at=later(minutes=9))
    making.tell_everything(later(minutes=9))
    case.refresh_from_db()
    return case


def test_colleagues_see_everything_in_order(lived: Case) -> None:
    entries = timeline(lived).entries
    assert [entry.name for entry in entries] == [
        "CaseOpened",
        "CaseTaken",
        "CaseAssigned",
        "NoteAdded",
        "FileAttached",
        "ReplyWritten",
        "ReplyWentOut",
        "PostAdded",
        "CaseResolved",
        "CaseReopened",
        "ReplyWritten",
    ]
    by_name = {entry.name: entry for entry in entries[:9]}
    assert by_name["CaseAssigned"].person == "Tomas Reinholt"
    assert by_name["CaseAssigned"].note is not None
    assert [one.file.name for one in by_name["NoteAdded"].attachments] == ["secret.txt"]
    assert [one.file.name for one in by_name["PostAdded"].attachments] == ["lease.txt"]
    assert [one.passage.version.title for one in by_name["ReplyWritten"].citations] == ["Replacing a card"]


def test_the_customer_sees_their_words_what_went_out_and_how_it_ended(lived: Case) -> None:
    entries = timeline_for_customer(lived)
    assert [entry.name for entry in entries] == [
        "CaseOpened",
        "ReplyWentOut",
        "PostAdded",
        "CaseResolved",
        "CaseReopened",
    ]
    assert [one.passage.version.title for one in entries[1].citations] == ["Replacing a card"]
    assert [one.file.name for one in attachments_for_follower(lived)] == ["form.txt", "lease.txt"]


def test_notes_names_and_held_drafts_never_leave_through_the_api(lived: Case, dana: StaffMember) -> None:
    to_customer = show(lived, by=factories.visitor())
    assert to_customer["view"] == "customer"
    assert [entry["kind"] for entry in to_customer["entries"]] == [
        "post",
        "reply",
        "post",
        "resolved",
        "reopened",
    ]
    assert to_customer["entries"][1]["text"] == "It costs $18.00. [1]"
    assert to_customer["entries"][1]["citations"][0]["title"] == "Replacing a card"
    for secret in SECRETS:
        assert secret not in str(to_customer)
        assert secret in str(show(lived, by=dana.actor))


def test_a_held_reply_appears_to_the_customer_once_it_is_approved(lived: Case) -> None:
    from frontoffice.authority.actions.approving import approve
    from frontoffice.authority.models import Approval

    approve(approval=Approval.objects.get(), by=factories.senior().actor, at=later(hours=1))
    making.tell_everything(later(hours=1))
    last = show(lived, by=factories.visitor())["entries"][-1]
    assert (last["text"], last["files"][0]["name"]) == ("Held words", "held.txt")


def test_every_fact_has_words(lived: Case) -> None:
    for line in lines(lived, timeline(lived).entries):
        assert line.who
        assert line.what
        assert line.what[0].islower()
        assert "%" not in line.what


def test_the_queries_do_not_grow_with_the_record(lived: Case, dana: StaffMember) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            lines(lived, timeline(lived).entries)
        return len(asked)

    before = queries()
    for number in range(3):
        note(case=lived, text=f"Note {number}", by=dana.actor, at=NOW)
        add(
            case=lived,
            text=f"Post {number}",
            files=[making.file(by=factories.visitor(), content=f"file {number}".encode())],
            by=factories.visitor(),
            at=NOW,
        )
    assert queries() == before
    assert before <= 12


def test_a_long_record_comes_in_pages(case: Case, dana: StaffMember) -> None:
    for number in range(5):
        note(case=case, text=f"Note {number}", by=dana.actor, at=NOW)
    newest = timeline(case, limit=3)
    assert [entry.note.text for entry in newest.entries if entry.note] == ["Note 2", "Note 3", "Note 4"]
    before = timeline(case, before=newest.earlier, limit=3)
    assert [entry.name for entry in before.entries] == ["CaseOpened", "NoteAdded", "NoteAdded"]
    assert before.earlier is None


def test_a_change_of_topic_names_topic_and_unit(case: Case, dana: StaffMember) -> None:
    making.topic("taxes", unit="tax", name="Sales 100% tax")
    change_topic(case=case, topic="taxes", by=dana.actor, at=NOW)
    assert lines(case, timeline(case).entries)[-1].what == (
        "changed the topic to “Sales 100% tax” and handed it to Unit tax"
    )
