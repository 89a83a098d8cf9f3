"""The whole suite on SQLite and again on PostgreSQL, and in plain words what ran where.

`python tools/run_tests.py [pytest's arguments]`; TEST_DATABASES=sqlite or postgresql runs one half,
TEST_PROCESSES sets how many tests run at once.
"""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from postgres import Unavailable, postgres

OURS = re.compile(r"^(FRONTOFFICE_|DATABASE_URL$|EMAIL_URL$|DJANGO_SETTINGS_MODULE$)")
OUTCOMES = {"failed": "failures", "errors": "errors", "skipped": "skipped"}  # our words: junit's attributes
KEPT = {"FRONTOFFICE_REQUIRE_ALL"}


@dataclass(frozen=True)
class Run:
    """What came of one run of the suite."""

    database: str
    code: int
    counts: dict[str, int]
    skipped: list[str]
    seconds: float

    def sentence(self) -> str:
        """One line: the database, the counts, the time."""
        counted = ", ".join(f"{number} {word}" for word, number in self.counts.items() if number)
        verdict = "" if self.code == 0 else f" (pytest ended with code {self.code})"
        return f"{self.database}: {counted or 'nothing'} in {self.seconds:.0f} s{verdict}"


def strict() -> bool:
    """Whether a missing database or browser is a failure rather than a skip."""
    return (
        os.environ.get("CI", "").lower() in {"1", "true"} or os.environ.get("FRONTOFFICE_REQUIRE_ALL") == "1"
    )


def main(arguments: list[str]) -> int:
    """Run both halves, say what ran; 0 only when every half that had to run was run and passed."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    wanted = os.environ.get("TEST_DATABASES", "sqlite,postgresql").split(",")
    runs: list[Run] = []
    missing = None
    if "sqlite" in wanted:
        runs.append(_run(f"SQLite {sqlite3.sqlite_version}", "", arguments))
    if "postgresql" in wanted:
        try:
            with postgres() as server:
                runs.append(_run(f"PostgreSQL {server.version}, {server.which}", server.url, arguments))
        except Unavailable as problem:
            missing = str(problem)
    _report(runs, missing)
    failed = not runs or any(run.code != 0 for run in runs)
    return 1 if failed or (missing and strict()) else 0


def _run(database: str, url: str, arguments: list[str]) -> Run:
    print(f"\n=== The suite on {database} ===", flush=True)
    with TemporaryDirectory(prefix="frontoffice-tests-") as folder:
        results = Path(folder) / "results.xml"
        command = [sys.executable, "-m", "pytest", "--create-db", "-n", os.environ.get("TEST_PROCESSES", "2")]
        command += ["--dist", "worksteal", f"--junitxml={results}", "-rfE", *_checked_already(), *arguments]
        started = time.monotonic()
        with _environment(url) as environment:
            code = subprocess.run(command, env=environment, check=False).returncode
        counts, skipped = _counted(results)
    return Run(database, code, counts, skipped, time.monotonic() - started)


def _checked_already() -> list[str]:
    """Continuous integration has asked the rules of the house before, in `make check`."""
    return ["--ignore=tests/house"] if os.environ.get("TEST_SHARE") else []


@contextmanager
def _environment(url: str) -> Iterator[dict[str, str]]:
    """The caller's environment less what would set the product up otherwise."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT or not OURS.match(name)}
    yield kept | {"FRONTOFFICE_TESTING": "1"} | ({"DATABASE_URL": url} if url else {})


def _counted(results: Path) -> tuple[dict[str, int], list[str]]:
    """The numbers of tests by outcome, and the reasons of those skipped, from pytest's own record."""
    counts = dict.fromkeys(("passed", *OUTCOMES), 0)
    reasons: list[str] = []
    if not results.exists():
        return counts, reasons
    for suite in ElementTree.parse(results).getroot().iter("testsuite"):
        other = {word: int(suite.get(key, 0)) for word, key in OUTCOMES.items()}
        counts["passed"] += int(suite.get("tests", 0)) - sum(other.values())
        for word, number in other.items():
            counts[word] += number
        reasons += [case.get("message", "") for case in suite.iter("skipped")]
    return counts, reasons


def _report(runs: list[Run], missing: str | None) -> None:
    print("\n=== What ran ===")
    for run in runs:
        print(run.sentence())
        for reason in sorted(set(run.skipped)):
            print(f"    {run.skipped.count(reason)} skipped: {reason}")
    if missing:
        print(f"Not on PostgreSQL: {missing}")
    total = {word: sum(run.counts[word] for run in runs) for word in ("passed", *OUTCOMES)}
    failed = total["failed"] + total["errors"]
    print(f"{total['passed']} passed, {failed} failed, {total['skipped']} skipped", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
