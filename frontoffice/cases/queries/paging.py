"""Lists page by key: the next page goes on after the last row's values, however far down that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from frontoffice.cases.models import Case

Key = tuple[str, ...]
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some cases in order; `after` is the key from which the next page goes on, empty at the end."""

    cases: Sequence[Row]
    after: str


def page_by(cases: QuerySet[Case], key: Key, *, after: str, most: int) -> Page[Case]:
    """A page of cases in the order of these columns, the last of which is the primary key. One query.

    A key that can't be read starts at the beginning.
    """
    return cut(list(going_on(cases, key, read_key(key, after))[: most + 1]), key, most=most)


def going_on(cases: QuerySet[Case], key: Key, values: Sequence[Any] | None) -> QuerySet[Case]:
    """Cases by these columns, where there are values those that come after them."""
    return (cases if values is None else beyond(cases, key, values)).order_by(*key)


def cut(rows: Sequence[Row], key: Key, *, most: int) -> Page[Row]:
    """A page of what was asked for: one row more than a page holds says that there are more."""
    page = rows[:most]
    return Page(page, _written(page[-1], key) if len(rows) > most else "")


def beyond(cases: QuerySet[Case], key: Key, values: Sequence[Any]) -> QuerySet[Case]:
    """Rows that come after these values of the key in its order."""
    later, same = Q(), Q()
    for column, value in zip(key, values, strict=True):
        later |= same & Q(**{_beyond(column): value})
        same &= Q(**{column.removeprefix("-"): value})
    if len(key) == 1:
        return cases.filter(later)
    # The first condition alone lets an index be entered at the right place.
    return cases.filter(Q(**{f"{_beyond(key[0])}e": values[0]}) & later)


def _written(case: object, key: Key) -> str:
    values = (getattr(case, column.removeprefix("-")) for column in key)
    return "_".join(value.isoformat() if isinstance(value, date) else str(value) for value in values)


def _beyond(column: str) -> str:
    return f"{column[1:]}__lt" if column.startswith("-") else f"{column}__gt"


def read_key(key: Key, after: str) -> list[Any] | None:
    """The values that a page goes on after; None where it says none, or none that can be read."""
    parts = after.split("_")
    if not after or len(parts) != len(key):
        return None
    reads: dict[str, Callable[[str], Any]] = {
        "due_on": date.fromisoformat,
        "resolved_at": datetime.fromisoformat,
        "priority": int,
        "pk": int,
    }
    try:
        values = [reads[column.removeprefix("-")](part) for column, part in zip(key, parts, strict=True)]
    except ValueError:
        return None
    aware = all(not isinstance(value, datetime) or value.tzinfo is not None for value in values)
    whole = all(not isinstance(value, int) or 0 < value < 2**63 for value in values)
    return values if aware and whole else None
