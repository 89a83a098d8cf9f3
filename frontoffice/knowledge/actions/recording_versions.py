"""Putting versions on record: fitting them between the others, cutting them into passages, making them findable."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from frontoffice.foundation.models import Actor
from frontoffice.foundation.search import stems
from frontoffice.knowledge.actions.counting_words import count_in
from frontoffice.knowledge.models import ArticleVersion, Passage, Status
from frontoffice.knowledge.queries.days import own_language
from frontoffice.knowledge.splitting import Piece, anchored, pieces

DAY = timedelta(days=1)
Parts = list[Piece]


def fit(version: ArticleVersion, others: Iterable[ArticleVersion], *, by: Actor) -> list[ArticleVersion]:
    """Make room for a version that is to be published; the others that changed.

    One that began earlier ends on the day before; one that begins later ends the new one; one that began on
    the very same day was wrong: it is withdrawn and counts on no day.
    """
    changed = []
    for other in sorted(others, key=lambda one: one.effective_from):
        if other.status != Status.PUBLISHED or not _shares_days(version, other):
            continue
        if other.effective_from > version.effective_from:
            version.effective_to = other.effective_from - DAY
            break
        if other.effective_from < version.effective_from:
            other.effective_to = version.effective_from - DAY
        else:
            withdraw(other, reason=_("Replaced by a corrected text."), by=by, on=other.effective_from)
        changed.append(other)
    return changed


def withdraw(version: ArticleVersion, *, reason: str, by: Actor, on: date) -> None:
    """Set, but don't save, that the version no longer counts from the day on."""
    version.status, version.withdrawn_on = Status.WITHDRAWN, on
    version.withdrawn_by, version.withdrawal_reason = by, reason


def publish(version: ArticleVersion, *, by: Actor, at: datetime) -> None:
    """Set, but don't save, that the version is published."""
    version.status, version.published_by, version.published_at = Status.PUBLISHED, by, at


def _shares_days(one: ArticleVersion, other: ArticleVersion) -> bool:
    one_to, other_to = one.effective_to or date.max, other.effective_to or date.max
    return one.effective_from <= other_to and other.effective_from <= one_to


def save_periods(changed: Iterable[ArticleVersion]) -> None:
    """Save what `fit` and `withdraw` set."""
    for version in changed:
        version.save(
            update_fields=["effective_to", "status", "withdrawn_on", "withdrawn_by", "withdrawal_reason"]
        )


def record(versions: Sequence[ArticleVersion]) -> list[ArticleVersion]:
    """Put new versions on record; a translation with the text that it is one of: the one in force on its first day."""
    own = own_language()
    made = ArticleVersion.objects.bulk_create([one for one in versions if one.language == own])
    translations = [one for one in versions if one.language != own]
    texts = (
        ArticleVersion.objects.filter(
            article__in={one.article_id for one in translations}, language=own, status=Status.PUBLISHED
        )
        .defer("body")
        .order_by("effective_from", "number")
        if translations
        else []
    )
    by_article: dict[int, list[ArticleVersion]] = defaultdict(list)
    for text in texts:
        by_article[text.article_id].append(text)
    for one in translations:
        candidates = by_article[one.article_id]
        begun = [text for text in candidates if text.effective_from <= one.effective_from]
        one.source = next(iter([*begun[-1:], *candidates]), None)
    return [*made, *ArticleVersion.objects.bulk_create(translations)]


def record_passages(parts: Sequence[tuple[ArticleVersion, Parts]]) -> None:
    """Cut-up versions become passages that can be found and cited; unchanged texts keep their anchors."""
    before = _anchors_before([version for version, _pieces in parts])
    made: dict[str, list[Passage]] = defaultdict(list)
    for version, found in parts:
        anchors = anchored(found, before.get((version.article_id, version.language), {}))
        passages = [
            _passage(version, place, anchor, piece)
            for place, (anchor, piece) in enumerate(zip(anchors, found, strict=True), start=1)
        ]
        # A batch may hold two versions of one article.
        before[version.article_id, version.language] = dict(
            zip((piece.text_hash for piece in found), anchors, strict=True)
        )
        made[version.language] += passages
    for language, passages in made.items():
        Passage.objects.bulk_create(passages)
        count_in(passages, language=language)


def parts_of(version: ArticleVersion, external_ids: Sequence[str] = ()) -> Parts:
    """The pieces of a version's body."""
    return pieces(version.body, version.form, external_ids)


def stems_of(version: ArticleVersion, heading: str, text: str) -> str:
    """What the search reads of a passage: what it is about counts as well as what it says, its title twice."""
    about = f"{version.title}\n{version.title}\n{version.words}\n{heading}"
    return " ".join(stems(f"{about}\n{text}", version.language))


def _passage(version: ArticleVersion, place: int, anchor: str, piece: Piece) -> Passage:
    read = stems_of(version, piece.heading, piece.text)
    return Passage(
        version=version,
        position=place,
        anchor=anchor,
        heading=piece.heading,
        text=piece.text,
        html=piece.html,
        text_hash=piece.text_hash,
        external_id=piece.external_id,
        stems=read,
        length=len(read.split()),
    )


def _anchors_before(versions: Sequence[ArticleVersion]) -> dict[tuple[int, str], dict[str, str]]:
    """Anchors by text hash of the latest version of each article and language that has passages."""
    rows = (
        Passage.objects.filter(version__article__in={version.article_id for version in versions})
        .exclude(version__in=[version.pk for version in versions])
        .order_by("version__number", "-position")
        .values_list("version__article_id", "version__language", "version__number", "text_hash", "anchor")
    )
    found: dict[tuple[int, str], dict[str, str]] = {}
    latest: dict[tuple[int, str], int] = {}
    for article, language, number, text_hash, anchor in rows:
        key = (article, language)
        if latest.get(key) != number:
            latest[key], found[key] = number, {}
        found[key][text_hash] = anchor
    return found
