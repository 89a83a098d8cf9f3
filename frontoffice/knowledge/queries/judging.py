"""What becomes of a question: answered, asked back which is meant, or left to a person."""

from frontoffice.knowledge.queries.choosing import choices
from frontoffice.knowledge.queries.confidence import confidence, threshold_for, weights_for
from frontoffice.knowledge.queries.found import Found, FoundPassage, Signs
from frontoffice.knowledge.queries.telling import Counts
from frontoffice.knowledge.queries.weighing import Asked

GIVEN = 5
WORTH_GIVING = 0.5  # a passage that fits less than half as well as the best is not given as an answer


def given(found: Found) -> tuple[FoundPassage, ...]:
    """The passages that are given as the answer, the best first; none where nothing is answered."""
    if not found.answerable:
        return ()
    least = found.passages[0].score * WORTH_GIVING
    return tuple(one for one in found.passages[:GIVEN] if one.score >= least)


def judged(
    asked: Asked, passages: tuple[FoundPassage, ...], signs: Signs | None, counts: Counts, *, mode: str
) -> Found:
    """What is found with what becomes of it: answered, asked back, or left to a person. Two queries."""
    sure = round(confidence(signs, weights_for(mode)), 4)
    alike = choices(asked, passages, counts)
    enough = threshold_for(passages[0].passage.version.article.topic) if passages else 1.0
    return Found(
        passages=passages,
        confidence=sure,
        understood=asked.words > 0,
        answerable=asked.words > 0 and bool(passages) and not alike and sure >= enough,
        choices=alike,
        signs=signs,
    )
