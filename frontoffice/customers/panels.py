"""What other rooms show on a customer's page: they register it when their app is ready, each with a query budget."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from frontoffice.authority.middleware import ActingRequest
from frontoffice.customers.models import Party


@dataclass(frozen=True)
class Panel:
    """A part of the page: its template, and `f(request, party)` for what it is given, in at most `queries`."""

    name: str
    order: int
    template: str
    given: Callable[[ActingRequest, Party], dict[str, Any]]
    queries: int


PANELS: dict[str, Panel] = {}


def add_panel(panel: Panel) -> None:
    """Put a panel on the page; the same name again replaces it."""
    PANELS[panel.name] = panel


def panels(request: ActingRequest, party: Party) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each panel, in order."""
    ordered = sorted(PANELS.values(), key=lambda panel: (panel.order, panel.name))
    return [(panel.template, panel.given(request, party)) for panel in ordered]
