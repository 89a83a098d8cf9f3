"""The product's settings as the tests use them: of the caller's installation only DATABASE_URL is heeded."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER, STRICT = "FRONTOFFICE_TESTS_DIR", "FRONTOFFICE_REQUIRE_ALL"

for name in [name for name in os.environ if name.startswith("FRONTOFFICE_") and name not in {FOLDER, STRICT}]:
    del os.environ[name]
os.environ.pop("EMAIL_URL", None)
os.environ["FRONTOFFICE_TESTING"] = "1"
if FOLDER not in os.environ:
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="frontoffice-tests-")
    atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
# Processes that test at the same time keep their files apart.
own = Path(os.environ[FOLDER]) / os.environ.get("PYTEST_XDIST_WORKER", "alone")
own.mkdir(parents=True, exist_ok=True)
os.environ["FRONTOFFICE_DATA_DIR"] = str(own)

from config.settings import *  # noqa: E402, F403
