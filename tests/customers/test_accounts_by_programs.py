"""What programs read of accounts: by a closed list, whole by reference, nothing for who is no colleague."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.changing_accounts import hold_account
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Account, Party
from frontoffice.foundation import clock
from tests import factories
from tests.authority.test_reads import DAY, SECRET, Program, visitor
from tests.customers.accounting import account, given, marisol, opened
from tests.customers.pairs import joined
from tests.factories import NOW

__all__ = ["account", "marisol"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative("Dana Whitfield", username="dana", at=clock.now())


@pytest.fixture
def program(dana: StaffMember) -> Program:
    at = clock.now()
    issue_token(secret=SECRET, name="t", scopes=["read"], expires_at=at + DAY, by=dana.actor, at=at)
    return Program(SECRET)


def test_accounts_are_narrowed_and_show_who_acts(
    program: Program, account: Account, marisol: Party, dana: StaffMember
) -> None:
    mateo = register(name="Mateo Villanueva", by=dana.actor, at=NOW)
    given(account, mateo, dana)
    other = opened(mateo, dana, kind="vehicle")
    hold_account(account=other, reason="asked_for", by=dana.actor, at=NOW)
    listed = {
        asked: [row["reference"] for row in program.items(f"customers.account?{asked}")]
        for asked in ("status=on_hold", "kind=service", f"customer={marisol.reference}")
    }
    assert listed == {
        "status=on_hold": [other.reference],
        "kind=service": [account.reference],
        f"customer={marisol.reference}": [account.reference],
    }
    factories.said_why(dana, marisol)
    whole = program.get(f"customers.account/{account.reference}").json()
    assert [(role["kind"], role["party"]) for role in whole["roles"]] == [
        ("holder", marisol.reference),
        ("representative", mateo.reference),
    ]
    assert whole["roles"][1]["scopes"] == ["information"]
    assert [change["after"] for change in whole["changes"]] == ["open"]


def test_a_number_narrows_no_list_and_a_visitor_sees_none(program: Program, account: Account) -> None:
    assert program.get(f"customers.account?number={account.number}").status_code == 422
    assert visitor().items("customers.account") == []


def test_the_accounts_of_a_merged_file_are_the_customers(
    program: Program, account: Account, marisol: Party, dana: StaffMember
) -> None:
    again = register(name="Marisol Ortega", by=dana.actor, at=NOW)
    other = opened(again, dana)
    joined(marisol, again, dana)
    rows = program.items(f"customers.account?customer={marisol.reference}")
    assert {row["reference"] for row in rows} == {account.reference, other.reference}
    assert {row["customer"] for row in rows} == {marisol.reference}


def test_the_page_takes_as_many_queries_for_many_roles_as_for_one(
    client: Client, account: Account, marisol: Party, dana: StaffMember
) -> None:
    factories.said_why(dana, marisol)
    client.force_login(dana.user)  # type: ignore[arg-type]
    page = f"/customers/accounts/{account.reference}/"
    client.get(page)
    counts = []
    for name in ("", "Ruth Okafor", "Ines Ortega"):
        if name:
            given(account, register(name=name, by=dana.actor, at=NOW), dana)
        with CaptureQueriesContext(connection) as made:
            assert client.get(page).status_code == 200
        counts.append(len(made))
    assert len(set(counts)) == 1, counts
