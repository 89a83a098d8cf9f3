"""Whether a translation is behind the text that it was made from (INQ-6)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from frontoffice.knowledge.models import ArticleVersion, Change, Status
from frontoffice.knowledge.queries.days import own_language
from frontoffice.knowledge.queries.in_force import audiences

Key = tuple[date, int]


def newer_source(version: ArticleVersion, *, on: date) -> ArticleVersion | None:
    """What the translation has not followed on the day: see `ahead_of`. Three queries at most."""
    return ahead_of([version], on=on).get(version.pk)


def ahead_of(versions: Iterable[ArticleVersion], *, on: date) -> dict[int, ArticleVersion]:
    """For each translation that is behind, by its id: the newest text in the agency's language that it did not follow.

    A text in which only the wording changed leaves no translation behind. One whose source was withdrawn without
    another in its place is behind that source. Three queries at most, however many versions.
    """
    own = own_language()
    translations = [version for version in versions if version.language != own]
    if not translations:
        return {}
    sources = {version.source_id for version in translations if version.source_id is not None}
    texts = ArticleVersion.objects.filter(
        article__in={version.article_id for version in translations},
        language=own,
        status__in=[Status.PUBLISHED, Status.WITHDRAWN],
    ).defer("body")
    by_article: dict[int, list[ArticleVersion]] = defaultdict(list)
    by_pk = {text.pk: text for text in texts}
    for text in sorted(by_pk.values(), key=_key):
        by_article[text.article_id].append(text)
    by_pk |= {s.pk: s for s in ArticleVersion.objects.filter(pk__in=sources - set(by_pk)).defer("body")}
    found = {v.pk: _ahead(v, by_pk.get(v.source_id or 0), by_article[v.article_id], on) for v in translations}
    return {pk: text for pk, text in found.items() if text is not None}


def _ahead(
    version: ArticleVersion, source: ArticleVersion | None, texts: Sequence[ArticleVersion], on: date
) -> ArticleVersion | None:
    since = _key(source) if source is not None else (version.effective_from, 10**9)
    newer = [
        text
        for text in texts
        if _key(text) > since
        and text.effective_from <= on
        and _stands(text, on)
        and text.change != Change.WORDING
        and text.audience in audiences(version.audience)
    ]
    if newer:
        return newer[-1]
    return source if source is not None and not _stands(source, on) else None


def _key(version: ArticleVersion) -> Key:
    return version.effective_from, version.number


def _stands(version: ArticleVersion, on: date) -> bool:
    taken_back = version.status == Status.WITHDRAWN
    return not taken_back or (version.withdrawn_on is not None and version.withdrawn_on > on)
