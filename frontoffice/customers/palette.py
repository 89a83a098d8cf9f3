"""What the customers room puts into the palette: customers by name, number or how to reach them."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.middleware import ActingRequest
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


def register() -> None:
    """Called once, when the app is ready."""
    add_source(Source("customers", _("Customers"), 30, customers))
