"""What every test can use: whether something that is missing may be skipped, and the browser's path.

Settings for tests are in tests/settings.py; fixtures of one room are in that room's conftest.py.
"""

import os
import shutil

import pytest

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


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests marked `browser` are skipped where there is none, unless nothing may be skipped."""
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
