"""What the desk asks all day: a page of the queue, as lines and not as cases, and how much the lists hold.

Each is written once for a list, an order and how much the viewer sees (foundation/statements).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.cases.queries import counting, queue
from frontoffice.cases.queries.counting import Count
from frontoffice.cases.queries.paging import Key, Page, cut, going_on, read_key
from frontoffice.cases.queries.queue import COUNTED, Sort, View
from frontoffice.cases.queries.saved_views import in_order
from frontoffice.cases.queries.seen import cases_of_units
from frontoffice.foundation import prepared
from frontoffice.foundation.statements import Statement

Units = frozenset[int] | None
Tuples = QuerySet[Case, tuple[Any, ...]]


class InQueue(NamedTuple):
    """A case as a line of the queue shows it."""

    pk: int
    reference: str
    number: str
    subject: str
    asker_name: str
    status: str
    priority: int
    attention: str
    channel: str
    due_on: dt.date
    waiting_since: dt.date | None
    resolved_at: dt.datetime | None
    assignee: str | None


_COLUMNS = (*InQueue._fields[:-1], "assignee__actor__name")
# What each list asks of the viewer.
_ASKS: dict[View, dict[str, type]] = {
    View.MINE: {"member": int},
    View.UNIT: {"unit": int},
    View.WAITING: {"unit": int},
    View.RESOLVED: {"unit": int},
}
_KINDS: dict[str, type] = {"due_on": dt.date, "resolved_at": dt.datetime, "pk": int}


def page_of_lines(
    view: View, sort: Sort, *, member: StaffMember, units: Units, after: str = ""
) -> Page[InQueue]:
    """A page of the view from a key on, of the cases of `units` (None: of all). One query.

    A key that can't be read starts at the beginning.
    """
    key, most = queue.order_of(view, sort), queue.ON_A_PAGE
    values = read_key(key, after)
    statement = _page(view, key, units is not None, values is not None, most)
    further = dict(zip(_names(key), values or (), strict=False))
    return cut(_read(statement.rows(**_viewer(member, units), **further)), key, most=most)


def page_of_list(cases: QuerySet[Case], order: str, *, after: str = "") -> Page[InQueue]:
    """A page of a saved list from a key on. One query."""
    found, key = in_order(cases, order)
    rows = going_on(found, key, read_key(key, after))[: queue.ON_A_PAGE + 1]
    return cut(_read(_as_lines(rows)), key, most=queue.ON_A_PAGE)


def lines_by_id(ids: Collection[int], *, units: Units) -> dict[int, InQueue]:
    """Those of these cases that are seen, by id. One query; none for none."""
    if not ids:
        return {}
    rows = _read(_by_id(units is not None).rows(ids=list(ids), units=units or ()))
    return {line.pk: line for line in rows}


def line_of(case: Case) -> InQueue:
    """A case that was read already, with its assignee."""
    assignee = case.assignee.actor.name if case.assignee is not None else None
    return InQueue._make([*(getattr(case, name) for name in InQueue._fields[:-1]), assignee])


def counts(
    *, member: StaffMember, units: Units, late: View | None = None, today: dt.date | None = None
) -> tuple[dict[View, Count], Count | None]:
    """How many cases each view holds (what is done is not counted), and how many of the view `late` are late `today`.

    One query; each count reads at most 1,000 entries of an index.
    """
    limited, most = units is not None, counting.MOST_COUNTED + 1
    asked = [_counted(view, False, limited, most) for view in COUNTED]
    if late is not None:
        asked.append(_counted(late, True, limited, most))
    values = {**_viewer(member, units), "today": today}
    written = [statement.with_values(**values) for statement in asked]
    columns = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) held)" for sql, _values in written)  # noqa: S608 - written by the ORM
    row = prepared.ask(f"SELECT {columns}", [one for _sql, given in written for one in given])[0]
    found = [counting.capped(int(number)) for number in row]
    return dict(zip(COUNTED, found, strict=False)), found[-1] if late is not None else None


def _viewer(member: StaffMember, units: Units) -> dict[str, Any]:
    return {"member": member.pk, "unit": member.unit_id, "units": units or ()}


def _in(view: View, values: dict[str, Any]) -> QuerySet[Case]:
    """The cases of a view, for a viewer of whom no more is known than the ids."""
    member = StaffMember(pk=values.get("member"), unit_id=values.get("unit", 0))
    return queue.cases_in(view, seen=cases_of_units(values.get("units")), member=member)


def _kinds(view: View, limited: bool) -> dict[str, type]:
    return {**_ASKS.get(view, {}), **({"units": list} if limited else {})}


@cache
def _page(view: View, key: Key, limited: bool, further: bool, most: int) -> Statement[tuple[Any, ...]]:
    def build(**values: Any) -> Tuples:
        beyond = [values[name] for name in _names(key)] if further else None
        return _as_lines(going_on(_in(view, values), key, beyond))[: most + 1]

    beyond = {name: _KINDS[name] for name in _names(key)} if further else {}
    return Statement(build, **_kinds(view, limited), **beyond)


@cache
def _by_id(limited: bool) -> Statement[tuple[Any, ...]]:
    def build(**values: Any) -> Tuples:
        return _as_lines(cases_of_units(values.get("units")).filter(pk__any_of=values["ids"]))

    return Statement(build, ids=list, **({"units": list} if limited else {}))


@cache
def _counted(view: View, late: bool, limited: bool, most: int) -> Statement[tuple[Any, ...]]:
    def build(**values: Any) -> Tuples:
        cases = _in(view, values)
        if late:
            cases = queue.late_in(cases, today=values["today"])
        return cases.order_by().values_list("pk")[:most]

    return Statement(build, **_kinds(view, limited), **({"today": dt.date} if late else {}))


def _names(key: Key) -> list[str]:
    return [column.removeprefix("-") for column in key]


def _as_lines(cases: QuerySet[Case]) -> Tuples:
    return cases.values_list(*_COLUMNS)


def _read(rows: Iterable[Sequence[Any]]) -> list[InQueue]:
    return [InQueue._make(row) for row in rows]
