"""All powers of one person at an instant, in words: from where, how far, until when, and what takes some away."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority import registry, wording
from frontoffice.authority.colleagues import Asked
from frontoffice.authority.findings import State
from frontoffice.authority.holding import rows_of_person
from frontoffice.authority.measuring import Measure, forbids
from frontoffice.authority.models import CertificationKind, Effect, Grant, Source
from frontoffice.foundation.models import Actor, Unit

ROOMS = {
    "authority": gettext_lazy("Authority and staff"),
    "cases": gettext_lazy("Cases"),
    "contacts": gettext_lazy("Contacts"),
    "correspondence": gettext_lazy("Correspondence"),
    "customers": gettext_lazy("Customers"),
    "knowledge": gettext_lazy("Knowledge"),
    "representative": gettext_lazy("Automated representative"),
    "supervision": gettext_lazy("Supervision"),
    "webhooks": gettext_lazy("Webhooks"),
}


def room_in_words(room: str) -> str:
    """The name of a room for people."""
    return str(ROOMS.get(room, room.replace("_", " ").capitalize()))


@dataclass(frozen=True)
class Row:
    """One row as a page shows it. `mark` is what sets it apart: added, acting, restriction, or nothing."""

    grant: Grant
    source: str
    bounds: str
    mark: str


@dataclass(frozen=True)
class Power:
    """One action with its rows. `state`: HOLDS outright, ASKS, FAILS (lacks a certification, or is taken away)."""

    action: str
    title: str
    state: State
    words: str
    rows: tuple[Row, ...]

    @property
    def differs(self) -> bool:
        """Whether anything but the level has a say."""
        return any(row.mark for row in self.rows)


@dataclass(frozen=True)
class Room:
    """The powers of one room."""

    name: str
    powers: tuple[Power, ...]


def of_person(actor: Actor, *, at: dt.datetime) -> list[Room]:
    """What the rows in force say, by room and in order of the titles. Three queries."""
    rows: dict[str, list[Grant]] = {}
    for row in rows_of_person(actor, at=at):
        rows.setdefault(row.action, []).append(row)
    units = dict(Unit.objects.values_list("pk", "name"))
    kinds = dict(CertificationKind.objects.values_list("code", "name"))
    powers = [_power(name, held, actor, units, kinds) for name, held in rows.items()]
    rooms: dict[str, list[Power]] = {}
    for power in sorted(powers, key=lambda power: power.title):
        rooms.setdefault(power.action.partition(".")[0], []).append(power)
    named = [Room(room_in_words(room), tuple(held)) for room, held in rooms.items()]
    return sorted(named, key=lambda room: room.name)


def _power(name: str, held: list[Grant], actor: Actor, units: dict[int, str], kinds: dict[str, str]) -> Power:
    state, words = _state(name, held, actor, kinds)
    rows = tuple(
        Row(
            grant=row,
            source=wording.source_of(row),
            bounds=bounds_of(row, units=units, certifications=kinds),
            mark=mark_of(row),
        )
        for row in held
    )
    return Power(name, wording.title_of(name), state, words, rows)


def _state(name: str, held: list[Grant], actor: Actor, kinds: dict[str, str]) -> tuple[State, str]:
    if name not in registry.ACTIONS:
        return State.FAILS, _("not in use any more")
    found = Asked(registry.get(name), {}).stands(held, Measure(sample=None), by=actor)
    if found.forbidden_by is not None:
        return State.FAILS, _("taken away for now")
    if found.enough:
        return State.HOLDS, _("outright, within the limits") if _is_bounded(held) else _("outright")
    if found.wait and registry.get(name).can_wait:
        return State.ASKS, _("by asking")
    if found.wait:
        return State.FAILS, _("more than may be done")
    if found.uncertified:
        code = found.uncertified[0].certification
        return State.FAILS, _("only with the certification “%(name)s”") % {"name": kinds.get(code, code)}
    return State.FAILS, _("not held")


def _is_bounded(held: Iterable[Grant]) -> bool:
    return all(wording.limits_of(row) or row.unit_id or row.program for row in held)


def bounds_of(row: Grant, *, units: dict[int, str], certifications: dict[str, str]) -> str:
    """How far the row goes, in one phrase."""
    said = [*wording.limits_of(row, certifications=certifications), *wording.place_of(row, units=units)]
    if row.needs_approval:
        said.append(_("by asking"))
    if row.effect == Effect.NARROWS and forbids(row):
        said.append(_("taken away"))
    return "; ".join(said) or _("without limit")


def mark_of(row: Grant) -> str:
    """What sets a row apart from those of the level; empty for the level's own."""
    if row.effect == Effect.NARROWS:
        return str(row.get_source_display()) if row.source == Source.STATUS else _("restriction")
    if row.acting_for_id is not None or row.source == Source.ACTING:
        return _("acting")
    return _("added") if row.source == Source.ADDED else ""
