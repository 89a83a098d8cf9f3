"""Telling an underspecified question from one that nothing answers: several articles fit it alike.

"How much does it cost?" fits each fee. Then nobody needs to be referred: the person is asked which is meant.
"""

from collections.abc import Sequence

from frontoffice.foundation.search import stems
from frontoffice.knowledge.queries.found import FoundPassage
from frontoffice.knowledge.queries.telling import Counts
from frontoffice.knowledge.queries.weighing import Asked

FEW = 2  # different telling words; who says more has said what it is about
CLOSE = 0.75  # of the best passage's score
MOST = 5


def choices(asked: Asked, passages: Sequence[FoundPassage], counts: Counts) -> tuple[FoundPassage, ...]:
    """The best passage of each of two to five articles that hold the same of what was asked; else none.

    Questions that go on with a conversation say what they are about there: for them the words before decide.
    """
    telling = set(asked.now)
    if asked.carried or not telling or len(telling) > FEW or not telling <= counts.holding.keys():
        return ()
    found: dict[int, FoundPassage] = {}
    least = passages[0].score * CLOSE if passages else 0.0
    for one in passages:
        if one.score >= least:
            found.setdefault(one.passage.version.article_id, one)
    held = [telling.intersection(one.passage.stems.split(" ")) for one in found.values()]
    if len(found) < 2 or any(other != held[0] for other in held) or _named(telling, list(found.values())):
        return ()
    return tuple(found.values())[:MOST]


def _named(telling: set[str], found: Sequence[FoundPassage]) -> bool:
    """Whether the first article's title, and no other's, says all that was asked, in more than one word."""
    if len(telling) < FEW:
        return False
    first, *others = (telling.intersection(_title(one)) for one in found)
    return first == telling and telling not in others


def _title(found: FoundPassage) -> list[str]:
    version = found.passage.version
    return stems(version.title, version.language)
