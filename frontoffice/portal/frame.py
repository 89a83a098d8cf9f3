"""What every public page has around it: the bar's places, the foot's places, and who may keep a copy of the page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BAR: tuple[tuple[str, str | Promise], ...] = (
    ("portal:help", _("Help topics")),
    ("portal:talk", _("Talk to a person")),
    ("portal:cases", _("Where is my case?")),
    ("portal:offices", _("Offices and hours")),
)
FOOT: tuple[tuple[str, str | Promise], ...] = (
    ("portal:changes", _("What changed")),
    ("portal:accessibility", _("Accessibility")),
    ("portal:privacy", _("Privacy")),
    ("account_login", _("Staff sign-in")),
)


@dataclass(frozen=True)
class Item:
    """A link of the bar or the foot; `current` where it leads to this page or to the one above it."""

    label: str
    url: str
    current: bool


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, personal: bool = False
) -> HttpResponse:
    """A public page. No shared cache keeps it; of a `personal` one the browser keeps no copy either (ACC-17)."""
    around = {"public_nav": _items(request, BAR), "footer_nav": _items(request, FOOT)}
    answer = render(request, f"portal/{template}.html", around | context, status=status)
    answer["Cache-Control"] = "private, no-store" if personal else "private, no-cache"
    if personal:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _items(request: HttpRequest, places: tuple[tuple[str, str | Promise], ...]) -> list[Item]:
    found = []
    for name, label in places:
        url = reverse(name)
        found.append(Item(str(label), url, request.path.startswith(url)))
    return found
