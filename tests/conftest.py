"""What every test can use: whether something that is missing may be skipped, and the browser's path.

Settings for tests are in tests/settings.py; fixtures of one room are in that room's conftest.py.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase

from tests import emptying, prepared, shares
from tests.installations import Installation, copied, migrated

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def nothing_may_be_skipped() -> bool:
    """Continuous integration has everything; there a missing browser or database is a failure."""
    ci = os.environ.get("CI", "").lower() in {"1", "true"}
    return ci or os.environ.get("FRONTOFFICE_REQUIRE_ALL") == "1"


def browser_path() -> str | None:
    """The browser that CHROMIUM names, else the first one on the PATH, else None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With TEST_SHARE most tests run on one of the two databases (shares.py). Both halves together are the whole."""
    if not shares.draw():
        return
    postgresql = connection.vendor == "postgresql"
    elsewhere = [item for item in items if not shares.in_this_half(item, postgresql)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if shares.in_this_half(item, postgresql)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests marked `browser` are skipped where there is none, unless nothing may be skipped; `only_on` where told."""
    only = item.get_closest_marker("only_on")
    if only is not None and connection.vendor != only.args[0]:
        pytest.skip(only.kwargs["reason"])
    if item.get_closest_marker("browser") and browser_path() is None:
        reason = "no browser: install chromium or name one in CHROMIUM"
        if nothing_may_be_skipped():
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; for tests marked `browser`."""
    path = browser_path()
    assert path is not None
    return path


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied_between_tests() -> Iterator[None]:
    """Tests with transactions of their own empty the tables at the end; the guards of append-only tables step aside."""
    djangos = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _test: emptying.empty()  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = djangos  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The tables; made once, they are kept for the next run."""
    if connection.vendor == "sqlite":
        prepared.keep(Path(connection.settings_dict["NAME"]))


@pytest.fixture(scope="session")
def migrated_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """What `installation` copies; nobody writes to it."""
    with migrated(tmp_path_factory.mktemp("migrated")) as made:
        yield made


@pytest.fixture
def installation(migrated_installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation of the test's own, for tests that start and kill real processes: tables, but no agency."""
    with copied(migrated_installation, tmp_path / "installation") as made:
        yield made
