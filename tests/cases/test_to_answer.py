"""What is asked for once where a case is answered: found as it would be otherwise, and nothing is overlooked."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember, WorkItem
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.tasking import add_task
from frontoffice.cases.models import Attention, Case
from frontoffice.cases.queries.named import case_on_the_wire
from frontoffice.cases.queries.seen import cases_on_the_wire
from frontoffice.cases.queries.timeline import timeline
from tests import factories, levels
from tests.cases import making
from tests.cases.making import later
from tests.cases.test_api import danas, post
from tests.factories import NOW

pytestmark = pytest.mark.django_db
__all__ = ["danas"]
# SQLite writes an event, its subjects and what is owed by a query each.
ASKED = {"sqlite": 52, "postgresql": 44}


@pytest.mark.parametrize("reading", [True, False])
def test_a_case_that_is_named_is_found_by_those_who_see_it(
    case: Case, dana: StaffMember, reading: bool
) -> None:
    making.topic("taxes", unit="tax")
    other = making.case(topic="taxes", by=factories.visitor("browser-2"))
    of_tax = making.of_one_unit(*levels.REPRESENTATIVE, unit=other.unit, username="noor")
    idle = factories.staff("Ida Holm")
    people = [dana.actor, of_tax.actor, idle.actor, factories.visitor(), making.nobody_yet()]
    seen = []
    for by in people:
        for one in (case, other):
            expected = cases_on_the_wire(by=by, at=NOW).filter(reference=one.reference).first()
            found = case_on_the_wire(one.reference, reading=reading, by=by, at=NOW)
            assert found == expected
            seen.append(found is not None)
    assert seen == [True, True, False, True, False, False, True, False, False, False]


def test_marks_of_what_there_is_come_only_to_be_read(case: Case, dana: StaffMember) -> None:
    """An act changes what there is; what was marked before would be past."""
    read = case_on_the_wire(case.reference, reading=True, by=dana.actor, at=NOW)
    acted_on = case_on_the_wire(case.reference, reading=False, by=dana.actor, at=NOW)
    assert read is not None
    assert (read.has_files, hasattr(acted_on, "has_files")) == (False, False)  # type: ignore[attr-defined]


def test_the_first_file_of_a_case_stands_in_the_answer_to_the_reply(case: Case, dana: StaffMember) -> None:
    file = making.file(by=dana.actor)
    replied = reply(case=case, text="See the form.", files=[file], by=dana.actor, at=NOW)
    written = next(entry for entry in timeline(replied).entries if entry.name == "ReplyWritten")
    assert [one.file for one in written.attachments] == [file]


def test_open_tasks_follow_whoever_takes_the_case_by_answering(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    add_task(case=case, title="Look up the fee", by=tomas.actor, at=NOW)
    owed = WorkItem.objects.get(kind="cases.task")
    assert owed.member_id is None
    reply(case=case, text="It costs $18.00.", keep_open=True, by=dana.actor, at=later(hours=1))
    owed.refresh_from_db()
    assert owed.member_id == dana.pk


def test_a_reply_that_takes_the_case_counts_once_and_settles_what_was_wrong(
    case: Case, dana: StaffMember
) -> None:
    Case.objects.filter(pk=case.pk).update(attention=Attention.DECLINED)
    version = Case.objects.get(pk=case.pk).version
    replied = reply(case=case, text="It costs $18.00.", keep_open=True, by=dana.actor, at=NOW)
    kept = Case.objects.get(pk=case.pk)
    assert (kept.attention, kept.assignee, kept.version) == (Attention.NONE, dana, version + 1)
    assert (replied.attention, replied.assignee, replied.version) == ("", dana, kept.version)


def test_what_a_reply_asks_does_not_grow_with_the_record(client: Client, case: Case, danas: str) -> None:
    words: dict[str, Any] = {"case": case.reference, "text": "It costs $18.00.", "keep_open": True}
    for _earlier in range(2):
        post(client, danas, "actions/cases.reply", **words)
    asked = []
    for _again in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            status, answer = post(client, danas, "actions/cases.reply", **words)
        assert (status, answer["status"]) == (200, "done")
        asked.append(len(queries))
    assert asked == [ASKED[connection.vendor]] * 3
