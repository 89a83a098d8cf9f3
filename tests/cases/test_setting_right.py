"""Answers whose text has changed are found with their case and customer, and set right by a reply (INQ-4)."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.approving import approve
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.cases.actions.replying import NotToldHere, reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Case, Status
from frontoffice.cases.queries.outdated import Show, to_set_right
from frontoffice.knowledge.actions.publishing import withdraw
from frontoffice.knowledge.models import AnswerGiven, Passage, SetRight
from frontoffice.knowledge.queries import outdated_answers
from tests import factories
from tests.cases import making
from tests.cases.desk_pages import address, text
from tests.cases.making import later
from tests.factories import NOW
from tests.knowledge.writing import asked, conversation

pytestmark = pytest.mark.django_db
LIST = "/desk/set-right/"
NEW_FEE = making.ARTICLE.replace("$18.00", "$21.00")


@pytest.fixture
def told(case: Case, dana: StaffMember) -> AnswerGiven:
    """Dana answered a case from a text that was corrected afterwards."""
    reply(case=case, text="It is $18.00 [1].", passages=[making.passage()], by=dana.actor, at=NOW)
    making.passage(body=NEW_FEE)
    return AnswerGiven.objects.get()


def pages(at: dt.datetime = NOW, **wanted: object) -> list[object]:
    found = to_set_right(seen=Case.objects.all(), show=Show.REACHABLE, at=at, **wanted)  # type: ignore[arg-type]
    return list(found.exchanges)


def test_an_answer_is_listed_with_its_case_contact_and_customer(told: AnswerGiven, case: Case) -> None:
    (exchange,) = to_set_right(seen=Case.objects.all(), show=Show.REACHABLE, at=NOW).exchanges
    assert (exchange.case, exchange.contact, exchange.contact.customer) == (case, told.contact, case.customer)
    (one,) = exchange.outdated
    assert "$18.00" in one.told
    assert one.now is not None
    assert "$21.00" in one.now.text


def test_what_was_said_in_a_case_of_others_is_for_those_who_see_it(told: AnswerGiven) -> None:
    assert not to_set_right(seen=Case.objects.none(), show=Show.REACHABLE, at=NOW).exchanges
    assert not to_set_right(seen=Case.objects.none(), show=Show.NOBODY, at=NOW).exchanges


def test_who_left_no_name_is_listed_apart(topic: object) -> None:
    making.passage()
    asked("What does a replacement card cost?", conversation())
    making.passage(body=NEW_FEE)
    assert pages() == []
    (exchange,) = to_set_right(seen=Case.objects.all(), show=Show.NOBODY, at=NOW).exchanges
    assert exchange.question is not None
    assert exchange.case is None


def test_a_correcting_reply_sets_the_answer_right_once_it_is_on_its_way(
    told: AnswerGiven, case: Case, dana: StaffMember
) -> None:
    now = Passage.objects.latest("pk")
    at = later(hours=1)
    reply(case=case, text="It is $21.00 [1].", passages=[now], sets_right=[told], by=dana.actor, at=at)
    row = SetRight.objects.get()
    assert (row.answer, row.way, row.by, row.at) == (told, "told", dana.actor, at)
    assert row.contact is not None
    assert row.contact.direction == "outbound"
    assert not outdated_answers(at=at).exists()


def test_a_reply_that_is_held_sets_nothing_right_until_it_is_approved(told: AnswerGiven, case: Case) -> None:
    noor = factories.staff("Noor Haddad", grants=["cases.reply"], asks=["correspondence.release"])
    reply(case=case, text="It is $21.00.", sets_right=[told], by=noor.actor, at=later(hours=1))
    making.tell_everything(later(hours=1))
    assert not SetRight.objects.exists()
    approve(approval=Approval.objects.get(), by=factories.supervisor().actor, at=later(hours=2))
    making.tell_everything(later(hours=2))
    assert SetRight.objects.get().answer == told


def test_a_reply_sets_right_only_what_its_own_customer_was_told(told: AnswerGiven, dana: StaffMember) -> None:
    other = making.case(name="Ana Silva", email="ana@example.org", by=factories.visitor("browser-2"))
    with pytest.raises(NotToldHere):
        reply(case=other, text="So.", sets_right=[told], by=dana.actor, at=later(hours=1))
    assert not other.case_messages.exists()


def test_one_press_begins_the_reply_and_takes_a_resolved_case_up_again(
    told: AnswerGiven, case: Case, desk: Client, dana: StaffMember
) -> None:
    resolve(case=case, by=dana.actor, at=NOW)
    listed = text(desk.get(LIST))
    assert case.number in listed
    assert "$21.00" in listed
    answer = desk.post(f"{LIST}{case.reference}/", {"answers": told.reference})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.status != Status.RESOLVED
    page = text(desk.get(answer["Location"]))
    assert "we told you" in page
    assert "This was not right, and we are sorry." in page
    assert f'name="sets_right" value="{told.reference}"' in page
    assert Passage.objects.latest("pk").reference in page
    sent = {
        "kind": "reply", "text": "Now $21.00.", "then": "resolve", "sets_right": told.reference,
        "expected_version": case.version, "seen": 0,
    }  # fmt: skip
    assert desk.post(address(case, "write"), sent).status_code == 302
    assert SetRight.objects.get().answer == told
    assert "All that was said still stands" in text(desk.get(LIST))
    assert "Dana Whitfield" in text(desk.get(f"{LIST}?show=done"))


def test_the_address_brings_no_other_customers_answer_into_a_reply(told: AnswerGiven, desk: Client) -> None:
    other = making.case(name="Ana Silva", email="ana@example.org", by=factories.visitor("browser-2"))
    assert "we told you" not in text(desk.get(f"{address(other)}?set_right={told.reference}"))


def test_in_spanish_the_customer_is_told_in_spanish(topic: object, desk: Client, dana: StaffMember) -> None:
    case = making.case(language="es")
    reply(case=case, text="Cuesta $18.00 [1].", passages=[making.passage()], by=dana.actor, at=NOW)
    making.passage(body=NEW_FEE)
    told = AnswerGiven.objects.get()
    assert "le dijimos" in text(desk.get(f"{address(case)}?set_right={told.reference}"))


def test_how_it_was_set_right_otherwise_is_noted_with_a_reason(
    told: AnswerGiven, desk: Client, dana: StaffMember
) -> None:
    sent = {"answers": told.reference, "way": "told", "reason": ""}
    assert desk.post(f"{LIST}note/", sent).status_code == 422
    assert desk.post(f"{LIST}note/", sent | {"reason": "I called her."}).status_code == 302
    assert SetRight.objects.get().reason == "I called her."
    assert desk.post(f"{LIST}note/", sent | {"reason": "Again."}).status_code == 409


def test_the_list_takes_as_many_queries_for_three_as_for_one(topic: object, dana: StaffMember) -> None:
    passage = making.passage()
    for number in range(3):
        matter = making.case(name=f"Ana {number}", email=f"a{number}@example.org")
        reply(case=matter, text="It is $18.00 [1].", passages=[passage], by=dana.actor, at=NOW)
    withdraw(version=passage.version, reason="Wrong.", by=factories.supervisor().actor, at=NOW)
    counts = []
    for many in (1, 3):
        seen = Case.objects.filter(
            pk__in=list(Case.objects.order_by("pk").values_list("pk", flat=True)[:many])
        )
        with CaptureQueriesContext(connection) as queries:
            assert len(to_set_right(seen=seen, show=Show.REACHABLE, at=NOW).exchanges) == many
        counts.append(len(queries))
    assert counts[0] == counts[1]
