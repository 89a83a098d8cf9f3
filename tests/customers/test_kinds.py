"""The kinds of numbers, flags and cautions on their pages: shipped ones, changed ones, and the agency's own."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.customers import caution_kinds, flag_kinds, identifier_kinds
from frontoffice.customers.actions.cautioning import define_caution_kind
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def gordon(db: None) -> StaffMember:
    return factories.supervisor("Gordon Ashworth", username="gordon")


@pytest.fixture
def office(client: Client, gordon: StaffMember) -> Client:
    client.force_login(gordon.user)  # type: ignore[arg-type]
    return client


def test_what_the_product_comes_with_is_listed_and_changed(office: Client) -> None:
    page = office.get("/customers/kinds/").content.decode()
    for shipped in ("Social Security number", "Deceased", "Dangerous animal"):
        assert shipped in page
    changed = {"name": "Died", "handling": "Ask for the court’s letter.", "viewers": "unit", "active": "on"}
    assert office.post("/customers/kinds/flags/deceased/", changed).status_code == 302
    assert (flag_kinds.kinds()["deceased"].name, flag_kinds.kinds()["deceased"].viewers) == ("Died", "unit")
    page = office.get("/customers/kinds/").content.decode()
    assert "Died" in page
    assert ">Deceased<" not in page
    office.post("/customers/kinds/cautions/animal/", {"name": "Dangerous animal"})
    assert "animal" not in caution_kinds.kinds()
    assert "not offered" in office.get("/customers/kinds/").content.decode()


def test_an_own_kind_is_added_and_its_numbers_are_checked(office: Client) -> None:
    given = {"code": "permit", "name": "Permit", "pattern": "[A-Z]{2}[0-9]{5}", "active": "on"}
    assert office.post("/customers/kinds/numbers/", given).status_code == 302
    assert identifier_kinds.is_valid(identifier_kinds.kinds()["permit"], "PX-44710")
    assert not identifier_kinds.is_valid(identifier_kinds.kinds()["permit"], "447")
    form = office.get("/customers/kinds/numbers/permit/").content.decode()
    assert "[A-Z]{2}[0-9]{5}" in form


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": "ssn", "name": "Another"}, "There is such a kind already"),
        ({"code": "Nice One", "name": "<b>Nice"}, "Begin with a small letter"),
        ({"code": "nice", "name": ""}, "is required"),
        ({"code": "nice", "name": "N", "validator": "us.nothing"}, "no such rule"),
        ({"code": "nice", "name": "N", "pattern": "["}, "no such rule"),
        ({"code": "nice", "name": "N", "validator": "../x"}, "alert"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    office: Client, given: dict[str, str], said: str
) -> None:
    answer = office.post("/customers/kinds/numbers/", given)
    page = answer.content.decode()
    assert answer.status_code >= 400
    assert said in page
    assert "<b>Nice" not in page
    assert "nice" not in identifier_kinds.kinds()


def test_only_who_sets_up_comes_in(gordon: StaffMember) -> None:
    dana = factories.representative(username="dana")
    client = Client()
    client.force_login(dana.user)  # type: ignore[arg-type]
    for page in ("", "numbers/", "flags/minor/"):
        assert client.get(f"/customers/kinds/{page}").status_code == 403
        assert Client().get(f"/customers/kinds/{page}").status_code == 302
    client.force_login(gordon.user)  # type: ignore[arg-type]
    for page in ("drums/", "flags/nothing/"):
        assert client.get(f"/customers/kinds/{page}").status_code == 404


def test_the_list_asks_the_same_for_one_kind_more_and_for_three(office: Client, gordon: StaffMember) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            office.get("/customers/kinds/")
        return len(asked)

    queries()
    define_caution_kind(code="dogs0", name="Dogs", by=gordon.actor, at=NOW)
    before = queries()
    for number in (1, 2, 3):
        define_caution_kind(code=f"dogs{number}", name="Dogs", by=gordon.actor, at=NOW)
    assert queries() == before
