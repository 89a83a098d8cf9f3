"""Short confirmations after an action, with a way back where there is one."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

UNDO = "undo:"


def toast(request: HttpRequest, text: str, *, undo: str = "", level: int = messages.SUCCESS) -> None:
    """Show this on the next page. `undo` is the address that takes it back, sent there as a POST."""
    messages.add_message(request, level, text, extra_tags=f"{UNDO}{undo}" if undo else "")


def toast_now(response: HttpResponse, text: str, *, tone: str = "success") -> HttpResponse:
    """Show this with a part of a page that HTMX puts in; other triggers of the answer stay."""
    given: dict[str, Any] = json.loads(response.headers.get("HX-Trigger", "{}"))
    given["ui:toast"] = {"text": text, "tone": tone}
    response.headers["HX-Trigger"] = json.dumps(given)
    return response


def undo_address(extra_tags: str | None) -> str:
    """The address that a message carries for taking it back, or nothing. Only addresses of this site."""
    for tag in (extra_tags or "").split():
        address = tag.removeprefix(UNDO)
        if tag.startswith(UNDO) and address.startswith("/") and not address.startswith("//"):
            return address
    return ""
