"""What each scenario shows: the duties that it names, and the actions that it did through a page, the API or a command.

Recorded while the scenarios run. A duty counts when every part of it has a green scenario that did something; what a
test calls by itself, behind the edges, shows nothing.
"""

import json
import os
from collections import defaultdict
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.core.management.base import BaseCommand

from frontoffice.authority import performing
from frontoffice.authority.series import duties

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WRITE = "WRITE_DUTIES"
_at_an_edge: ContextVar[bool] = ContextVar("at an edge", default=False)


class Recorder:
    """The scenarios of this run: what they name, what they did, and which of them failed."""

    def __init__(self) -> None:
        self.running = ""
        self.collected: set[str] = set()
        self.actions: dict[str, set[str]] = defaultdict(set)
        self.markers: dict[str, set[tuple[str, str]]] = {}
        self.passed: set[str] = set()
        self.failed: set[str] = set()
        self.skipped: set[str] = set()
        self.files = {path.name for path in HERE.glob("test_*.py")}

    def told(self, name: str, report: Any) -> None:
        """How a step of a scenario went; one that failed for some parameters has failed."""
        if report.failed:
            self.failed.add(name)
        elif report.skipped:
            self.skipped.add(name)
        elif report.when == "call":
            self.passed.add(name)

    def did(self, action: str) -> None:
        if self.running and _at_an_edge.get():
            self.actions[self.running].add(action)

    def result(self) -> list[dict[str, Any]]:
        """One row for each green scenario that names a duty and did something, as they are kept."""
        return [
            {
                "scenario": name,
                "duties": [list(pair) for pair in sorted(self.markers[name])],
                "actions": sorted(self.actions[name]),
            }
            for name in sorted(self.passed - self.failed)
            if self.markers.get(name) and self.actions[name]
        ]

    def silent(self) -> list[str]:
        """Green scenarios that name a duty but did nothing through an edge."""
        return sorted(n for n in self.passed - self.failed if self.markers.get(n) and not self.actions[n])


recorder = Recorder()


def listen() -> None:
    """Hear of every action from now on, and of whether it is done inside a request or a command."""
    performing.perform = _heard(performing.perform)
    BaseHandler.get_response = _inside(BaseHandler.get_response)  # type: ignore[method-assign]
    BaseCommand.execute = _inside(BaseCommand.execute)  # type: ignore[method-assign]


def _heard(perform: Any) -> Any:
    def heard(action: Any, *args: Any, **kwargs: Any) -> Any:
        recorder.did(action.name)
        return perform(action, *args, **kwargs)

    return heard


def _inside(edge: Any) -> Any:
    def inside(*args: Any, **kwargs: Any) -> Any:
        token = _at_an_edge.set(True)
        try:
            return edge(*args, **kwargs)
        finally:
            _at_an_edge.reset(token)

    return inside


def name_of(item: pytest.Item) -> str:
    """`tests/duties/test_x.py::test_y`, the same for all parameters."""
    return f"{item.path.relative_to(ROOT).as_posix()}::{getattr(item, 'originalname', item.name)}"


def note(item: pytest.Item) -> None:
    """The duties that a scenario names. Raises UsageError where the series know no such duty or part."""
    name = name_of(item)
    pairs = recorder.markers.setdefault(name, set())
    recorder.collected.add(name)
    known = duties.parts()
    for marker in item.iter_markers("duty"):
        duty, part = marker.args[0], str(marker.kwargs.get("part", ""))
        if duty not in known or (part and part not in known[duty]):
            raise pytest.UsageError(f"{name}: no class series has the duty {duty} {part}".rstrip())
        pairs.add((duty, part))


def ran_whole(config: pytest.Config) -> bool:
    """Whether nothing was picked out: only then can what ran be compared with what is kept."""
    picked = config.option.keyword or config.option.markexpr or config.getoption("lf", False)
    seen = {Path(name.partition("::")[0]).name for name in recorder.collected}
    return not picked and recorder.files == seen and not any("::" in arg for arg in config.args)


def finish(session: pytest.Session) -> list[str]:
    """Keep what was shown, where that was asked for; otherwise what is wrong between this run and what is kept."""
    if not ran_whole(session.config) or session.shouldstop or session.shouldfail:
        return []
    wrong = [f"{name} did nothing through a page, the API or a command" for name in recorder.silent()]
    if recorder.failed:
        return wrong  # what failed says so itself, and nothing is kept of such a run
    if os.environ.get(WRITE):
        kept = json.dumps(recorder.result(), indent=1, ensure_ascii=False)
        duties.SHOWN.write_text(f"{kept}\n", encoding="utf-8")
        return wrong
    kept_now = {row["scenario"]: row for row in duties.shown()}
    ran = {row["scenario"]: row for row in recorder.result()}
    compared = sorted((kept_now.keys() | ran.keys()) - recorder.skipped)
    stale = [name for name in compared if kept_now.get(name) != ran.get(name)]
    return wrong + [f"{name} is not as it is kept; run make duties" for name in stale]
