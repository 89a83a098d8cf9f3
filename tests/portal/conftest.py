"""An agency with topics and pages, and visitors who come to it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.portal import making
from tests.portal.making import Visitor


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that answered in Spanish leaves the thread in Spanish; each test starts and ends in English."""
    cache.clear()
    translation.activate("en-us")
    yield
    translation.deactivate()


@pytest.fixture
def topics(db: None) -> None:
    making.topics()


@pytest.fixture
def pages(topics: None) -> None:
    """Topics and pages of help, in English."""
    making.pages("en", only=making.FEW)


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


@pytest.fixture
def other() -> Visitor:
    """Somebody else, at another browser."""
    return Visitor()
