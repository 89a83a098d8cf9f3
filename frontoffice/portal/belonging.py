"""What belongs to a page of help: forms, services, and other pages."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from frontoffice.knowledge.models import ArticleVersion, Audience
from frontoffice.knowledge.queries import versions_in_force
from frontoffice.knowledge.related import Entry, entries, slugs


@dataclass(frozen=True)
class Belonging:
    """What a page names besides its text; other pages under their titles on the day, in the page's language."""

    forms: list[Entry]
    services: list[Entry]
    see_also: list[Entry]

    def __bool__(self) -> bool:
        return bool(self.forms or self.services or self.see_also)


def belonging(version: ArticleVersion, *, on: date, query: str = "") -> Belonging:
    """`query` keeps the addresses of other pages on the day. One query where such are named, otherwise none."""
    return Belonging(entries(version.forms), entries(version.services), _pages(version, on, query))


def _pages(version: ArticleVersion, on: date, query: str) -> list[Entry]:
    named = slugs(version)
    if not named:
        return []
    rows = versions_in_force(on=on, audience=Audience.PUBLIC, language=version.language)
    titles = dict(rows.filter(article__slug__in=named).values_list("article__slug", "title"))
    there = [slug for slug in named if slug in titles]
    return [Entry(titles[slug], reverse("portal:article", args=[slug]) + query) for slug in there]
