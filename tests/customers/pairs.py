"""Two files of one customer, merged and parted: what the tests of merging start from."""

import datetime as dt

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.merging import (
    merge,
)
from frontoffice.customers.actions.registering import register
from frontoffice.customers.actions.unmerging import unmerge
from frontoffice.customers.models import (
    AddressRole,
    Merge,
    Party,
)
from frontoffice.foundation.actors import service
from tests import factories
from tests.factories import NOW

WHY = "Asked on the telephone: the same person."
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative()


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    return register(
        name="Marisol Ortega-Reyes",
        email="m.ortega@example.org",
        address="418 Alder Street\nNorthside, CB 00120",
        address_roles=[AddressRole.RESIDENTIAL, AddressRole.MAILING],
        by=service("customers"),
        at=NOW - dt.timedelta(days=400),
    )


@pytest.fixture
def mari(dana: StaffMember) -> Party:
    """Put on file again, under another name and another address for letters."""
    return register(
        name="Mari Ortega",
        language="es",
        phone="202 555 0158",
        address="PO Box 12\nNorthside, CB 00120",
        by=service("customers"),
        at=NOW - dt.timedelta(days=30),
    )


def joined(one: Party, other: Party, by: StaffMember, **given: object) -> Merge:
    made = merge(survivor=one, other=other, reason=WHY, by=by.actor, at=NOW, **given)  # type: ignore[arg-type]
    assert isinstance(made, Merge)
    return made


def parted(made: Merge, by: StaffMember, **given: object) -> Merge:
    undone = unmerge(merge=made, reason="They are sisters.", by=by.actor, at=LATER, **given)  # type: ignore[arg-type]
    assert isinstance(undone, Merge)
    return undone
