"""What the layouts need beyond the page's own context."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from frontoffice.foundation.ui import navigation


def places(request: HttpRequest) -> dict[str, Any]:
    """`nav_items`: the staff bar's places that the viewer may enter, worked out only where it is shown."""
    powers: frozenset[str] = getattr(request, "powers", frozenset())
    return {"nav_items": SimpleLazyObject(lambda: navigation.nav_items(request, powers))}
