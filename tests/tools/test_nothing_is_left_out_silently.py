"""Where nothing may be skipped, a missing PostgreSQL or browser is a failure; elsewhere it is said."""

import os
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import shares
from tests.house import tree

NOWHERE = "postgres://nobody@127.0.0.1:1/none"
FOLDER = "tests/foundation/ui/test_keyboard.py"
NO_BROWSER = "tests/customers/test_registering.py"
IN_A_BROWSER = "tests/foundation/ui/test_keyboard.py::test_tabs_move_with_the_arrows"


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("FRONTOFFICE_", "PYTEST_"))
    }
    for name in ("CI", "TEST_SHARE"):
        kept.pop(name, None)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=tree.ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("strictly", [{"CI": "true"}, {"FRONTOFFICE_REQUIRE_ALL": "1"}])
def test_without_postgresql_the_suite_fails_and_says_why(strictly: dict[str, str]) -> None:
    done = run("tools/run_tests.py", DATABASE_URL=NOWHERE, TEST_DATABASES="postgresql", **strictly)
    assert done.returncode == 1
    assert "Not on PostgreSQL: DATABASE_URL names a PostgreSQL that refuses us" in done.stdout
    assert done.stdout.endswith("0 passed, 0 failed, 0 skipped\n")


@pytest.mark.parametrize("strictly", [{"CI": "true"}, {"FRONTOFFICE_REQUIRE_ALL": "1"}])
def test_without_a_browser_its_tests_fail(strictly: dict[str, str]) -> None:
    done = run("-m", "pytest", IN_A_BROWSER, CHROMIUM="no-such-browser", **strictly)
    assert done.returncode == 1, done.stdout
    assert "no browser: install chromium" in done.stdout


def test_without_a_browser_they_are_skipped_at_home() -> None:
    done = run("-m", "pytest", "-rs", IN_A_BROWSER, CHROMIUM="no-such-browser")
    assert done.returncode == 0, done.stdout
    assert "1 skipped" in done.stdout
    assert "no browser: install chromium" in done.stdout


def named(path: str, **environment: str) -> set[str]:
    """The tests that would run."""
    done = run("-m", "pytest", "--collect-only", "-v", path, **environment)
    return {line.strip() for line in done.stdout.split("\n") if "<Function" in line}


@pytest.mark.parametrize("of", [FOLDER, NO_BROWSER])
def test_the_shares_of_both_databases_are_the_whole_and_of_a_browsers_tests_a_part(of: str) -> None:
    whole = named(of)
    one, other = named(of, TEST_SHARE="7"), named(of, TEST_SHARE="7", DATABASE_URL=NOWHERE)
    if of == FOLDER:
        assert not one & other, "none runs twice"
        assert set() < one | other < whole, "a part is drawn"
    else:
        assert whole == one | other


@given(st.text(min_size=1))
def test_what_is_drawn_by_turns_has_its_turn_within_thirty_changes(name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        turns = []
        for number in range(4000, 4030):
            patch.setenv("TEST_SHARE", str(number))
            turns.append(shares.its_turn(name))
    assert {True, False} == set(turns)


def test_without_a_draw_everything_has_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_SHARE", raising=False)
    assert shares.its_turn("tests/any.py::test")
    assert shares.drawn("a page", [1, 2]) == [1, 2]


ON_ONE_ALONE = "tests/cases/test_conditions.py", "test_a_count_reads_no_more_of_a_large_table_than_it_may"


def test_what_only_one_database_can_do_is_in_its_share_and_not_in_the_other() -> None:
    file, name = ON_ONE_ALONE
    for url, there in ((NOWHERE, True), ("", False)):
        done = run("-m", "pytest", "--collect-only", "-v", file, DATABASE_URL=url, TEST_SHARE="1")
        assert (name in done.stdout) is there, done.stdout


def test_no_test_leaves_a_database_out_by_a_way_that_the_shares_do_not_know() -> None:
    asks = re.compile(r"skipif\(\s*connection\.vendor|if connection\.vendor [!=]= \S+:\n\s+pytest\.skip")
    tests = [path for path in (tree.ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]
    assert [str(path) for path in tests if asks.search(path.read_text(encoding="utf-8"))] == []


def test_the_private_server_is_gone_when_the_command_ends() -> None:
    ask = "import os, psycopg; print(psycopg.connect(os.environ['DATABASE_URL']).execute('select 6 * 7').fetchone()[0])"
    done = run(
        "tools/postgres.py",
        sys.executable,
        "-c",
        f"{ask}; print(os.environ['DATABASE_URL'])",
        DATABASE_URL="",
    )
    if done.returncode == os.EX_UNAVAILABLE:
        pytest.skip("no PostgreSQL is installed")
    answer, url = done.stdout.splitlines()[-2:]
    assert answer == "42"
    if "a private cluster" in done.stdout:
        again = run("tools/postgres.py", "true", DATABASE_URL=url)
        assert "refuses us" in again.stderr
