"""The duties of the five series: who does each, what serves it, and which scenario of the tests shows it."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from frontoffice.authority import registry
from frontoffice.authority.series import shipped
from frontoffice.authority.series.shape import ALL

SHOWN = Path(__file__).parent / "shown.json"


@dataclass(frozen=True)
class Duty:
    """A duty with what shows it. `open_parts` are those that no scenario shows; the duty itself is open until all do.

    A duty without parts is one part of no name.
    """

    id: str
    series: str
    levels: tuple[str, ...]
    words: str
    parts: tuple[str, ...]
    actions: tuple[str, ...]
    scenarios: tuple[str, ...]
    open_parts: tuple[str, ...]

    @property
    def open(self) -> bool:
        return bool(self.open_parts)


def parts() -> dict[str, tuple[str, ...]]:
    """The parts of each duty of the five series, none where it is of one piece."""
    return {duty.id: tuple(duty.parts) for code in shipped.CODES for duty in shipped.series(code).duties}


@cache
def shown() -> list[dict[str, Any]]:
    """What the scenarios showed when they last ran whole: `scenario`, `duties` (id and part), `actions`."""
    found: list[dict[str, Any]] = json.loads(SHOWN.read_text(encoding="utf-8"))
    return found


def listing() -> list[Duty]:
    """Every duty of the five series, in their order."""
    showing: dict[str, list[dict[str, Any]]] = {}
    for row in shown():
        for duty, _part in row["duties"]:
            showing.setdefault(duty, []).append(row)
    return [
        _duty(code, entry.id, showing.get(entry.id, []))
        for code in shipped.CODES
        for entry in shipped.series(code).duties
    ]


def _duty(code: str, duty: str, rows: list[dict[str, Any]]) -> Duty:
    file = shipped.series(code)
    entry = next(each for each in file.duties if each.id == duty)
    done = {part for row in rows for name, part in row["duties"] if name == duty}
    wanted = tuple(entry.parts) or ("",)
    known = shipped.vocabulary().powers
    serving = {name for power in entry.powers for name in (*known[power].actions, *known[power].planned)}
    serving |= {name for row in rows for name in row["actions"]}
    return Duty(
        id=duty,
        series=code,
        levels=(ALL,) if entry.level == ALL else tuple(entry.levels),
        words=entry.words,
        parts=tuple(entry.parts),
        actions=tuple(sorted(serving & set(registry.ACTIONS))),
        scenarios=tuple(sorted({row["scenario"] for row in rows})),
        open_parts=tuple(part for part in wanted if part not in done),
    )
