"""What the knowledge room puts into the palette: articles in force, by title and by what they say."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.ui.palette import Asked, Entry, Source, add_source
from frontoffice.knowledge.models import Audience
from frontoffice.knowledge.queries import find, office_day, versions_in_force

MOST = 5


def articles(request: HttpRequest, asked: Asked) -> Sequence[Entry]:
    """Those whose title has what was typed first, then those that answer it."""
    acting = cast(ActingRequest, request)
    if len(asked.text) < 2:
        return []
    on = office_day(acting.at)
    titled = versions_in_force(on=on, audience=Audience.INTERNAL).filter(title__icontains=asked.text)
    rows = list(titled.select_related("article").defer("body").order_by("title", "pk")[:MOST])
    if len(rows) < MOST:
        language = (translation.get_language() or "en").split("-")[0]
        answer = find(asked.text, on=on, audience=Audience.INTERNAL, language=language)
        rows += [one.passage.version for one in answer.passages]
    entries: dict[str, Entry] = {}
    for version in rows:
        url = reverse("knowledge:article", args=[version.article.slug])
        entries.setdefault(url, Entry(version.title, url, version.citation, "local_library"))
    return list(entries.values())[:MOST]


def register() -> None:
    """Called once, when the app is ready."""
    add_source(Source("articles", _("Articles"), 40, articles))
