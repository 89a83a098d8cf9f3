"""Saved lists: kept by whoever may, found by whom they are for, counted beside the work, mended where they must be."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import keeping_views
from frontoffice.cases.models import Case, CaseType, SavedView, Topic
from frontoffice.cases.models.saved_views import Order, Whose
from frontoffice.cases.queries.saved_views import views_of
from frontoffice.foundation.models import Event
from tests import factories
from tests.cases import conditions_made, making
from tests.cases.desk_pages import NASTY, PART, text
from tests.factories import NOW

pytestmark = pytest.mark.django_db
OPEN = {"tests": [{"field": "status", "op": "is_not", "values": ["resolved"]}]}


def kept(by: StaffMember, name: str = "Open ones", conditions: Any = OPEN, **given: Any) -> SavedView:
    words = {"columns": ["status", "due_on"], "order": Order.DUE} | given
    return keeping_views.keep_view(name=name, conditions=json.dumps(conditions), **words, by=by.actor, at=NOW)


def shared(by: StaffMember, name: str = "Ours", whose: Whose = Whose.UNIT, **given: Any) -> SavedView:
    words = {"columns": ["status"], "conditions": json.dumps(OPEN)} | given
    return keeping_views.share_view(name=name, whose=whose, **words, by=by.actor, at=NOW)


@pytest.fixture
def ruth(db: None) -> StaffMember:
    return factories.senior("Ruth Okafor", username="ruth")


def test_ones_own_list_is_found_by_nobody_else(topic: Topic, dana: StaffMember, tomas: StaffMember) -> None:
    view = kept(dana)
    assert views_of(dana) == [view]
    assert views_of(tomas) == []
    assert Event.objects.get(name="cases.ViewKept").payload == {
        "view_id": view.pk,
        "whose": "mine",
        "version": 1,
    }


def test_shared_lists_are_found_by_the_unit_or_by_everybody(
    topic: Topic, dana: StaffMember, ruth: StaffMember
) -> None:
    elsewhere = factories.representative("Aisha Karim", unit_code="tax")
    unit, everybody = shared(ruth), shared(ruth, "For all", Whose.ALL)
    assert views_of(dana) == [unit, everybody]
    assert views_of(elsewhere) == [everybody]


def test_only_a_lead_shares_and_changes_what_is_shared(
    topic: Topic, dana: StaffMember, ruth: StaffMember
) -> None:
    with pytest.raises(Exception, match="authority"):
        shared(dana)
    view = shared(ruth)
    with pytest.raises(keeping_views.NotYourList):
        kept(dana, view=view)
    with pytest.raises(keeping_views.SharedList):
        kept(ruth, view=view)
    own = kept(dana)
    with pytest.raises(keeping_views.NotYourList):
        shared(ruth, view=own)


@pytest.mark.parametrize(
    "conditions", ["{", "[]", "{}x", '{"tests": [{"field": "password", "op": "is", "values": ["x"]}]}']
)
def test_what_cant_be_asked_is_not_kept(topic: Topic, dana: StaffMember, conditions: str) -> None:
    with pytest.raises(keeping_views.UnusableConditions):
        keeping_views.keep_view(name="X", conditions=conditions, columns=[], by=dana.actor, at=NOW)
    with pytest.raises(keeping_views.UnknownColumn):
        kept(dana, columns=["password"])


def test_order_end_and_back(topic: Topic, dana: StaffMember) -> None:
    first, second = kept(dana, "First"), kept(dana, "Second")
    keeping_views.place_view(view=second, up=True, by=dana.actor, at=NOW)
    assert [view.name for view in views_of(dana)] == ["Second", "First"]
    keeping_views.place_view(view=second, up=True, by=dana.actor, at=NOW)
    keeping_views.end_view(view=first, by=dana.actor, at=NOW)
    assert [view.name for view in views_of(dana)] == ["Second"]
    kept(dana, "First", view=first)
    assert [view.name for view in views_of(dana)] == ["Second", "First"]


def test_the_desk_counts_each_list_and_shows_the_one_that_is_chosen(
    desk: Client, case: Case, dana: StaffMember
) -> None:
    making.case(subject="Passport")
    view = kept(dana, "Cards", {"tests": [{"field": "subject", "op": "contains", "values": ["CARD"]}]})
    page = text(desk.get("/desk/"))
    assert f"?saved={view.reference}" in page
    chosen = text(desk.get(f"/desk/?saved={view.reference}"))
    assert case.number in chosen
    assert "Passport" not in chosen.split('id="main"')[0]
    assert desk.get("/desk/?saved=2222-2222-22").status_code == 200


def test_the_desk_asks_the_same_for_one_list_and_for_ten(desk: Client, case: Case, dana: StaffMember) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get("/desk/?view=unit").status_code == 200
        return len(asked)

    kept(dana, "0")
    queries()
    before = queries()
    for number in range(1, 10):
        kept(dana, str(number), {"tests": [{"field": "topic", "op": "is", "values": ["cards"]}]})
    assert queries() == before


def test_a_table_has_the_columns_of_its_list_and_asks_the_same_for_one_row_and_for_three(
    desk: Client, case: Case, dana: StaffMember
) -> None:
    columns = ["status", "due_on", "topic", "assignee", "type", "stage", "unit", "language", "asker_name"]
    view = kept(dana, columns=columns)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = text(desk.get(f"/desk/lists/{view.reference}/"))
        assert "Topic cards" in page
        assert "General inquiry" in page
        return len(asked)

    queries()
    before = queries()
    making.case()
    making.case()
    assert queries() == before
    for name in ("mine", "unit", "unassigned", "waiting", "resolved", "all"):
        assert desk.get(f"/desk/lists/{name}/").status_code == 200
    assert desk.get("/desk/lists/2222-2222-22/").status_code == 404


@pytest.mark.parametrize("order", list(Order))
def test_pages_of_a_list_go_on_where_the_last_one_ended(
    topic: Topic, desk: Client, dana: StaffMember, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontoffice.cases.actions.resolving import resolve
    from frontoffice.cases.views import lists

    monkeypatch.setattr(lists, "ON_A_PAGE", 2)
    for number in range(5):
        case = making.case(subject=f"Case number {number}")
        Case.objects.filter(pk=case.pk).update(priority=1 + number % 2)
        if order == Order.RESOLVED:
            resolve(case=case, by=dana.actor, at=making.later(hours=number // 2))
    view = kept(dana, conditions={}, order=order)
    address, found = f"/desk/lists/{view.reference}/", []
    while address:
        page = text(desk.get(address))
        found += [n for n in range(5) if f"Case number {n}" in page]
        following = (
            page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0] if 'rel="next"' in page else ""
        )
        address = following.replace("&amp;", "&")
    assert sorted(found) == list(range(5))


def test_a_list_whose_field_is_gone_says_so_and_still_shows(
    desk: Client, case: Case, dana: StaffMember
) -> None:
    conditions_made.fee_type()
    asks = {"tests": [{"field": "fields.fee.amount", "op": "at_least", "values": ["1"]}]}
    view = kept(dana, conditions=asks, columns=["fields.fee.amount", "status"])
    CaseType.objects.filter(code="fee").update(active=False)
    page = text(desk.get(f"/desk/lists/{view.reference}/"))
    assert "This field is gone." in page
    assert "the column fields.fee.amount" in page
    assert case.number in page
    assert desk.get(f"/desk/?saved={view.reference}").status_code == 200
    assert "Asks what is gone" in text(desk.get("/desk/lists/"))
    mending = text(desk.get(f"/desk/lists/{view.reference}/change/"))
    assert "This field is gone." in mending


ROWS = {
    "name": "Soon",
    "order": "due",
    "columns": ["status"],
    "match": "all",
    "t0.field": "due_on",
    "t0.op": "next",
    "t0.value": "2",
}


def test_a_list_is_made_without_a_script(desk: Client, case: Case) -> None:
    assert "Add a group" in text(desk.get("/desk/lists/new/"))
    more = text(desk.post("/desk/lists/new/", ROWS | {"change": "add", "add.field": "topic"}))
    assert 'name="t1.op"' in more
    assert 'value="Soon"' in more
    assert SavedView.objects.count() == 0
    less = text(desk.post("/desk/lists/new/", ROWS | {"change": "drop:t0"}))
    assert 'name="t0.op"' not in less
    grouped = ROWS | {"g0.match": "any", "g0.t0.field": "assignee", "g0.t0.op": "me", "step": "keep"}
    answer = desk.post("/desk/lists/new/", grouped)
    assert answer.status_code == 302
    view = SavedView.objects.get()
    assert view.conditions["groups"][0]["tests"][0]["op"] == "me"
    assert case.number not in text(desk.get(answer.headers["Location"]))


def test_the_preview_counts_and_shows_what_the_viewer_sees(desk: Client, case: Case) -> None:
    today = case.received_on.isoformat()
    rows = ROWS | {"t0.field": "received_on", "t0.op": "on", "t0.value": today}
    part = text(desk.post("/desk/lists/new/", rows, headers=PART))
    assert "<html" not in part
    assert "1 case" in part
    assert case.number in part
    unfinished = text(
        desk.post("/desk/lists/new/", ROWS | {"t1.field": "topic", "t1.op": "is"}, headers=PART)
    )
    assert "1 condition is not filled in yet" in unfinished


def test_what_is_wrong_is_said_beside_its_row_and_what_was_typed_is_kept(desk: Client, topic: Topic) -> None:
    wrong = ROWS | {"name": NASTY[:70], "t0.op": "on", "t0.value": "tomorrow", "step": "keep"}
    answer = desk.post("/desk/lists/new/", wrong)
    assert answer.status_code == 422
    page = text(answer)
    assert "A date is needed" in page
    assert 'value="tomorrow"' in page
    assert "<script>alert" not in page
    assert desk.post("/desk/lists/new/", ROWS | {"name": "", "step": "keep"}).status_code == 422


@pytest.mark.parametrize(
    "given",
    [
        {"t0.field": "x" * 5000},
        {"t0.field": "due_on", "t0.op": "' OR 1=1"},
        {"g0.match": "all", "g0.t0.field": ""},
        {"t99.field": "status"},
        {"change": "add", "add.field": "password"},
        {"change": "drop:g7"},
    ],
)
def test_anything_that_is_typed_shows_the_builder_again(
    desk: Client, case: Case, given: dict[str, str]
) -> None:
    assert desk.post("/desk/lists/new/", {"step": "look"} | given).status_code == 200
    assert desk.post("/desk/lists/new/", {"step": "look"} | given, headers=PART).status_code == 200


def test_a_representative_copies_what_is_shared_and_is_not_offered_to_share(
    desk: Client, topic: Topic, ruth: StaffMember
) -> None:
    view = shared(ruth)
    assert desk.get(f"/desk/lists/{view.reference}/change/").status_code == 302
    page = text(desk.get(f"/desk/lists/new/?from={view.reference}"))
    assert "Ours (mine)" in page
    assert 'name="whose"' not in page


def test_taking_out_offers_the_way_back(desk: Client, topic: Topic, dana: StaffMember) -> None:
    view = kept(dana)
    page = text(desk.post(f"/desk/lists/{view.reference}/end/", follow=True))
    assert f"/desk/lists/{view.reference}/back/" in page
    assert views_of(dana) == []
    desk.post(f"/desk/lists/{view.reference}/back/")
    assert views_of(dana) == [view]
    assert desk.post(f"/desk/lists/{view.reference}/place/", {"way": "sideways"}).status_code == 404


def test_visitors_sign_in_and_who_lacks_the_power_is_told(
    client: Client, topic: Topic, dana: StaffMember
) -> None:
    view = kept(dana)
    pages = ["lists/", "lists/new/", f"lists/{view.reference}/", f"lists/{view.reference}/change/"]
    assert all(client.get(f"/desk/{page}").status_code == 302 for page in pages)
    clerk = factories.staff("Clerk", username="clerk")
    client.force_login(clerk.user)  # type: ignore[arg-type]
    assert all(client.get(f"/desk/{page}").status_code == 403 for page in pages)
    other = factories.representative("Noor Haddad", username="noor")
    client.force_login(other.user)  # type: ignore[arg-type]
    assert client.get(f"/desk/lists/{view.reference}/").status_code == 404
    assert client.post(f"/desk/lists/{view.reference}/end/").status_code == 404
