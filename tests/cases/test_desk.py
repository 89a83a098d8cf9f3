"""The desk's pages: each works, and says why not to the wrong power, the wrong person, and bad input."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Attention, Case, Status
from tests import factories
from tests.cases import making
from tests.cases.desk_pages import NASTY, PART, address, text
from tests.factories import NOW

pytestmark = pytest.mark.django_db


GETS = [
    "",
    "assign",
    "release",
    "resolve",
    "reopen",
    "topic",
    "add",
    "attach",
    "passages",
    "chips",
    "news",
    "customer",
]
POSTS = [
    "take",
    "settle",
    "assign",
    "release",
    "resolve",
    "reopen",
    "topic",
    "write",
    "add",
    "attach",
    "passages",
]


@pytest.mark.parametrize("act", GETS)
def test_each_page_opens(desk: Client, case: Case, act: str) -> None:
    answer = desk.get(address(case, act))
    assert answer.status_code == 200
    assert case.number in text(answer) or act in {"chips", "news"}


@pytest.mark.parametrize("act", GETS)
def test_each_page_sends_visitors_to_sign_in_and_others_away(client: Client, case: Case, act: str) -> None:
    assert client.get(address(case, act)).status_code == 302
    clerk = factories.staff("Clerk", username="clerk")
    client.force_login(clerk.user)  # type: ignore[arg-type]
    assert client.get(address(case, act)).status_code == 403


@pytest.mark.parametrize("act", POSTS)
def test_each_act_is_refused_without_its_power(client: Client, case: Case, act: str) -> None:
    assert client.post(address(case, act), {"reason": "x"}).status_code == 302
    clerk = factories.staff("Clerk", username="clerk", grants=["cases.open_case"])
    client.force_login(clerk.user)  # type: ignore[arg-type]
    assert client.post(address(case, act), {"reason": "x"}).status_code == 403
    case.refresh_from_db()
    assert (case.status, case.version) == (Status.NEW, 1)


@pytest.mark.parametrize("act", GETS)
def test_a_case_of_another_unit_is_as_if_it_were_not_there(client: Client, case: Case, act: str) -> None:
    making.topic("taxes", unit="tax")
    member = making.of_one_unit(
        *factories.levels.REPRESENTATIVE, unit=making.case(topic="taxes").unit, username="noor"
    )
    client.force_login(member.user)  # type: ignore[arg-type]
    assert client.get(address(case, act)).status_code == 404
    assert client.get("/desk/cases/2222-2222-22/").status_code == 404


@pytest.mark.parametrize(
    "wanted", ["x", "%00", "C-2026-000001", "a" * 300, "..%2f..%2fetc%2fpasswd", "'%20OR%201=1"]
)
def test_what_is_no_reference_is_not_found(desk: Client, case: Case, wanted: str) -> None:
    assert desk.get(f"/desk/cases/{wanted}/").status_code == 404


def test_the_queue_shows_who_what_status_number_channel_and_due(desk: Client, case: Case) -> None:
    page = text(desk.get("/desk/?view=unit"))
    for shown in ("Marisol Ortega-Reyes", "Lost card", "New", case.number, "Web"):
        assert shown in page
    assert re.search(r'class="due due--\w+"', page)


def test_nobody_is_shown_as_such(desk: Client, topic: object) -> None:
    case = making.case(name="", email="")
    page = text(desk.get(address(case)))
    assert "Anonymous" in page
    assert "without saying who they are" in page


@pytest.mark.parametrize(
    "query", ["view=nothing&sort=nothing", "after=x", "view=resolved&after=_", "q=%00", "q=" + "a" * 9000]
)
def test_anything_in_the_address_still_shows_the_desk(desk: Client, case: Case, query: str) -> None:
    assert desk.get(f"/desk/?{query}").status_code == 200


def test_searching_for_a_number_opens_the_case_and_words_list_it(desk: Client, case: Case) -> None:
    assert desk.get("/desk/", {"q": case.number}).headers["Location"] == address(case)
    assert desk.get("/desk/", {"q": case.reference.lower()}).headers["Location"] == address(case)
    found = text(desk.get("/desk/", {"q": "ortega"}))
    assert case.number in found
    assert "Nothing found" in text(desk.get("/desk/", {"q": "zebra"}))


def test_the_queue_asks_the_same_for_one_row_and_for_three(desk: Client, case: Case) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(path).status_code == 200
        return len(asked)

    paths = ["/desk/?view=all", "/desk/?view=unit&sort=newest", "/desk/?q=card", address(case)]
    [queries(path) for path in paths]  # what is kept between requests is kept now
    before = [queries(path) for path in paths]
    assert max(before) <= 28
    for name in ("Abdi", "Huong"):
        making.case(name=name, email="m.ortega@example.org", subject="Another card")
    assert [queries(path) for path in paths] == before


def test_a_part_of_the_queue_is_its_lines_and_nothing_else_is_asked_for_it(desk: Client, case: Case) -> None:
    line = f'id="row-{case.reference}"'
    for path, most in (("/desk/?view=unit", 6), ("/desk/?q=card", 10)):
        desk.get(path, headers=PART)
        with CaptureQueriesContext(connection) as asked:
            part = text(desk.get(path, headers=PART))
        assert len(asked) <= most, [one["sql"] for one in asked]
        assert part.startswith('<li class="queue-row"')
        assert line in part
        assert "queue-tally" not in part
        assert "cases_savedview" not in str(asked.captured_queries)


def test_a_line_shows_what_was_typed_as_it_was_typed(desk: Client, topic: object) -> None:
    case = making.case(subject=f"100%(who)s {NASTY} {{{{ due }}}}", name="A & B")
    row = text(desk.get("/desk/?view=unit", headers=PART))
    assert html.escape(case.subject) in row
    assert "A &amp; B" in row
    assert "<script" not in row


def test_taking_it_makes_it_mine(desk: Client, case: Case, dana: StaffMember) -> None:
    answer = desk.post(address(case, "take"), follow=True)
    case.refresh_from_db()
    assert case.assignee == dana
    assert "The case is yours." in text(answer)


def test_who_comes_second_is_told_who_has_it(desk: Client, case: Case, tomas: StaffMember) -> None:
    take(case=case, by=tomas.actor, at=NOW)
    answer = desk.post(address(case, "take"))
    assert answer.status_code == 409
    assert "Tomas Reinholt has this case" in text(answer)
    part = desk.post(address(case, "take"), headers=PART)
    assert part.status_code == 422
    assert "Tomas Reinholt has this case" in text(part)


def test_assigning_names_a_colleague_and_a_reason(desk: Client, case: Case, tomas: StaffMember) -> None:
    page = text(desk.get(address(case, "assign")))
    assert "Tomas Reinholt" in page
    desk.post(address(case, "assign"), {"assignee": tomas.reference, "reason": "Knows cards."})
    case.refresh_from_db()
    assert (case.assignee, case.notes.get().text) == (tomas, "Knows cards.")


@pytest.mark.parametrize("assignee", ["", "2222-2222-22", "Tomas", "1"])
def test_assigning_to_nobody_keeps_the_reason_that_was_typed(desk: Client, case: Case, assignee: str) -> None:
    answer = desk.post(address(case, "assign"), {"assignee": assignee, "reason": f"Because {NASTY}"})
    assert answer.status_code == 422
    assert "Because &lt;script&gt;" in text(answer)
    case.refresh_from_db()
    assert case.assignee is None


def test_handing_back_resolving_and_reopening(desk: Client, case: Case, dana: StaffMember) -> None:
    take(case=case, by=dana.actor, at=NOW)
    desk.post(address(case, "release"), {"reason": "On leave."})
    case.refresh_from_db()
    assert case.assignee is None
    desk.post(address(case, "resolve"), {"code": "done", "resolution": "Card sent."})
    case.refresh_from_db()
    assert (case.status, case.resolution_code, case.resolution) == ("resolved", "done", "Card sent.")
    empty = desk.post(address(case, "reopen"), {"reason": " "})
    assert empty.status_code == 422
    desk.post(address(case, "reopen"), {"reason": "Wrong card."})
    case.refresh_from_db()
    assert case.status == "new"


def test_resolving_with_an_unknown_code_is_refused(desk: Client, case: Case) -> None:
    assert desk.post(address(case, "resolve"), {"code": "closed"}).status_code == 422


def test_resolving_twice_says_so(desk: Client, case: Case) -> None:
    desk.post(address(case, "resolve"), {"code": "done"})
    answer = desk.post(address(case, "resolve"), {"code": "done", "resolution": "Typed words."})
    assert answer.status_code == 409
    assert "resolved. Reopen it first" in text(answer)
    assert "Typed words." in text(answer)


def test_changing_the_topic(desk: Client, case: Case) -> None:
    taxes = making.topic("taxes", unit="tax", name="Sales tax")
    desk.post(address(case, "topic"), {"topic": "taxes", "reason": "It is about tax."})
    case.refresh_from_db()
    assert case.topic == taxes
    assert desk.post(address(case, "topic"), {"topic": "nothing"}).status_code == 422


def test_settling_takes_the_mark_off(desk: Client, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(attention=Attention.NOT_DELIVERED)
    assert "A reply could not be delivered" in text(desk.get(address(case)))
    assert "Not delivered" in text(desk.get("/desk/?view=unit"))
    desk.post(address(case, "settle"))
    case.refresh_from_db()
    assert case.attention == ""


def test_a_part_of_the_page_brings_case_customer_row_and_counts(desk: Client, case: Case) -> None:
    answer = desk.get(address(case), headers=PART)
    page = text(answer)
    assert "<html" not in page
    for part in ("#aside-pane", "#tally", f'id="row-{case.reference}"', "data-fresh-row"):
        assert part in page


def test_the_page_hears_of_what_others_did(
    desk: Client, case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    seen = re.search(r'name="seen" value="(\d+)"', text(desk.get(address(case))))
    assert seen is not None
    note(case=case, text="My own.", by=dana.actor, at=NOW)
    assert "since you opened it" not in text(desk.get(address(case, "news"), {"seen": seen[1]}))
    note(case=case, text="Somebody's.", by=tomas.actor, at=NOW)
    assert "since you opened it" in text(desk.get(address(case, "news"), {"seen": seen[1]}))
    assert desk.get(address(case, "news"), {"seen": "x" * 50}).status_code == 200


def test_what_is_resolved_offers_to_reopen_and_a_note(desk: Client, case: Case, dana: StaffMember) -> None:
    resolve(case=case, by=dana.actor, at=NOW)
    page = text(desk.get(address(case)))
    assert "Reopen" in page
    assert "Send reply" not in page
    assert "Add note" in page


def test_a_case_is_linked_to_somebody_on_file(desk: Client, case: Case, dana: StaffMember) -> None:
    other = making.case(name="", email="")
    assert case.customer is not None
    page = text(desk.get(address(other, "customer"), {"q": "ortega"}))
    assert case.customer.reference in page
    desk.post(address(other, "customer"), {"customer": case.customer.reference})
    other.refresh_from_db()
    assert other.customer == case.customer
    assert "linked the case to Marisol" in text(desk.get(address(other)))
    answer = desk.post(address(other, "customer"), {"customer": "2222-2222-22"})
    assert answer.status_code == 404
    assert "We can&#x27;t find that" in text(answer)
