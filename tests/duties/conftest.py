"""The agency, its pages, a visitor, and the colleagues of the first levels."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from tests import factories
from tests.duties import showing
from tests.duties.working import Representative
from tests.portal import making
from tests.portal.making import Visitor

showing.listen()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if showing.HERE in item.path.parents:
            showing.note(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    showing.recorder.running = showing.name_of(item)
    try:
        return (yield)
    finally:
        showing.recorder.running = ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    showing.recorder.told(showing.name_of(item), report)
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What the folder showed is what is kept, or the run has failed."""
    wrong = showing.finish(session)
    if wrong:
        session.config.pluginmanager.getplugin("terminalreporter").write_line(
            "\n" + "\n".join(wrong), red=True
        )
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def agency(db: None) -> Iterator[None]:
    """Topics and pages; everything is said in English."""
    cache.clear()
    translation.activate("en-us")
    making.topics()
    making.pages("en", only=making.FEW)
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
