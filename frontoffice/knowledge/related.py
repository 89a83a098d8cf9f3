"""What belongs to the subject of an article: forms, services and other articles, kept as a line of entries."""

from collections.abc import Iterable
from dataclasses import dataclass

from frontoffice.knowledge.models import ArticleVersion


@dataclass(frozen=True)
class Entry:
    """What it is called, and where it is; the address is empty where it has none."""

    label: str
    address: str


def entries(kept: str) -> list[Entry]:
    """The entries of `forms` or `services`: "DL-44 License application | https://…", parted by semicolons.

    An address that is neither of the web nor of this site is left out, so that no entry acts.
    """
    found = []
    for part in kept.split(";"):
        label, _bar, address = (piece.strip() for piece in part.partition("|"))
        if label:
            found.append(Entry(label, address if _leads(address) else ""))
    return found


def see_also(version: ArticleVersion, titles: Iterable[ArticleVersion], base: str) -> list[Entry]:
    """The other articles that the version names, with the titles of those given; `base` begins their addresses."""
    by_slug = {one.article.slug: one.title for one in titles}
    return [Entry(by_slug[slug], f"{base}{slug}/") for slug in slugs(version) if slug in by_slug]


def slugs(version: ArticleVersion) -> list[str]:
    """The articles that the version names, by their names in the address."""
    return [slug.strip() for slug in version.see_also.split(";") if slug.strip()]


def _leads(address: str) -> bool:
    web = address.lower().startswith(("http://", "https://"))
    return web or (address.startswith("/") and not address.startswith("//"))
