"""Accounts of the demonstration: who holds them, who pays, and who may act for whom and for how long."""

import datetime as dt
from datetime import datetime

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.changing_accounts import hold_account
from frontoffice.customers.actions.giving_roles import give_account_role
from frontoffice.customers.actions.opening_accounts import open_account
from frontoffice.customers.models import Account, Party, RoleKind

OPENED = {
    "marisol": ("license", 2100),
    "bakery": ("business_tax", 1500),
    "towing": ("vehicle", 700),
}  # days ago
LASTS = dt.timedelta(days=45)  # an authority that ends soon


def open_accounts(customers: dict[str, Party], *, member: StaffMember, at: datetime) -> dict[str, Account]:
    """Through the actions of the office, before the week begins; by the customer's key."""
    by, today = member.actor, at.astimezone(member.office.zone).date()
    made = {
        key: open_account(
            party=customers[key], kind=kind, opened_on=today - dt.timedelta(days=days), by=by, at=at
        )
        for key, (kind, days) in OPENED.items()
    }
    give_account_role(
        account=made["bakery"],
        party=customers["grace"],
        kind=RoleKind.REPRESENTATIVE,
        scopes=["information", "filing"],
        evidence_kind="power_of_attorney",
        evidence="Form 7-POA, in the paper file",
        until_on=today + LASTS,
        by=by,
        at=at,
    )
    give_account_role(
        account=made["marisol"],
        party=customers["mateo"],
        kind=RoleKind.PAYER,
        evidence_kind="signed_form",
        evidence="Form 4-PAY, in the paper file",
        by=by,
        at=at,
    )
    hold_account(
        account=made["towing"], reason="payment_returned", note="Check 2214 was returned.", by=by, at=at
    )
    return made
