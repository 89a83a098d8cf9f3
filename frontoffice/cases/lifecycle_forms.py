"""A lifecycle as rows of a form, by names alone, so that it is typed without a script. Pure.

`s0.name` is a control of a stage, `w0.name` of a way; empty rows count for nothing. `change` is the button that was
pressed: `stage` and `way` add a row, `drop:w0` takes one out, `up:s0` puts one further up, `look` only looks again.
`m.review` says where cases of the stage `review`, which is gone, go.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from frontoffice.cases.forms_topics import code_of
from frontoffice.cases.lifecycles import Act, Definition, Stage, Transition
from frontoffice.cases.models import Status

LONGEST_CODE, LONGEST_NAME, MOST_ROWS = 40, 120, 60
# Of a stage and of a way so many controls are sent; a form may send 500 in all.
OF_STAGE, OF_WAY, MOST_SENT = 5, 8, 440
_ROW = re.compile(r"([sw])(\d{1,3})\.name")
_CODE = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True)
class StageRow:
    code: str = ""
    label: str = ""
    spanish: str = ""
    category: str = Status.OPEN.value
    stops: str = ""
    error: str = ""
    fresh: bool = False

    @property
    def empty(self) -> bool:
        return not (self.code or self.label or self.spanish)


@dataclass(frozen=True)
class WayRow:
    source: str = ""
    to: str = ""
    label: str = ""
    spanish: str = ""
    acts: tuple[str, ...] = (Act.MOVE.value,)
    power: str = ""
    complexity: str = "1"
    note: bool = False
    fields: tuple[str, ...] = ()
    gate: bool = False
    error: str = ""
    fresh: bool = False

    @property
    def empty(self) -> bool:
        return not (self.source or self.to or self.label or self.spanish)


@dataclass(frozen=True)
class Rows:
    initial: str
    stages: list[StageRow]
    ways: list[WayRow]
    moves: dict[str, str]

    @property
    def wrong(self) -> bool:
        return any(row.error for row in self.stages) or any(row.error for row in self.ways)

    @property
    def next_stage(self) -> int:
        return len(self.stages)

    @property
    def next_way(self) -> int:
        return len(self.ways)

    @property
    def codes(self) -> list[tuple[str, str]]:
        """The stages as they are chosen, in their order."""
        return [(row.code, row.label or row.code) for row in self.stages if row.code]


def fits(told: Definition) -> bool:
    """Whether it can be sent as rows; a larger one is written as JSON."""
    return OF_STAGE * len(told.stages) + OF_WAY * len(told.transitions) <= MOST_SENT


def rows_of(told: Definition, moves: Mapping[str, str] | None = None) -> Rows:
    """The rows of a definition."""
    stages = [
        StageRow(one.code, one.name, one.names.get("es", ""), one.category.value, one.stops)
        for one in told.stages
    ]
    ways = [
        WayRow(
            source=way.source,
            to=way.to,
            label=way.name,
            spanish=way.names.get("es", ""),
            acts=tuple(act.value for act in Act if act in way.acts),
            power=way.power,
            complexity=str(way.complexity),
            note=way.note,
            fields=way.fields,
            gate=way.gate,
        )
        for way in told.transitions
    ]
    return Rows(told.initial, stages, ways, dict(moves or {}))


def typed(post: QueryDict, *, strict: bool = False) -> Rows:
    """What was typed, with what the pressed button changes; with `strict` each row says what is wrong with it."""
    change = post.get("change", "")
    stages = _changed({place: _stage(post, f"s{place}") for place in _places(post, "s")}, change, "s")
    ways = _changed({place: _way(post, f"w{place}") for place in _places(post, "w")}, change, "w")
    if change == "stage" and len(stages) < MOST_ROWS:
        stages.append(StageRow(fresh=True))
    if change == "way" and len(ways) < MOST_ROWS:
        ways.append(WayRow(fresh=True))
    codes = {row.code for row in stages if row.code}
    if strict:
        stages = [replace(row, error=_wrong_stage(row, stages)) for row in stages]
        ways = [replace(row, error=_wrong_way(row, codes)) for row in ways]
    moved = [key for key in post if key.startswith("m.") and post.get(key)]
    moves = {key[2:]: post.get(key, "")[:LONGEST_CODE] for key in moved}
    return Rows(post.get("initial", "")[:LONGEST_CODE], stages, ways, moves)


def written(rows: Rows, before: Definition | None = None) -> dict[str, Any]:
    """The definition that the rows say, as it is kept, with what rows can't say from the version before."""
    old = {stage.code: stage for stage in before.stages} if before is not None else {}
    went = {(way.source, way.to): way for way in before.transitions} if before is not None else {}
    return {
        "initial": rows.initial,
        "stages": [
            {
                "code": row.code,
                "name": row.label,
                "names": _names(old.get(row.code), row.spanish),
                "category": row.category,
                "stops": row.stops,
            }
            for row in rows.stages
            if not row.empty
        ],
        "transitions": [
            {
                "source": row.source,
                "to": row.to,
                "name": row.label,
                "names": _names(went.get((row.source, row.to)), row.spanish),
                "acts": list(row.acts),
                "power": row.power,
                "complexity": int(row.complexity),
                "note": row.note,
                "fields": list(row.fields),
                "gate": row.gate,
            }
            for row in rows.ways
            if not row.empty
        ],
    }


