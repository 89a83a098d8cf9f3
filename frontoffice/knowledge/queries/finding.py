"""Finding the passages that answer a question, among those in force for the reader on the day."""

from collections.abc import Sequence
from datetime import date

from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import Mode, Passage
from frontoffice.knowledge.queries.found import Found, FoundPassage, Turn
from frontoffice.knowledge.queries.judging import judged
from frontoffice.knowledge.queries.looking import Looked, look
from frontoffice.knowledge.queries.sentences import answering
from frontoffice.knowledge.queries.signs import read_signs

HIGHLIGHTED = 5
NOTHING = Found(passages=(), confidence=0.0, understood=False, answerable=False)


def find(question: str, history: Sequence[Turn] = (), *, on: date, audience: str, language: str) -> Found:
    """Up to ten passages in force on `on` for the audience that best answer, read with the turns before (INQ-5).

    They are found by their words and, where the installation has a sentence model, by their meaning too. Any text may
    be asked. The queries do not grow with the number of passages.
    """
    spoken = primary(language)
    looked = look(question, history, on=on, audience=audience, language=spoken)
    if looked is None:
        return NOTHING
    passages = _with_sentences(looked, spoken)
    nearness = looked.nearness
    signs = read_signs(
        looked.asked,
        looked.ranked,
        looked.candidates,
        passages,
        weights=looked.weights,
        counts=looked.counts,
        language=spoken,
        nearness=nearness.likeness.get(passages[0].passage.pk) if nearness and passages else None,
    )
    mode = Mode.SEMANTIC if nearness else Mode.LEXICAL
    return judged(looked.asked, passages, signs, looked.counts, mode=mode)


def _with_sentences(looked: Looked, language: str) -> tuple[FoundPassage, ...]:
    """The best, with the sentence of each of the first five that answers."""
    best = looked.best()
    rows = Passage.objects.select_related("version__article__owner").in_bulk([one.pk for one in best])
    now = set(looked.asked.now)
    return tuple(
        FoundPassage(
            rows[one.pk],
            one.score,
            answering(
                rows[one.pk].text, now=now, weights=looked.weights, counts=looked.counts, language=language
            )
            if place < HIGHLIGHTED
            else (0, 0),
        )
        for place, one in enumerate(best)
    )
