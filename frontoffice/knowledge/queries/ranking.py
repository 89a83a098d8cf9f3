"""Ranking candidates: BM25 over their stems, pairs of words that stand together, and what else their article holds.

The databases only propose candidates; the order is made here, so that it is the same on both.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from frontoffice.knowledge.queries.telling import Counts

SATURATION = 2.0  # BM25's k1: how soon further repeats of a word stop counting
LENGTH = 0.75  # BM25's b: how much a long passage must repeat itself to be as good as a short one
TOGETHER = 0.1  # for each pair of neighbors in the question that are neighbors in the passage
COMPANY = 0.2  # share that the mean of the article's three best passages adds to each of its passages
BEST_OF_ARTICLE = 3


@dataclass(frozen=True)
class Candidate:
    """A passage that may answer: its article, its stems (joined by blanks) and how many there are."""

    pk: int
    article: int
    stems: str
    length: int


@dataclass(frozen=True)
class Ranked:
    pk: int
    score: float


def rank(
    candidates: Iterable[Candidate], *, now: Sequence[str], weights: dict[str, float], counts: Counts
) -> list[Ranked]:
    """The candidates that hold any of the words, best first; ties go to the one recorded first."""
    telling = {
        stem: weight * counts.rarity(stem) for stem, weight in weights.items() if stem in counts.holding
    }
    pairs = {f" {first} {second} " for first, second in pairwise(now)}
    own: dict[int, float] = {}
    of_article: dict[int, list[float]] = defaultdict(list)
    articles: dict[int, int] = {}
    for candidate in candidates:
        score = _score(candidate, telling, pairs, counts.mean_length)
        if score > 0:
            own[candidate.pk] = score
            articles[candidate.pk] = candidate.article
            of_article[candidate.article].append(score)
    company = {article: _company(scores) for article, scores in of_article.items()}
    ranked = [Ranked(pk, score + company[articles[pk]]) for pk, score in own.items()]
    return sorted(ranked, key=lambda one: (-one.score, one.pk))


def _score(candidate: Candidate, telling: dict[str, float], pairs: set[str], mean_length: float) -> float:
    held: dict[str, int] = {}
    for stem in [one for one in candidate.stems.split(" ") if one in telling]:
        held[stem] = held.get(stem, 0) + 1
    norm = SATURATION * (1 - LENGTH + LENGTH * candidate.length / (mean_length or 1))
    score = 0.0
    for stem, times in held.items():
        score += telling[stem] * times * (SATURATION + 1) / (times + norm)
    if score and pairs:
        padded = f" {candidate.stems} "
        score *= 1 + TOGETHER * sum(pair in padded for pair in pairs)
    return score


def _company(scores: list[float]) -> float:
    best = sorted(scores, reverse=True)[:BEST_OF_ARTICLE]
    return COMPANY * sum(best) / BEST_OF_ARTICLE
