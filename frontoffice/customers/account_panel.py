"""The panel of accounts on a customer's page."""

from typing import Any

from frontoffice.authority.middleware import ActingRequest
from frontoffice.customers.account_words import kind_names
from frontoffice.customers.models import Party
from frontoffice.customers.office_days import office_day
from frontoffice.customers.panels import Panel, add_panel
from frontoffice.customers.queries.accounts import accounts_of


def of_customer(request: ActingRequest, party: Party) -> dict[str, Any]:
    """The accounts that they hold, pay or act for. Two queries; three where there are any."""
    held = accounts_of(party, office_day(request.at))
    said = kind_names() if held else {}
    return {"accounts": [(one, said.get(one.account.kind, one.account.kind)) for one in held]}


def register() -> None:
    """Called once, when the app is ready."""
    add_panel(Panel("accounts", 15, "customers/accounts/panel.html", of_customer, queries=3))
