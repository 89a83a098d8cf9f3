"""A lead sees the unit's work, hands pieces of it over together, and takes that back; the board shows it live."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.handing_over import (
    DoneMeanwhile,
    NotYours,
    StaysWhereItIs,
    UndoneBefore,
    hand_over_work,
    take_back_work,
)
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import HandOver, StaffMember, WorkItem
from frontoffice.cases import beside
from frontoffice.cases.actions import owing
from frontoffice.cases.actions.assigning import CannotWorkOnIt, take
from frontoffice.cases.actions.assisting import ask_for_help
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Case, Topic
from frontoffice.foundation import clock
from frontoffice.foundation.models import Event
from tests import factories
from tests.cases import making
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
AT = making.later(hours=1)


@pytest.fixture
def ruth(db: None) -> StaffMember:
    """Leads the unit."""
    return factories.staff("Ruth Okafor", grants=LEAD, username="ruth")


LEAD = [
    "authority.hand_over_work",
    "authority.take_back_work",
    "cases.assign",
    "cases.release_to_unit",
    "cases.reply",
]


def lead(ruth: StaffMember) -> Client:
    client = Client()
    assert client.login(username="ruth", password=PASSWORD)
    return client


def pieces() -> list[WorkItem]:
    return list(WorkItem.objects.filter(kind=owing.CASE, closed_at__isnull=True).order_by("pk"))


def test_several_pieces_go_to_a_colleague_by_each_rooms_own_action_and_come_back(
    topic: Topic, dana: StaffMember, tomas: StaffMember, ruth: StaffMember
) -> None:
    cases = [making.case(), making.case()]
    take(case=cases[0], by=dana.actor, at=AT)
    made = hand_over_work(items=pieces(), to=tomas, reason="Dana is away", by=ruth.actor, at=AT)
    assert set(Case.objects.values_list("assignee__actor__name", flat=True)) == {"Tomas Reinholt"}
    assert [item.member for item in pieces()] == [tomas, tomas]
    assert Event.objects.filter(name="cases.CaseAssigned").count() == 2
    take_back_work(hand_over=made, by=ruth.actor, at=AT)
    assert [item.member for item in pieces()] == [dana, None]
    with pytest.raises(UndoneBefore):
        take_back_work(hand_over=made, by=ruth.actor, at=AT)


def test_taking_back_leaves_alone_what_was_done_or_moved_since(
    topic: Topic, dana: StaffMember, tomas: StaffMember, ruth: StaffMember
) -> None:
    done, moved, left = making.case(), making.case(), making.case()
    made = hand_over_work(items=pieces(), to=tomas, by=ruth.actor, at=AT)
    resolve(case=done, by=tomas.actor, at=AT)
    hand_over_work(items=pieces()[:1], to=dana, by=ruth.actor, at=AT)
    take_back_work(hand_over=made, by=ruth.actor, at=AT)
    owners = {case.pk: case.assignee for case in Case.objects.select_related("assignee")}
    assert [owners[case.pk] for case in (done, moved, left)] == [tomas, dana, None]


def test_all_of_them_go_or_none(
    topic: Topic, dana: StaffMember, tomas: StaffMember, ruth: StaffMember
) -> None:
    case, other = making.case(), making.case()
    items = pieces()
    resolve(case=other, by=dana.actor, at=AT)
    with pytest.raises(DoneMeanwhile):
        hand_over_work(items=items, to=tomas, by=ruth.actor, at=AT)
    ask_for_help(case=case, question="How?", whom=ruth_who_advises(), by=dana.actor, at=AT)
    with pytest.raises(StaysWhereItIs):
        hand_over_work(
            items=list(WorkItem.objects.filter(closed_at__isnull=True)), to=tomas, by=ruth.actor, at=AT
        )
    with pytest.raises(CannotWorkOnIt):
        hand_over_work(items=pieces(), to=factories.staff("Nobody who replies"), by=ruth.actor, at=AT)
    assert [item.member for item in pieces()] == [None]
    assert not HandOver.objects.exists()


def ruth_who_advises() -> StaffMember:
    return factories.senior("Gordon Tate")


def test_only_who_handed_it_over_takes_it_back_and_only_a_lead_hands_over(
    topic: Topic, dana: StaffMember, tomas: StaffMember, ruth: StaffMember
) -> None:
    making.case()
    made = hand_over_work(items=pieces(), to=tomas, by=ruth.actor, at=AT)
    other = factories.staff("Another lead", grants=LEAD)
    with pytest.raises(NotYours):
        take_back_work(hand_over=made, by=other.actor, at=AT)
    with pytest.raises(NotAuthorized):
        hand_over_work(items=pieces(), to=dana, by=dana.actor, at=AT)


def test_the_page_shows_who_has_how_much_and_hands_over_what_was_picked(
    topic: Topic, dana: StaffMember, tomas: StaffMember, ruth: StaffMember
) -> None:
    case = making.case()
    making.case(subject="Second")
    take(case=case, by=dana.actor, at=AT)
    client = lead(ruth)
    page = client.get("/my-work/unit/").content.decode()
    assert "Dana Whitfield" in page
    assert "Second" in page
    only = client.get("/my-work/unit/?whose=nobody").content.decode()
    assert "Second" in only
    assert case.number not in only
    assert "disabled" not in only[only.index("work-row--pick") : only.index("work-hand")]
    picked = {"item": pieces()[1].reference, "to": tomas.reference, "reason": "Please"}
    done = client.post("/my-work/unit/", picked, follow=True)
    assert "Handed over to Tomas Reinholt." in done.content.decode()
    made = HandOver.objects.get()
    assert f"/my-work/unit/back/{made.reference}/" in done.content.decode()
    client.post(f"/my-work/unit/back/{made.reference}/")
    assert [item.member for item in pieces()] == [dana, None]


def test_nothing_picked_says_so_and_keeps_what_was_typed(
    topic: Topic, tomas: StaffMember, ruth: StaffMember
) -> None:
    making.case()
    answer = lead(ruth).post("/my-work/unit/", {"to": tomas.reference, "reason": "Too much on one"})
    assert answer.status_code == 422
    assert "Choose what to hand over first." in answer.content.decode()
    assert "Too much on one" in answer.content.decode()


def test_who_does_not_lead_sees_neither_page_and_no_other_unit(
    topic: Topic, dana: StaffMember, ruth: StaffMember
) -> None:
    client = Client()
    client.login(username="dana", password=PASSWORD)
    for address in ("/my-work/unit/", "/my-work/board/", "/my-work/board/part/"):
        assert client.get(address).status_code == 403
    assert lead(ruth).get("/my-work/unit/?unit=nothing").status_code == 404


def test_the_board_counts_what_waits_what_is_late_and_who_is_on_what(
    topic: Topic, dana: StaffMember, ruth: StaffMember
) -> None:
    case = making.case()
    making.case(subject="Second")
    take(case=case, by=dana.actor, at=AT)
    beside.look(case, dana, at=clock.now(), writes=True)
    shown = lead(ruth).get("/my-work/board/").context["board"]
    assert (shown.whole.open, shown.waiting.open) == (2, 1)
    assert shown.waiting.oldest == making.NOW
    now = {one.member.pk: one.now for one in shown.people}[dana.pk]
    assert (now.number, now.writes) == (case.number, True)


@pytest.mark.duty("onet.20")
def test_the_board_is_sent_anew_only_when_something_changed(
    topic: Topic, dana: StaffMember, ruth: StaffMember
) -> None:
    case = making.case(at=clock.now())
    client = lead(ruth)
    version = client.get("/my-work/board/").context["board"].version
    assert client.get(f"/my-work/board/part/?seen={version}").status_code == 204
    resolve(case=case, by=dana.actor, at=clock.now())
    answer = client.get(f"/my-work/board/part/?seen={version}")
    assert answer.status_code == 200
    assert "Done today: 1" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 12])
def test_the_pages_of_the_unit_take_the_same_queries_however_much_there_is(
    topic: Topic, ruth: StaffMember, rows: int
) -> None:
    for number in range(rows):
        take(case=making.case(), by=factories.representative(f"Colleague {number}").actor, at=AT)
    client = lead(ruth)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked("/my-work/unit/")
    counts: Any = [asked("/my-work/unit/"), asked("/my-work/board/"), asked("/my-work/board/part/")]
    assert counts == [15, 14, 12]
