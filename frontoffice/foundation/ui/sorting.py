"""Sortable lists: which column, which way, and the address that sorts by another."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict


@dataclass(frozen=True)
class Sorting:
    """The order that a list is in. `order_by` goes to the query; unknown wishes fall back to the default."""

    by: str
    descending: bool
    query: QueryDict
    columns: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, request: HttpRequest, columns: Mapping[str, tuple[str, ...]], *, default: str) -> "Sorting":
        """Read `?sort=due` or `?sort=-due`; `columns` maps each name to the fields that it sorts by."""
        wish = request.GET.get("sort", default)
        name = wish.removeprefix("-")
        if name not in columns:
            wish, name = default, default.removeprefix("-")
        return cls(by=name, descending=wish.startswith("-"), query=request.GET, columns=columns)

    @property
    def order_by(self) -> list[str]:
        fields = self.columns[self.by]
        return [_turned(field) for field in fields] if self.descending else list(fields)

    def state(self, name: str) -> str:
        """What aria-sort says of a column."""
        if name != self.by:
            return "none"
        return "descending" if self.descending else "ascending"

    def address(self, name: str) -> str:
        """The query that sorts by this column, or turns it round; back to the first page."""
        query = self.query.copy()
        for gone in ("after", "before"):
            query.pop(gone, None)
        query["sort"] = f"-{name}" if name == self.by and not self.descending else name
        return f"?{query.urlencode()}"


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
