"""The product's settings as the tests use them: of the caller's installation only DATABASE_URL is heeded.

A process that a test starts gets the environment the test gives it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER, OWNER, STRICT = "FRONTOFFICE_TESTS_DIR", "FRONTOFFICE_TESTS_OWNER", "FRONTOFFICE_REQUIRE_ALL"


def prepare(tester: str) -> None:
    """Give a process that runs tests a folder of its own, apart from those that test at the same time."""
    for name in [name for name in os.environ if name.startswith("FRONTOFFICE_")]:
        if name not in {FOLDER, STRICT}:
            del os.environ[name]
    os.environ.pop("EMAIL_URL", None)
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="frontoffice-tests-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
    own = Path(os.environ[FOLDER]) / tester
    (own / "static").mkdir(parents=True, exist_ok=True)
    os.environ |= {OWNER: tester, "FRONTOFFICE_TESTING": "1", "FRONTOFFICE_DATA_DIR": str(own)}


this_one = os.environ.get("PYTEST_XDIST_WORKER", "alone")
if os.environ.get(OWNER) != this_one:
    prepare(this_one)

from config.settings import *  # noqa: E402, F403
from tests import prepared  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in real life: databases in memory lock whole tables and heed no time-out.
    made = Path(os.environ["FRONTOFFICE_DATA_DIR"]) / "test.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(made)}  # noqa: F405
    prepared.offer(made)
