"""The demonstration as it stands after loading, at two instants: on a weekend, and in the morning after New Year."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from demo.loading import load

SATURDAY = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
MORNING = dt.datetime(2027, 1, 4, 16, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module", params=[SATURDAY, MORNING], ids=["saturday", "morning"])
def loaded_at(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dt.datetime]:
    """The instant of loading; its demonstration is in the database while the tests of a module look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(at=request.param)
        yield request.param
        transaction.set_rollback(True)
