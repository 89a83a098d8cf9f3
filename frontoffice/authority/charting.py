"""Who may do what, by level: each action with what each level's defaults give, in groups of rooms and powers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from frontoffice.authority import registry, wording
from frontoffice.authority.findings import State
from frontoffice.authority.holdings import room_in_words
from frontoffice.authority.models import CertificationKind, Level, LevelGrant, Series, Standing
from frontoffice.authority.series import shipped


@dataclass(frozen=True)
class Wish:
    """What of the chart is wanted: a series and one of its levels, a room, words, only what differs by level."""

    series: str = ""
    level: str = ""
    room: str = ""
    words: str = ""
    differs: bool = False


@dataclass(frozen=True)
class Cell:
    """What one level gives of one action: outright, by asking, or nothing; and how far."""

    level: Level
    state: State
    words: str
    bounds: tuple[str, ...]
    narrow: bool  # whether a narrow screen shows it

    @property
    def said(self) -> str:
        return ", ".join([self.words, *self.bounds])


@dataclass(frozen=True)
class Line:
    action: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    """The lines that one power opens, in one room."""

    power: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Room:
    code: str
    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Chart:
    """The chart, and what can be chosen in it."""

    wish: Wish
    all_series: list[Series]
    all_levels: list[Level]
    levels: list[Level]
    chosen: Level | None
    rooms: list[Room]
    all_rooms: list[tuple[str, str]]
    lines: int


def chart(wish: Wish) -> Chart:
    """Actions × levels of the series that is wanted (else of the first), and of the posts outside it. Four queries."""
    all_series = list(Series.objects.all())
    series = next((one for one in all_series if one.code == wish.series), next(iter(all_series), None))
    all_levels = list(
        Level.objects.filter(Q(series=series) | Q(series__isnull=True)).order_by("order", "code")
    )
    levels = [level for level in all_levels if level.code == wish.level] or all_levels
    chosen = levels[0] if levels else None
    given = _given(all_levels)
    names = dict(CertificationKind.objects.values_list("code", "name"))
    rooms = sorted({action.partition(".")[0] for action in registry.ACTIONS}, key=room_in_words)
    made = []
    for room in rooms:
        lines = [
            (power, _line(action, given, levels, chosen, names))
            for action, power in _in_room(room, wish, given)
            if not wish.differs or _differs(action, given, all_levels)
        ]
        if lines and wish.room in {"", room}:
            made.append(Room(room, room_in_words(room), tuple(_groups(lines))))
    return Chart(
        wish=wish,
        all_series=all_series,
        all_levels=all_levels,
        levels=levels,
        chosen=chosen,
        rooms=made,
        all_rooms=[(room, room_in_words(room)) for room in rooms],
        lines=sum(len(group.lines) for room in made for group in room.groups),
    )


Given = dict[tuple[str, int], LevelGrant]


def _given(levels: Iterable[Level]) -> Given:
    rows = LevelGrant.objects.filter(until=None, standing=Standing.REGULAR, level__in=list(levels))
    return {(row.action, row.level_id): row for row in rows}


def _in_room(room: str, wish: Wish, given: Given) -> list[tuple[str, str]]:
    """Actions of the room that are wanted, with the words of the power that opens each."""
    powers = _power_words(given)
    found = []
    for name, action in registry.ACTIONS.items():
        words = f"{action.title} {powers.get(name, '')} {name}".casefold()
        if name.partition(".")[0] == room and all(word in words for word in wish.words.casefold().split()):
            found.append((name, powers.get(name, "")))
    return sorted(found, key=lambda pair: (not pair[1], pair[1], str(registry.ACTIONS[pair[0]].title)))


def _power_words(given: Given) -> dict[str, str]:
    """By action: the power as the levels' rows name it, else as the vocabulary does."""
    known = shipped.vocabulary().powers
    words = {action: power.words for power in known.values() for action in (*power.planned, *power.actions)}
    for (action, _level), row in given.items():
        if row.power in known:
            words[action] = known[row.power].words
    return words


def _differs(action: str, given: Given, levels: Iterable[Level]) -> bool:
    return len({_essence(given.get((action, level.pk))) for level in levels}) > 1


def _essence(row: LevelGrant | None) -> tuple[Any, ...] | None:
    if row is None:
        return None
    return (
        row.needs_approval,
        row.amount_limit,
        row.confidentiality_limit,
        row.complexity_limit,
        row.review_share,
        row.certification,
    )


def _line(
    action: str, given: Given, levels: Iterable[Level], chosen: Level | None, names: dict[str, str]
) -> Line:
    cells = tuple(_cell(given.get((action, level.pk)), level, level == chosen, names) for level in levels)
    return Line(action, wording.title_of(action), cells)


def _cell(row: LevelGrant | None, level: Level, narrow: bool, names: dict[str, str]) -> Cell:
    if row is None:
        return Cell(level, State.NOTHING, _("no"), (), narrow)
    state, words = (State.ASKS, _("asks")) if row.needs_approval else (State.HOLDS, _("yes"))
    return Cell(level, state, words, tuple(wording.limits_of(row, certifications=names)), narrow)


def _groups(lines: list[tuple[str, Line]]) -> list[Group]:
    found: dict[str, list[Line]] = {}
    for power, line in lines:
        found.setdefault(power, []).append(line)
    return [Group(power, tuple(held)) for power, held in found.items()]
