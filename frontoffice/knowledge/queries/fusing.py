"""One order of two: how well passages fit by their words, and how near they are in meaning.

Each is taken as a share of the best found, so that neither's scale counts; what is unusual in meaning begins at the
library's middle, since any two texts are somewhat alike.
"""

from collections.abc import Sequence

from frontoffice.knowledge.queries.nearness import Nearness
from frontoffice.knowledge.queries.ranking import Ranked

WORDS = 0.6  # what the words count for; the meaning has the rest


def fuse(ranked: Sequence[Ranked], nearness: Nearness | None, *, words: float = WORDS) -> list[Ranked]:
    """The passages found by words or by meaning, best first; `ranked` itself where there is no meaning to go by.

    A passage that the model has not read yet is taken to be as near in meaning as it fits by its words.
    """
    if nearness is None:
        return list(ranked)
    best = ranked[0].score if ranked else 1.0
    by_words = {one.pk: one.score / best for one in ranked}
    meant = by_words | {pk: nearness.share(pk) for pk in nearness.likeness}
    fused = [Ranked(pk, words * by_words.get(pk, 0.0) + (1 - words) * share) for pk, share in meant.items()]
    return sorted((one for one in fused if one.score > 0), key=lambda one: (-one.score, one.pk))
