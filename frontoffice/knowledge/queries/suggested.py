"""Synonyms that the knowledge gaps suggest: words of customers that no text of ours holds (INQ-7)."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from frontoffice.foundation.search import is_common, stems, words
from frontoffice.knowledge.models import ArticleVersion, GapStatus, KnowledgeGap, Status, Synonym, Word

READ = 500
MOST = 20
SHORTEST = 3
HELD_BY_FEW = 2  # passages; a word that more of them hold is our own


@dataclass(frozen=True)
class Suggestion:
    """A word that customers used `times` times; `means` is the title of the article that closed such a gap, if any."""

    term: str
    language: str
    times: int
    means: str
    example: str


def suggestions() -> list[Suggestion]:
    """The words most often asked in vain, the most frequent first. Four queries."""
    rows = KnowledgeGap.objects.exclude(status=GapStatus.DECLINED).order_by("-pk")
    gaps = list(rows.values_list("words", "language", "article")[:READ])
    asked: dict[tuple[str, str], list[int]] = defaultdict(list)
    said: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for place, (text, language, _article) in enumerate(gaps):
        for word in dict.fromkeys(words(text)):
            if len(word) < SHORTEST or word.isdecimal() or is_common(word, language):
                continue
            stem = stems(word, language)[0]
            asked[language, stem].append(place)
            said[language, stem][word] += 1
    ours = _ours(list(asked))
    titles = _titles({article for _text, _language, article in gaps if article is not None})
    found = [
        Suggestion(
            term=said[key].most_common(1)[0][0],
            language=key[0],
            times=len(places),
            means=next((titles.get((gaps[p][2] or 0, key[0]), "") for p in places if gaps[p][2]), ""),
            example=gaps[places[0]][0],
        )
        for key, places in asked.items()
        if key not in ours
    ]
    return sorted(found, key=lambda one: (not one.means, -one.times, one.term))[:MOST]


def _ours(keys: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Words that our texts use, or that have a synonym already."""
    wanted = {stem for _language, stem in keys}
    held = Word.objects.filter(stem__in=wanted, passages__gt=HELD_BY_FEW).values_list("language", "stem")
    known = Synonym.objects.filter(stems__in=wanted, ended_at__isnull=True).values_list("language", "stems")
    return {*held, *known}


def _titles(articles: set[int]) -> dict[tuple[int, str], str]:
    rows = ArticleVersion.objects.filter(article__in=articles, status=Status.PUBLISHED).order_by("pk")
    return {
        (article, language): title
        for article, language, title in rows.values_list("article", "language", "title")
    }