def gone(before: Definition | None, rows: Rows) -> list[Stage]:
    """Stages that cases may stand in now and that the rows no longer have."""
    codes = {row.code for row in rows.stages}
    return [stage for stage in before.stages if stage.code not in codes] if before is not None else []


def _names(old: Stage | Transition | None, spanish: str) -> dict[str, str]:
    others = {key: value for key, value in old.names.items() if key != "es"} if old is not None else {}
    return others | ({"es": spanish} if spanish else {})


def _places(post: QueryDict, kind: str) -> list[int]:
    found = sorted(int(match[2]) for key in post if (match := _ROW.fullmatch(key)) and match[1] == kind)
    return found[:MOST_ROWS]


def _words(post: QueryDict, name: str, most: int = LONGEST_NAME) -> str:
    return " ".join(post.get(name, "").split())[:most]


def _stage(post: QueryDict, row: str) -> StageRow:
    label, code = _words(post, f"{row}.name"), _words(post, f"{row}.code", LONGEST_CODE)
    return StageRow(
        code=code or (code_of(label)[:LONGEST_CODE].strip("-") if label else ""),
        label=label,
        spanish=_words(post, f"{row}.es"),
        category=_words(post, f"{row}.category", 20),
        stops=_words(post, f"{row}.stops", LONGEST_CODE),
    )


def _way(post: QueryDict, row: str) -> WayRow:
    complexity = post.get(f"{row}.complexity", "1")
    return WayRow(
        source=_words(post, f"{row}.source", LONGEST_CODE),
        to=_words(post, f"{row}.to", LONGEST_CODE),
        label=_words(post, f"{row}.name"),
        spanish=_words(post, f"{row}.es"),
        acts=tuple(act.value for act in Act if act.value in post.getlist(f"{row}.acts")),
        power=_words(post, f"{row}.power", 80),
        complexity=complexity if complexity in {"1", "2", "3"} else "1",
        note=bool(post.get(f"{row}.note")),
        fields=tuple(dict.fromkeys(one[:60] for one in post.getlist(f"{row}.fields") if one)),
        gate=bool(post.get(f"{row}.gate")),
    )


Row = TypeVar("Row", StageRow, WayRow)


def _changed(rows: dict[int, Row], change: str, kind: str) -> list[Row]:
    """The rows in which something stands, without the one that is taken out, or with the one put further up."""
    act, _colon, name = change.partition(":")
    pressed = int(name[1:]) if re.fullmatch(rf"{kind}\d{{1,3}}", name) else None
    places = [place for place, row in rows.items() if not row.empty]
    if pressed in places and act == "drop":
        places.remove(pressed)
    elif pressed in places and act == "up" and places.index(pressed):
        at = places.index(pressed)
        places[at - 1], places[at] = places[at], places[at - 1]
    return [rows[place] for place in places]


def _wrong_stage(row: StageRow, rows: Sequence[StageRow]) -> str:
    if not row.label:
        return _("A stage needs a name.")
    if not _CODE.fullmatch(row.code):
        return _("A code is of small letters, digits and hyphens.")
    if sum(other.code == row.code for other in rows) > 1:
        return _("Two stages have this code.")
    return "" if row.category in Status.values else _("Choose what the stage counts as.")


def _wrong_way(row: WayRow, codes: set[str]) -> str:
    if row.source not in codes or row.to not in codes:
        return _("Choose from where and to where it leads.")
    if not row.label:
        return _("A way needs a name.")
    return "" if row.acts else _("Choose what goes it.")
