"""What a topic is, whole, as it is kept for the record; and what differs between two of these. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from frontoffice.cases.models import Complexity, Priority
from frontoffice.foundation.calendars import DayUnit

Terms = Mapping[str, Any]


@dataclass(frozen=True)
class Names:
    """What codes are called: topics, units and case types."""

    topics: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    what: str
    before: str
    after: str


def differences(before: Terms | None, after: Terms, names: Names) -> list[Difference]:
    """What changed, in words, in the order of the page; of the first version nothing."""
    if before is None:
        return []
    found = ((label, _told(key, before, names), _told(key, after, names)) for key, label in _labels())
    return [
        *(Difference(label, old, new) for label, old, new in found if old != new),
        *_of_standards(before.get("standards", {}), after.get("standards", {})),
    ]


def days_told(days: int, first: int | None, unit: str = "") -> str:
    """A service standard in words."""
    counted = f" {DayUnit(unit).label.lower()}" if unit else ""
    told = f"{days}{counted}" if unit else _("%(days)s days") % {"days": days}
    return (
        told
        if first is None
        else _("%(standard)s, first answer in %(first)s")
        % {
            "standard": told,
            "first": first,
        }
    )


def _labels() -> list[tuple[str, str]]:
    return [
        ("name", _("Name")),
        ("es", _("Name in Spanish")),
        ("parent", _("Under")),
        ("unit", _("Unit")),
        ("days", _("Service standard")),
        ("complexity", _("Least level")),
        ("case_type", _("Case type")),
        ("active", _("On offer")),
    ]


def _told(key: str, terms: Terms, names: Names) -> str:
    value = terms.get(key)
    if key == "es":
        return str(terms.get("names", {}).get("es", "")) or "–"
    if key == "days":
        return days_told(terms["service_days"], terms["first_answer_days"], terms["service_unit"])
    if key == "complexity":
        return str(Complexity(terms[key]).label)
    if key == "active":
        return _("Yes") if value else _("No")
    known = {"parent": names.topics, "unit": names.units, "case_type": names.types}.get(key, {})
    return known.get(str(value), str(value)) if value else "–"


def _of_standards(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for priority in Priority:
        old, new = before.get(str(priority.value)), after.get(str(priority.value))
        if old != new:
            label = _("Standard, %(priority)s") % {"priority": priority.label}
            yield Difference(label, days_told(*old) if old else "–", days_told(*new) if new else "–")
