"""The kinds of numbers, flags and cautions as whoever sets up sees them: also those that are offered no more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from frontoffice.customers import caution_kinds, flag_kinds, identifier_kinds
from frontoffice.customers.models import CautionKind, FlagKind, IdentifierKind, Viewers


@dataclass(frozen=True)
class KindRow:
    """A kind with what its action takes (`said`, by name); `own` is one that the product does not come with."""

    code: str
    said: dict[str, Any]
    own: bool

    @property
    def name(self) -> str:
        return str(self.said["name"])

    @property
    def active(self) -> bool:
        return bool(self.said["active"])

    @property
    def viewers(self) -> str:
        """Who sees it, in words."""
        return str(Viewers(self.said["viewers"]).label)


def number_kinds() -> list[KindRow]:
    """One query."""
    fields = ("name", "validator", "pattern", "strong")
    shipped = {code: _said(kind, fields) for code, kind in identifier_kinds.SHIPPED.items()}
    return _rows(shipped, IdentifierKind.objects.all(), fields)


def kinds_of_flags() -> list[KindRow]:
    """One query."""
    fields = ("name", "handling", "viewers")
    shipped = {code: _said(kind, fields) for code, kind in flag_kinds.SHIPPED.items()}
    return _rows(shipped, FlagKind.objects.all(), fields)


def kinds_of_cautions() -> list[KindRow]:
    """One query."""
    shipped = {code: {"name": str(name)} for code, name in caution_kinds.SHIPPED.items()}
    return _rows(shipped, CautionKind.objects.all(), ("name",))


def _said(kind: Any, fields: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(kind, name) for name in fields} | {"name": str(kind.name)}


def _rows(
    shipped: Mapping[str, dict[str, Any]], changed: Iterable[Any], fields: Iterable[str]
) -> list[KindRow]:
    """By name; what the agency changed of a shipped one stands in its place."""
    said = {code: one | {"active": True} for code, one in shipped.items()}
    said |= {row.code: _said(row, fields) | {"active": row.active} for row in changed}
    rows = [KindRow(code, one, own=code not in shipped) for code, one in said.items()]
    return sorted(rows, key=lambda row: (not row.active, row.name.casefold(), row.code))
