"""What changed on the public pages lately: new pages, and new texts with the parts that differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.knowledge.models import ArticleVersion, Audience, Passage, Status
from frontoffice.knowledge.queries import version_address
from frontoffice.knowledge.queries.days import own_language
from frontoffice.portal import in_language

LOOKING_BACK = timedelta(days=365)
LOOKING_AHEAD = timedelta(days=90)
ON_A_PAGE = 30
MOST_PARTS = 6
NEW, CHANGED = "new", "changed"
WORDS: dict[str, str | Promise] = {NEW: _("New page"), CHANGED: _("Changed")}


@dataclass(frozen=True)
class Change:
    """One version that begins on `day`. `parts` are (anchor, heading) of what differs; `ahead` while it is to come.

    `before` is the address of the text that it replaced, empty where there was none.
    """

    key: str
    what: str
    day: date
    version: ArticleVersion
    address: str
    before: str
    parts: list[tuple[str, str]]
    ahead: bool

    @property
    def word(self) -> str:
        return str(WORDS[self.what])


@dataclass(frozen=True)
class Changes:
    """A page of them, the newest first; `before` goes on to older ones, empty where there are none."""

    rows: list[Change]
    before: str


def changes(*, today: date, language: str, before: str = "") -> Changes:
    """Changes in a year back and three months ahead, in the reader's language or the agency's own. A fixed number
    of queries. `before` is the key of the last one seen; what is no key begins anew.
    """
    begun = _begun(today, _language_read(today, language))
    day, number = _key(before)
    if day is not None:
        begun = begun.filter(Q(effective_from__lt=day) | Q(effective_from=day, pk__lt=number))
    found = list(begun.select_related("article")[: ON_A_PAGE + 1])
    rows = _compared(found[:ON_A_PAGE], today)
    return Changes(rows, rows[-1].key if len(found) > ON_A_PAGE else "")


def _language_read(today: date, language: str) -> str:
    there = in_language.public_texts(on=today).filter(language=language).exists()
    return language if there else own_language()


def _begun(today: date, language: str) -> QuerySet[ArticleVersion]:
    between = Q(effective_from__gte=today - LOOKING_BACK, effective_from__lte=today + LOOKING_AHEAD)
    public = ArticleVersion.objects.filter(
        between, status=Status.PUBLISHED, audience=Audience.PUBLIC, language=language
    )
    return public.defer("body").order_by("-effective_from", "-pk")


def _key(before: str) -> tuple[date | None, int]:
    day, _comma, number = before.partition(",")
    try:
        return date.fromisoformat(day), int(number[:18])
    except ValueError:
        return None, 0


def _compared(versions: Sequence[ArticleVersion], today: date) -> list[Change]:
    """Each with the text before it: the latest public one of the article in the language that began earlier."""
    earlier: dict[tuple[int, str], list[ArticleVersion]] = {}
    rows = ArticleVersion.objects.filter(
        article__in=[version.article_id for version in versions],
        status=Status.PUBLISHED,
        audience=Audience.PUBLIC,
    )
    for row in rows.defer("body").select_related("article").order_by("effective_from", "pk"):
        earlier.setdefault((row.article_id, row.language), []).append(row)
    pairs = [(one, _before(one, earlier[one.article_id, one.language])) for one in versions]
    texts = _passages({one.pk for pair in pairs for one in pair if one is not None})
    return [_change(one, before, texts, today) for one, before in pairs]


def _before(version: ArticleVersion, all_of_it: Iterable[ArticleVersion]) -> ArticleVersion | None:
    begun_earlier = [one for one in all_of_it if one.effective_from < version.effective_from]
    return begun_earlier[-1] if begun_earlier else None


def _passages(versions: set[int]) -> dict[int, list[Passage]]:
    found: dict[int, list[Passage]] = {}
    rows = Passage.objects.filter(version__in=versions).only("version_id", "anchor", "heading", "text_hash")
    for row in rows.order_by("version", "position"):
        found.setdefault(row.version_id, []).append(row)
    return found


def _change(
    version: ArticleVersion, before: ArticleVersion | None, texts: dict[int, list[Passage]], today: date
) -> Change:
    known = {passage.text_hash for passage in texts.get(before.pk, [])} if before is not None else set()
    different = [
        one for one in texts.get(version.pk, []) if before is not None and one.text_hash not in known
    ]
    parts: dict[str, str] = {}
    for passage in different:
        parts.setdefault(passage.heading.split(" › ")[-1] or version.title, passage.anchor)
    return Change(
        key=f"{version.effective_from.isoformat()},{version.pk}",
        what=NEW if before is None else CHANGED,
        day=version.effective_from,
        version=version,
        address=version_address(version),
        before=version_address(before) if before is not None else "",
        parts=[(anchor, heading) for heading, anchor in parts.items()][:MOST_PARTS],
        ahead=version.effective_from > today,
    )
