"""Finding the passages that answer a question, among those in force for the reader on the day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from frontoffice.foundation.search import hits
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import PASSAGES, Mode, Passage
from frontoffice.knowledge.queries.found import Found, FoundPassage, Turn
from frontoffice.knowledge.queries.fusing import fuse
from frontoffice.knowledge.queries.in_force import passages_in_force
from frontoffice.knowledge.queries.judging import judged
from frontoffice.knowledge.queries.meant import nearness_to
from frontoffice.knowledge.queries.ranking import Candidate, Ranked, rank
from frontoffice.knowledge.queries.sentences import answering
from frontoffice.knowledge.queries.signs import read_signs
from frontoffice.knowledge.queries.synonyms import in_our_words
from frontoffice.knowledge.queries.telling import Counts, correct, count
from frontoffice.knowledge.queries.weighing import Asked, weigh

MOST = 10
HIGHLIGHTED = 5
CANDIDATES = 100
WORDS_NOW, WORDS_IN_ALL = 6, 10
FEWEST_WORDS, MOST_HELD = 2, 3000
NOTHING = Found(passages=(), confidence=0.0, understood=False, answerable=False)


def find(question: str, history: Sequence[Turn] = (), *, on: date, audience: str, language: str) -> Found:
    """Up to ten passages in force on `on` for the audience that best answer, read with the turns before (INQ-5).

    They are found by their words and, where the installation has a sentence model, by their meaning too. Any text may
    be asked. The queries do not grow with the number of passages.
    """
    spoken = primary(language)
    asked = in_our_words(weigh(question, history, language=spoken), language=spoken)
    if not asked.weights:
        return NOTHING
    counts = count(asked.weights, language=spoken)
    weights, counts = correct(asked.weights, counts, language=spoken)
    among = passages_in_force(on=on, audience=audience, language=spoken)
    candidates = _candidates(asked, weights, counts, among)
    ranked = rank(candidates, now=asked.now, weights=weights, counts=counts)
    nearness = nearness_to(
        question, history, among=among, besides=[one.pk for one in ranked], language=spoken
    )
    passages = _with_sentences(fuse(ranked, nearness)[:MOST], asked, weights, counts, spoken)
    signs = read_signs(
        asked,
        ranked,
        candidates,
        passages,
        weights=weights,
        counts=counts,
        language=spoken,
        nearness=nearness.likeness.get(passages[0].passage.pk) if nearness and passages else None,
    )
    return judged(asked, passages, signs, counts, mode=Mode.SEMANTIC if nearness else Mode.LEXICAL)


def _candidates(
    asked: Asked, weights: dict[str, float], counts: Counts, among: QuerySet[Passage]
) -> list[Candidate]:
    """Passages that hold the most telling words: of the question alone, and of all that was said."""
    held = sorted(
        (stem for stem in weights if stem in counts.holding),
        key=lambda stem: (-weights[stem] * counts.rarity(stem), stem),
    )
    current = [stem for stem in held if stem in asked.now or weights[stem] >= 0.5]
    first, second = _few(current, WORDS_NOW, counts), _few(held, WORDS_IN_ALL, counts)
    found = {hit.pk for hit in hits(PASSAGES, first, among=among, limit=CANDIDATES)}
    if set(second) != set(first):
        found |= {hit.pk for hit in hits(PASSAGES, second, among=among, limit=CANDIDATES)}
    rows = Passage.objects.filter(pk__in=found).values_list("pk", "version__article_id", "stems", "length")
    return [Candidate(*row) for row in rows]


def _few(stems: list[str], most: int, counts: Counts) -> list[str]:
    """The first of the stems: not more than `most`, nor more than 3,000 passages hold beyond the first two.

    What half of a large library holds would cost the database much and tell it little.
    """
    few: list[str] = []
    holding = 0
    for stem in stems[:most]:
        holding += counts.holding[stem]
        if len(few) >= FEWEST_WORDS and holding > MOST_HELD:
            break
        few.append(stem)
    return few


def _with_sentences(
    ranked: list[Ranked], asked: Asked, weights: dict[str, float], counts: Counts, language: str
) -> tuple[FoundPassage, ...]:
    rows = Passage.objects.select_related("version__article__owner").in_bulk([one.pk for one in ranked])
    now = set(asked.now)
    return tuple(
        FoundPassage(
            rows[one.pk],
            one.score,
            answering(rows[one.pk].text, now=now, weights=weights, counts=counts, language=language)
            if place < HIGHLIGHTED
            else (0, 0),
        )
        for place, one in enumerate(ranked)
    )
