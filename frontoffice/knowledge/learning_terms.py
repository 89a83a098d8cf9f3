"""Learning what words are called in another language, from the agency's own translated articles.

Lines that are translations of each other are put side by side; which word stands for which follows from how often they
meet (IBM's first model of translation, a few rounds). So the dictionary speaks of what the agency speaks of, and grows
with its translations.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import permutations

from django.db import transaction
from django.db.models import Max

from frontoffice.foundation.search import stems
from frontoffice.knowledge.models import ArticleVersion, Passage, Status, Term

ROUNDS = 6
FEWEST_MEETINGS = 2  # two words that met once may have met by chance
LEAST_SHARE = 0.15
MOST_MEANINGS = 3
LONGEST_LINE = 60
Line = tuple[tuple[str, ...], tuple[str, ...]]
Meanings = dict[str, dict[str, float]]


@transaction.atomic
def learn_terms(*, leave_out: Collection[int] = ()) -> int:
    """Learn anew from the newest published text of each article in each language; how many terms there are.

    `leave_out` are the ids of articles that are not learned from.
    """
    newest = ArticleVersion.objects.aggregate(last=Max("pk"))["last"] or 0
    texts = _texts(leave_out)
    Term.objects.all().delete()
    languages = sorted({language for by_language in texts.values() for language in by_language})
    for language, other in permutations(languages, 2):
        lines = [
            line
            for by_language in texts.values()
            if language in by_language and other in by_language
            for line in side_by_side(by_language[language], language, by_language[other], other)
        ]
        Term.objects.bulk_create(
            Term(language=language, stem=stem, other=other, means=means, share=share, learned_from=newest)
            for stem, found in meanings(lines).items()
            for means, share in found.items()
        )
    return Term.objects.count()


def outdated() -> bool:
    """Whether a translation was published since terms were learned. Two queries."""
    learned = Term.objects.aggregate(last=Max("learned_from"))["last"] or 0
    published = ArticleVersion.objects.filter(status=Status.PUBLISHED)
    last = published.aggregate(last=Max("pk"))["last"] or 0
    return last > learned and published.values("language").distinct().count() > 1


def _texts(leave_out: Collection[int]) -> dict[int, dict[str, list[str]]]:
    """The newest published text of each article by language: title, search words, and the passages in order."""
    versions = ArticleVersion.objects.filter(status=Status.PUBLISHED).exclude(article__in=leave_out)
    newest: dict[tuple[int, str], ArticleVersion] = {}
    for version in versions.order_by("number").defer("body"):
        newest[version.article_id, version.language] = version
    by_version: dict[int, list[str]] = defaultdict(list)
    wanted = [version.pk for version in newest.values()]
    rows = Passage.objects.filter(version__in=wanted).order_by("position")
    for pk, heading, text in rows.values_list("version_id", "heading", "text"):
        by_version[pk].append(f"{heading}\n{text}")
    texts: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for (article, language), version in newest.items():
        texts[article][language] = [version.title, version.words, *by_version[version.pk]]
    return texts


def side_by_side(one: Sequence[str], language: str, other: Sequence[str], its: str) -> Iterator[Line]:
    """Stems of lines that say the same: passage by passage, and line by line where both have as many."""
    if len(one) != len(other):
        one, other = one[:2], other[:2]
    for text, translated in zip(one, other, strict=True):
        lines, theirs = text.split("\n"), translated.split("\n")
        if len(lines) != len(theirs):
            lines, theirs = [text], [translated]
        for line, their in zip(lines, theirs, strict=True):
            found = _few(line, language), _few(their, its)
            if all(found):
                yield found


def _few(line: str, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stems(line, language)))[:LONGEST_LINE]


def meanings(lines: Sequence[Line]) -> Meanings:
    """For each stem of the first language its likeliest ones of the second, with their shares."""
    met: dict[str, Counter[str]] = defaultdict(Counter)
    for ours, theirs in lines:
        for stem in ours:
            met[stem].update(theirs)
    share: Meanings = {stem: dict.fromkeys(found, 1.0) for stem, found in met.items()}
    for _round in range(ROUNDS):
        share = _round_of(lines, share)
    return {stem: kept for stem, found in share.items() if (kept := _kept(found, met[stem]))}


def _round_of(lines: Iterable[Line], share: Meanings) -> Meanings:
    """Each word of the second language is shared out among those of the first that may stand for it."""
    counted: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for ours, theirs in lines:
        for their in theirs:
            whole = sum(share[stem][their] for stem in ours)
            for stem in ours:
                counted[stem][their] += share[stem][their] / whole if whole else 0.0
    return {
        stem: {means: value / (sum(found.values()) or 1.0) for means, value in found.items()}
        for stem, found in counted.items()
    }


def _kept(found: dict[str, float], met: Counter[str]) -> dict[str, float]:
    best = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:MOST_MEANINGS]
    return {
        means: round(min(1.0, share), 4)
        for means, share in best
        if share >= LEAST_SHARE and met[means] >= FEWEST_MEETINGS
    }
