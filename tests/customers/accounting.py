"""Accounts that the tests of accounts start from: one that Marisol holds, and who may act for her."""

import datetime as dt

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.giving_roles import give_account_role
from frontoffice.customers.actions.opening_accounts import open_account
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Account, AccountRole, Party, RoleKind
from tests import factories
from tests.factories import NOW

TODAY = NOW.date()
DAY = dt.timedelta(days=1)
OPENED = dt.date(2025, 3, 3)


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative()


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    return register(name="Marisol Ortega-Reyes", by=dana.actor, at=NOW)


@pytest.fixture
def mateo(dana: StaffMember) -> Party:
    return register(name="Mateo Villanueva", by=dana.actor, at=NOW)


@pytest.fixture
def account(marisol: Party, dana: StaffMember) -> Account:
    return opened(marisol, dana)


def opened(party: Party, by: StaffMember, kind: str = "service") -> Account:
    return open_account(party=party, kind=kind, opened_on=OPENED, by=by.actor, at=NOW)


def given(account: Account, party: Party, by: StaffMember, **said: object) -> AccountRole:
    """A role; unless said otherwise that of a representative who is told what is on record, by a power of attorney."""
    usual: dict[str, object] = {
        "kind": RoleKind.REPRESENTATIVE,
        "scopes": ["information"],
        "evidence_kind": "power_of_attorney",
        "evidence": "Document 12 of the file",
    }
    if said.get("kind", RoleKind.REPRESENTATIVE) is not RoleKind.REPRESENTATIVE:
        del usual["scopes"]
    made = give_account_role(account=account, party=party, **(usual | said), by=by.actor, at=NOW)  # type: ignore[arg-type]
    assert isinstance(made, AccountRole)
    return made
