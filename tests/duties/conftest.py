"""The agency, its pages, a visitor, and the colleagues of the first levels."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from tests import factories
from tests.duties.working import Representative
from tests.portal import making
from tests.portal.making import Visitor


@pytest.fixture(autouse=True)
def agency(db: None) -> Iterator[None]:
    """Topics and pages; everything is said in English."""
    cache.clear()
    translation.activate("en-us")
    making.topics()
    making.pages()
    yield
    translation.deactivate()


@pytest.fixture
def member() -> StaffMember:
    """A colleague of the first level."""
    return factories.representative("Dana Whitfield", username="dana", at=clock.now() - dt.timedelta(days=1))


@pytest.fixture
def dana(member: StaffMember) -> Representative:
    """That colleague at the desk."""
    return Representative().sign_in("dana")


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()
