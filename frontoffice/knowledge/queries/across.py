"""A question in one language, in the words of another: so that an article that is not translated is found."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontoffice.knowledge.models import Term
from frontoffice.knowledge.queries.weighing import Asked

ALSO = 0.5  # of what the likeliest meaning counts for: what the others count for at most
LANGUAGES = 2


@dataclass(frozen=True)
class Carried:
    """What was asked, in stems of another language."""

    language: str
    asked: Asked


def carried(asked: Asked, *, language: str) -> list[Carried]:
    """The question in each other language whose words are known, the best known first. One query.

    Words without a known meaning stay as they are: names, numbers and what both languages share.
    """
    terms = Term.objects.filter(language=language, stem__in=list(asked.weights)).order_by("-share", "pk")
    by_other: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for other, stem, means, share in terms.values_list("other", "stem", "means", "share"):
        by_other.setdefault(other, {}).setdefault(stem, []).append((means, share))
    known = sorted(by_other, key=lambda other: (-len(by_other[other]), other))[:LANGUAGES]
    return [Carried(other, _in(asked, by_other[other])) for other in known]


def _in(asked: Asked, meanings: dict[str, list[tuple[str, float]]]) -> Asked:
    weights: dict[str, float] = {}
    for stem, weight in asked.weights.items():
        for means, share in _shared(meanings.get(stem) or [(stem, 1.0)]):
            weights[means] = max(weights.get(means, 0.0), weight * share)
    now = tuple(meanings[stem][0][0] if stem in meanings else stem for stem in asked.now)
    return Asked(now, weights, words=asked.words, carried=asked.carried)


def _shared(found: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The likeliest counts in full, the others by how near they come to it."""
    best = found[0][1]
    return [(found[0][0], 1.0), *((means, ALSO * share / best) for means, share in found[1:])]
