"""The palette's answers: one small request for all that was typed."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.ui import navigation, palette

LONGEST = 80
MOST_PLACES = 12


@needs()
@require_safe
def found(request: ActingRequest) -> HttpResponse:
    """What begins so, from every room, grouped; without letters what can be done here, and what was open last."""
    get = request.GET
    text = " ".join(get.get("q", "").replace("\x00", "").split())[:LONGEST]
    groups = palette.found(request, palette.Asked(text, get.get("here", "")[:200]))
    number = sum(len(group.entries) for group in groups)
    if text:
        pages.searched(request, text, found=number)
    return render(request, "authority/palette.html", {"groups": groups, "number": number, "asked": text})


def places(request: HttpRequest, asked: palette.Asked) -> Sequence[palette.Entry]:
    """The places of the office that the viewer may enter, once something is typed."""
    if not asked.text:
        return []
    powers = cast(ActingRequest, request).powers
    items = navigation.nav_items(request, powers, counted=False)
    return [
        palette.Entry(item.label, item.url, item.key, item.icon or "folder")
        for item in items
        if asked.is_in(item.label)
    ][:MOST_PLACES]


def register() -> None:
    """Called once, when the app is ready."""
    palette.add_source(palette.Source("places", _("Places"), 16, places))
