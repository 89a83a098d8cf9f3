"""The pages of accounts: each works, and says no to the wrong power and to bad input; a number is found or refused."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Account, Party
from tests import factories
from tests.customers.accounting import opened
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative(username="dana")


@pytest.fixture
def account(dana: StaffMember) -> Account:
    party = register(name="Marisol Ortega-Reyes", by=dana.actor, at=NOW)
    factories.said_why(dana, party)
    return opened(party, dana)


@pytest.fixture
def office(client: Client, dana: StaffMember) -> Client:
    client.force_login(dana.user)  # type: ignore[arg-type]
    return client


def test_each_page_needs_its_power(office: Client, account: Account) -> None:
    clerk = Client()
    clerk.force_login(factories.staff(username="clerk").user)  # type: ignore[arg-type]
    own = f"/customers/accounts/{account.reference}/"
    role = account.roles.get().reference
    new = f"/customers/{account.customer.reference}/account/"
    for page in (own, new, f"{own}role/", f"{own}role/{role}/end/", f"{own}do/hold/"):
        assert office.get(page).status_code == 200, page
        assert clerk.get(page).status_code == 403, page
    for page in (new, f"{own}role/", f"{own}role/{role}/end/", f"{own}do/hold/"):
        assert office.post(page, {}).status_code == 422, page


def test_an_account_is_opened_held_and_given_a_representative(office: Client, account: Account) -> None:
    register(name="Mateo Villanueva", by=account.recorded_by, at=NOW)
    office.post(f"/customers/{account.customer.reference}/account/", {"kind": "license"})
    assert Account.objects.count() == 2
    own = f"/customers/accounts/{account.reference}/"
    office.post(f"{own}do/hold/", {"reason": "letters_returned", "at_word": "own"})
    said = {"party": "Mateo Villanueva", "kind": "representative", "scopes": ["refunds"]}
    shown = {"evidence_kind": "power_of_attorney", "evidence": "Document 12", "last_on": "2036-12-31"}
    office.post(f"{own}role/", said | shown)
    page = office.get(own).content.decode()
    for words in ("On hold", "Letters come back", "Mateo Villanueva", "Receive refunds", "2036"):
        assert words in page
    customer = office.get(f"/customers/{account.customer.reference}/").content.decode()
    assert account.number in customer
    mateo = Party.objects.get(name="Mateo Villanueva")
    assert mateo.account_roles.get().until_on.isoformat() == "2037-01-01"  # type: ignore[union-attr]


def test_acc_14_nobody_similar_is_given_a_role_by_a_typing_error(office: Client, account: Account) -> None:
    register(name="Mateo Villanueva", phone="202-555-0190", by=account.recorded_by, at=NOW)
    own = f"/customers/accounts/{account.reference}/role/"
    said = {"kind": "payer", "evidence_kind": "signed_form", "evidence": "Document 12"}
    for mistyped in ("202-555-0191", "Mateo Vilanueva"):
        refused = office.post(own, said | {"party": mistyped})
        assert refused.status_code == 404
        assert "Type the reference." in refused.content.decode()
        assert f'value="{mistyped}"' in refused.content.decode(), "what was typed is still there"
    assert account.roles.count() == 1
    assert office.post(own, said | {"party": "202-555-0190"}).status_code == 302
    assert account.roles.count() == 2


def test_acc_16_a_number_finds_its_holder_and_a_wrong_one_is_refused(
    office: Client, account: Account
) -> None:
    asked = office.get("/customers/", {"q": account.number.replace("-", " ")}).content.decode()
    assert "Marisol Ortega-Reyes" in asked
    assert "account number" in asked
    wrong = account.number[:-1] + str((int(account.number[-1]) + 1) % 10)
    assert "check the digits" in office.get("/customers/", {"q": wrong}).content.decode()


def test_the_palette_goes_to_an_account_and_says_of_a_wrong_number_that_it_can_not_be_right(
    office: Client, account: Account
) -> None:
    def said(text: str) -> str:
        return office.get("/my-work/palette/", {"q": text}).content.decode()

    assert f"/customers/accounts/{account.reference}/" in said(account.number)
    wrong = account.number[:-1] + str((int(account.number[-1]) + 1) % 10)
    assert "check the digits" in said(wrong)
    assert "/customers/accounts/" not in said(account.number[:8])
