"""What the layouts need beyond the page's own context."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from frontoffice.foundation.ui import navigation


def places(request: HttpRequest) -> dict[str, Any]:
    """`nav_items`, the staff bar's places that the viewer may enter, worked out only where they are shown, and
    `idle_seconds`, after which an idle session ends (0 for never)."""
    powers: frozenset[str] = getattr(request, "powers", frozenset())
    return {
        "nav_items": SimpleLazyObject(lambda: navigation.nav_items(request, powers)),
        "idle_seconds": getattr(settings, "SESSION_IDLE_SECONDS", 0),
    }
