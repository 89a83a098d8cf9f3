"""Finding the passages that answer a question, among those in force for the reader on the day."""

from collections.abc import Sequence
from datetime import date

from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import Mode, Passage
from frontoffice.knowledge.queries.across import carried
from frontoffice.knowledge.queries.found import Found, FoundPassage, Turn
from frontoffice.knowledge.queries.judging import judged
from frontoffice.knowledge.queries.looking import Looked, look, look_for
from frontoffice.knowledge.queries.sentences import answering
from frontoffice.knowledge.queries.signs import read_signs

HIGHLIGHTED = 5
NOTHING = Found(passages=(), confidence=0.0, understood=False, answerable=False)


def find(
    question: str,
    history: Sequence[Turn] = (),
    *,
    on: date,
    audience: str,
    language: str,
    rewritten: str = "",
) -> Found:
    """Up to ten passages in force on `on` for the audience that best answer, read with the turns before (INQ-5).

    They are found by their words and, where the installation has a sentence model, by their meaning too. What nothing
    in the language answers is looked for in the others that the agency's translations tell the words of; then the
    passages are in that language. `rewritten` is the same question in other words, which are looked for besides. Any
    text may be asked. The queries do not grow with the number of passages.
    """
    spoken = primary(language)
    looked = look(question, history, on=on, audience=audience, language=spoken, rewritten=rewritten)
    if looked is None:
        return NOTHING
    found = _judged(looked, spoken)
    if found.answerable or found.asks_back:
        return found
    for other in carried(looked.asked, language=spoken):
        there = look_for(other.asked, on=on, audience=audience, language=other.language)
        instead = _judged(there, other.language)
        if instead.answerable or instead.choices:
            return instead
    return found


def _judged(looked: Looked, language: str) -> Found:
    passages = _with_sentences(looked, language)
    nearness = looked.nearness
    signs = read_signs(
        looked.asked,
        looked.ranked,
        looked.candidates,
        passages,
        weights=looked.weights,
        counts=looked.counts,
        language=language,
        nearness=nearness.likeness.get(passages[0].passage.pk) if nearness and passages else None,
    )
    mode = Mode.SEMANTIC if nearness else Mode.LEXICAL
    return judged(looked.asked, passages, signs, looked.counts, mode=mode)


def _with_sentences(looked: Looked, language: str) -> tuple[FoundPassage, ...]:
    """The best, with the sentence of each of the first five that answers."""
    best = looked.best()
    whole = Passage.objects.select_related("version__article__owner").defer("version__body")
    rows = whole.in_bulk([one.pk for one in best])
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
