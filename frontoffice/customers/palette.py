"""What the customers room puts into the palette: customers by name, number or how to reach them."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.customers.account_numbers import WrongAccountNumber, is_wrong
from frontoffice.customers.queries.accounts import account_numbered
from frontoffice.customers.queries.finding import found
from frontoffice.foundation.ui.palette import Asked, Entry, Source, add_source

MOST = 5


def customers(request: HttpRequest, asked: Asked) -> Sequence[Entry]:
    """Also where a name is spelled otherwise."""
    acting = cast(ActingRequest, request)
    if len(asked.text) < 2:
        return []
    rows = found(asked.text, by=acting.actor, at=acting.at, most=MOST)
    return [
        Entry(
            one.party.name,
            reverse("customers:customer", args=[one.party.reference]),
            one.party.get_kind_display(),
            "person",
        )
        for one in rows[:MOST]
    ]


def accounts(request: HttpRequest, asked: Asked) -> Sequence[Entry]:
    """The account of a number that was typed whole; of one that can't be right that, before anything is asked."""
    acting = cast(ActingRequest, request)
    if is_wrong(asked.text):
        return [Entry(str(WrongAccountNumber.message), reverse("customers:customers"), icon="error")]
    one = account_numbered(asked.text, by=acting.actor, at=acting.at)
    if one is None:
        return []
    return [Entry(one.number, reverse("customers:account", args=[one.reference]), one.customer.name)]


def register() -> None:
    """Called once, when the app is ready."""
    add_source(Source("accounts", _("Accounts"), 29, accounts))
    add_source(Source("customers", _("Customers"), 30, customers))
