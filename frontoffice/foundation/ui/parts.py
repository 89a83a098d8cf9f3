"""Whether a whole page is asked for, or a part of the one that is shown."""

from typing import Any

from django.http import HttpRequest


def is_part(request: HttpRequest) -> bool:
    """Whether the script asks for a part of the page that it shows already."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted
