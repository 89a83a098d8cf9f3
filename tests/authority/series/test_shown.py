"""What is kept of the scenarios is what stands in tests/duties; a duty is open until every part of it is shown."""

import ast
from pathlib import Path
from typing import Any

import pytest

from frontoffice.authority.series import duties

ROOT = Path(__file__).parents[3]


def scenarios() -> dict[str, set[tuple[str, str]]]:
    """The scenarios that stand in tests/duties with the duties and parts that each names, read and not run."""
    found: dict[str, set[tuple[str, str]]] = {}
    for path in sorted((ROOT / "tests/duties").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                named = {_named(call) for call in node.decorator_list if _is_duty(call)}
                found[f"tests/duties/{path.name}::{node.name}"] = named
    return found


def _is_duty(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.duty"


def _named(node: ast.expr) -> tuple[str, str]:
    assert isinstance(node, ast.Call)
    part = next((ast.literal_eval(word.value) for word in node.keywords if word.arg == "part"), "")
    return ast.literal_eval(node.args[0]), part


def test_what_is_kept_is_what_stands_in_the_scenarios() -> None:
    """Run `make duties` after a scenario was added, renamed or removed."""
    kept = {row["scenario"]: {tuple(pair) for pair in row["duties"]} for row in duties.shown()}
    standing = {name: named for name, named in scenarios().items() if named}
    assert sorted(set(kept) - set(standing)) == [], "kept, and there is no such scenario"
    assert sorted(set(standing) - set(kept)) == [], "not kept yet"
    assert {name: named for name, named in standing.items() if kept[name] != named} == {}


def test_a_scenario_names_duties_and_parts_that_there_are() -> None:
    """A duty that has parts is shown part by part: naming it whole shows nothing of it."""
    parts = duties.parts()
    wrong = [
        f"{name}: {duty} {part or 'has parts: ' + ', '.join(parts.get(duty, ()))}"
        for name, named in scenarios().items()
        for duty, part in named
        if part not in (parts.get(duty, ()) or ("",))
    ]
    assert wrong == []


def test_whatever_is_kept_did_something() -> None:
    assert [row["scenario"] for row in duties.shown() if not row["actions"]] == []


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts other rows in the place of what is kept."""

    def keep(*rows: tuple[str, str]) -> dict[str, duties.Duty]:
        made = [
            {
                "scenario": f"tests/duties/test_{n}.py::test_it",
                "duties": [list(row)],
                "actions": ["cases.note"],
            }
            for n, row in enumerate(rows)
        ]
        monkeypatch.setattr(duties, "shown", lambda: made)
        return {duty.id: duty for duty in duties.listing()}

    return keep


def test_a_duty_is_open_until_each_of_its_parts_is_shown(kept: Any) -> None:
    some = kept(("onet.05", "exchange"), ("onet.05", "refund"))["onet.05"]
    assert (some.open, some.open_parts) == (True, ("adjust",))
    every = kept(("onet.05", "exchange"), ("onet.05", "refund"), ("onet.05", "adjust"))["onet.05"]
    assert not every.open
    assert len(every.scenarios) == 3


def test_a_duty_with_parts_is_not_shown_by_naming_it_whole(kept: Any) -> None:
    assert kept(("onet.05", ""))["onet.05"].open
    assert not kept(("onet.13", ""))["onet.13"].open


def test_what_nothing_shows_is_open(kept: Any) -> None:
    assert all(duty.open for duty in kept().values())
