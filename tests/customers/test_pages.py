"""The customers' pages: each works, and says why not to the wrong power, the wrong person, and bad input."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from frontoffice.customers.panels import PANELS
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NASTY = "<script>alert('x')</script>'; DROP TABLE customers_party; --"


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative(username="dana")


@pytest.fixture
def office(client: Client, dana: StaffMember) -> Client:
    """Dana is signed in."""
    client.force_login(dana.user)  # type: ignore[arg-type]
    return client


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    party = register(name="Marisol Ortega-Reyes", email="m.ortega@example.org", by=dana.actor, at=NOW)
    factories.said_why(dana, party)
    return party


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def pages(party: Party) -> list[str]:
    return ["/customers/", "/customers/new/", f"/customers/{party.reference}/"]


def test_each_page_opens_for_those_with_the_power_only(office: Client, marisol: Party) -> None:
    clerk = factories.staff("Clerk", username="clerk")
    for path in pages(marisol):
        assert office.get(path).status_code == 200
        assert Client().get(path).status_code == 302
        other = Client()
        other.force_login(clerk.user)  # type: ignore[arg-type]
        assert other.get(path).status_code == 403


@pytest.mark.parametrize("act", ["add", "reach/end", "reach/first", "reach/gone"])
def test_each_act_needs_its_power(marisol: Party, client: Client, act: str) -> None:
    clerk = factories.staff("Clerk", username="clerk", grants=["customers.register"])
    client.force_login(clerk.user)  # type: ignore[arg-type]
    given = {"kind": "email", "value": "m.ortega@example.org"}
    assert client.post(f"/customers/{marisol.reference}/{act}/", given).status_code == 403
    assert marisol.contact_points.filter(until__isnull=True).count() == 1


def test_the_list_is_searched_and_shows_markup_as_text(
    office: Client, marisol: Party, dana: StaffMember
) -> None:
    register(name=NASTY, by=dana.actor, at=NOW)
    page = text(office.get("/customers/"))
    assert "Marisol Ortega-Reyes" in page
    assert "<script>alert" not in page
    assert "Marisol" in text(office.get("/customers/", {"q": "ortega"}))
    assert "Nobody found" in text(office.get("/customers/", {"q": NASTY[:50] + "zebra"}))


def test_for_the_script_a_search_brings_what_was_found_alone_and_says_how_many(
    office: Client, marisol: Party
) -> None:
    def part(words: str) -> str:
        return text(office.get("/customers/", {"q": words}, headers={"HX-Request": "true"}))

    part("ortega")  # what is kept between requests is kept now
    with CaptureQueriesContext(connection) as asked:
        found = part("ortega")
    assert len(asked) <= 9
    assert marisol.name in found
    assert "1 found" in found
    assert "desk-bar" not in found
    assert "Nobody found" in part("zebra")
    boosted = {"HX-Request": "true", "HX-Boosted": "true"}
    assert "desk-bar" in text(office.get("/customers/", {"q": "ortega"}, headers=boosted))


def test_the_list_asks_the_same_for_one_row_and_for_three(
    office: Client, marisol: Party, dana: StaffMember
) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            office.get(path)
        return len(asked)

    paths = ["/customers/", "/customers/?q=ortega", f"/customers/{marisol.reference}/"]
    [queries(path) for path in paths]
    before = [queries(path) for path in paths]
    for name in ("Ana Ortega", "Eva Ortega"):
        register(name=name, by=dana.actor, at=NOW)
    making.topic()
    for _case in range(2):
        making.case()
    assert [queries(path) for path in paths[:2]] == before[:2]
    with_two = queries(paths[2])
    making.case()
    assert queries(paths[2]) == with_two


def test_panels_keep_their_budget_of_queries(
    office: Client, marisol: Party, dana: StaffMember, rf: object
) -> None:
    making.topic()
    for _case in range(3):
        making.case()

    class Asking:
        actor, at = dana.actor, NOW

    for panel in PANELS.values():
        with CaptureQueriesContext(connection) as asked:
            panel.given(Asking(), Party.objects.get(name="Marisol Ortega-Reyes"))  # type: ignore[arg-type]
        assert len(asked) - 1 <= panel.queries, panel.name


def test_the_page_shows_their_cases_and_contacts(office: Client, dana: StaffMember) -> None:
    making.topic()
    case = making.case()
    assert case.customer is not None
    page = text(office.get(f"/customers/{case.customer.reference}/"))
    assert case.number in page
    assert "Inbound" in page


def test_ways_are_added_and_ended(office: Client, marisol: Party) -> None:
    office.post(f"/customers/{marisol.reference}/add/", {"kind": "phone", "value": "202 555 0147"})
    assert "202 555 0147" in text(office.get(f"/customers/{marisol.reference}/"))
    office.post(f"/customers/{marisol.reference}/reach/end/", {"point": "phone:202 555 0147"})
    assert "No longer used" in text(office.get(f"/customers/{marisol.reference}/"))
    assert office.post(f"/customers/{marisol.reference}/reach/end/", {"point": "drum:1"}).status_code == 404


@pytest.mark.parametrize(
    "given", [{"kind": "email", "value": NASTY}, {"kind": "drum", "value": "x"}, {"kind": "phone"}]
)
def test_what_cant_be_added_stays_in_the_form(office: Client, marisol: Party, given: dict[str, str]) -> None:
    answer = office.post(f"/customers/{marisol.reference}/add/", given)
    assert answer.status_code == 422
    assert "error-summary" in text(answer)
    assert "<script>alert" not in text(answer)
    assert marisol.contact_points.count() == 1


def test_somebody_is_put_on_file_once_however_often_the_form_is_sent(office: Client) -> None:
    given = {
        "kind": "organization",
        "name": "Northside Towing LLC",
        "language": "en",
        "idempotency_key": "k" * 32,
    }
    for _time in range(2):
        answer = office.post("/customers/new/", given)
    party = Party.objects.get()
    assert (party.name, party.kind) == ("Northside Towing LLC", "organization")
    assert answer.headers["Location"] == f"/customers/{party.reference}/"


@pytest.mark.parametrize(
    "given", [{"name": ""}, {"language": "English"}, {"kind": "robot"}, {"email": "x@"}, {"phone": "1"}]
)
def test_bad_input_keeps_what_was_typed(office: Client, given: dict[str, str]) -> None:
    answer = office.post(
        "/customers/new/", {"kind": "person", "name": "Typed name", "language": "en"} | given
    )
    assert answer.status_code == 422
    assert given.get("name", "Typed name") in text(answer)
    assert not Party.objects.exists()


@pytest.mark.parametrize("wanted", ["2222-2222-22", "x", "%00", "..%2f"])
def test_who_is_not_there_is_not_found(office: Client, wanted: str) -> None:
    assert office.get(f"/customers/{wanted}/").status_code == 404
