"""What the pages of this room have in common: their tabs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.ui.navigation import NavItem

UNREADABLE = 422


def page(
    request: ActingRequest, name: str, shown: dict[str, Any], *, tab: str = "", status: int = 200
) -> HttpResponse:
    """A page of this room under its tabs."""
    common = {"tabs": _tabs(tab), "search_url": reverse("cases:desk")}
    return render(request, f"representative/{name}.html", common | shown, status=status)


def _tabs(current: str) -> list[NavItem]:
    return [
        NavItem(label=label, url=reverse(f"representative:{name}"), current=name == current)
        for name, label in (
            ("drafts", _("Waiting drafts")),
            ("referred", _("Referred")),
            ("figures", _("Figures")),
        )
    ]
