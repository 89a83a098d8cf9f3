"""Putting the customers on file, each in the year in which the agency came to know them."""

import datetime as dt
import random
from datetime import datetime

from demo.cast import CUSTOMERS, Customer
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party, PartyKind
from frontoffice.foundation.actors import service

AT_LEAST = dt.timedelta(days=30)  # known for that long when the week begins


def register_customers(*, before: datetime, seed: int) -> dict[str, Party]:
    """The customers by key, oldest first, so that references and rows follow time."""
    known = sorted(
        ((_since(customer, before, seed), customer) for customer in CUSTOMERS), key=lambda one: one[0]
    )
    return {customer.key: _register(customer, at) for at, customer in known}


def _since(customer: Customer, before: datetime, seed: int) -> datetime:
    """A working hour of some day in the first half of the customer's year, or a month before the week at the latest."""
    chance = random.Random(f"{seed}:{customer.key}")  # noqa: S311 - spread, not a secret
    day = dt.datetime(customer.since, 1, 5, 15, tzinfo=dt.UTC) + dt.timedelta(days=chance.randrange(170))
    return min(day + dt.timedelta(minutes=chance.randrange(420)), before - AT_LEAST)


def _register(customer: Customer, at: datetime) -> Party:
    return register(
        name=customer.name,
        kind=PartyKind.ORGANIZATION if customer.organization else PartyKind.PERSON,
        language=customer.language,
        email=customer.email,
        phone=customer.phone,
        address=customer.address,
        by=service("customers"),
        at=at,
    )
