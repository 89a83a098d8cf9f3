"""Ways to put in order what was found, from the question's words alone to what the product does: what each brought."""

from collections.abc import Callable, Sequence

from frontoffice.knowledge.queries.looking import MOST, Looked
from frontoffice.knowledge.queries.nearness import Nearness
from frontoffice.knowledge.queries.ranking import Ranked

SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
RANK = 10  # how slowly a lower place counts less, where places are added up
Order = list[int]


def by_words(looked: Looked) -> Order:
    return [one.pk for one in looked.ranked[:MOST]]


def by_meaning(looked: Looked) -> Order:
    return _places(looked.nearness)[:MOST]


def by_rank(looked: Looked) -> Order:
    """Reciprocal ranks added up: the places count, not how far apart they are."""
    worth: dict[int, float] = {}
    for order in ([one.pk for one in looked.ranked], _places(looked.nearness)):
        for place, pk in enumerate(order, start=1):
            worth[pk] = worth.get(pk, 0.0) + 1 / (RANK + place)
    return sorted(worth, key=lambda pk: (-worth[pk], pk))[:MOST]


def by_share(share: float) -> Callable[[Looked], Order]:
    """As the product does it, with another weight of the words."""
    return lambda looked: _keys(looked.best(words=share))


def by_both(looked: Looked) -> Order:
    """As the product does it."""
    return _keys(looked.best())


WAYS: dict[str, Callable[[Looked], Order]] = {
    "words": by_words,
    "meaning": by_meaning,
    "ranks": by_rank,
    "both": by_both,
    **{f"share {share}": by_share(share) for share in SHARES},
}


def _keys(ranked: Sequence[Ranked]) -> Order:
    return [one.pk for one in ranked]


def _places(nearness: Nearness | None) -> Order:
    if nearness is None:
        return []
    return sorted(nearness.likeness, key=lambda pk: (-nearness.likeness[pk], pk))
