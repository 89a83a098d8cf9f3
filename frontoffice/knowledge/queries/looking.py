"""Looking for what a question asks: by its words and, where there is a sentence model, by its meaning."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from frontoffice.foundation.search import best
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import PASSAGES, Passage
from frontoffice.knowledge.queries.found import Turn
from frontoffice.knowledge.queries.fusing import WORDS, fuse
from frontoffice.knowledge.queries.in_force import passages_in_force
from frontoffice.knowledge.queries.meant import begin_reading
from frontoffice.knowledge.queries.nearness import Nearness
from frontoffice.knowledge.queries.ranking import Candidate, Ranked, rank
from frontoffice.knowledge.queries.synonyms import in_our_words
from frontoffice.knowledge.queries.telling import Counts, correct, count
from frontoffice.knowledge.queries.weighing import Asked, weigh

MOST = 10
CANDIDATES, AT_FIRST = 150, 200
RANKED, MORE = 4 * CANDIDATES, 4
WORDS_NOW, WORDS_IN_ALL = 6, 10
FEWEST_WORDS, MOST_HELD = 2, 10_000


@dataclass(frozen=True)
class Looked:
    """What was looked for, and what there is: `ranked` is the order by words, `nearness` None without a model."""

    asked: Asked
    weights: dict[str, float]
    counts: Counts
    candidates: Sequence[Candidate]
    ranked: Sequence[Ranked]
    nearness: Nearness | None

    def best(self, *, words: float = WORDS) -> list[Ranked]:
        """The ten best by words and meaning together; `words` is what the words count for."""
        return fuse(self.ranked, self.nearness, words=words)[:MOST]


def look(
    question: str,
    history: Sequence[Turn],
    *,
    on: date,
    audience: str,
    language: str,
    meaning: bool = True,
    rewritten: str = "",
) -> Looked | None:
    """Everything that may answer, of what is in force for the reader on the day; None where nothing is asked for."""
    spoken = primary(language)
    asked = in_our_words(weigh(question, history, language=spoken, rewritten=rewritten), language=spoken)
    if not asked.weights:
        return None
    meant = begin_reading(question, history, language=spoken, rewritten=rewritten) if meaning else None
    looked = look_for(asked, on=on, audience=audience, language=spoken)
    if meant is None:
        return looked
    among = passages_in_force(on=on, audience=audience, language=spoken)
    besides = [one.pk for one in looked.ranked]
    return replace(looked, nearness=meant.nearness(among=among, besides=besides))


def look_for(asked: Asked, *, on: date, audience: str, language: str) -> Looked:
    """What holds the words that are asked for."""
    counts = count(asked.weights, language=language)
    weights, counts = correct(asked.weights, counts, language=language)
    among = passages_in_force(on=on, audience=audience, language=language)
    candidates = _candidates(asked, weights, counts, among)
    ranked = rank(candidates, now=asked.now, weights=weights, counts=counts)
    return Looked(asked, weights, counts, candidates, ranked, None)


def _candidates(
    asked: Asked, weights: dict[str, float], counts: Counts, among: QuerySet[Passage]
) -> list[Candidate]:
    """Passages that hold the most telling words: of the question alone, and of all that was said.

    Two queries, and more only where most of the best are not among them (earlier versions, other audiences).
    """
    held = sorted(
        (stem for stem in weights if stem in counts.holding),
        key=lambda stem: (-weights[stem] * counts.rarity(stem), stem),
    )
    current = [stem for stem in held if stem in asked.now or weights[stem] >= 0.5]
    few, besides = _both(_parted(current[:WORDS_NOW], counts), _parted(held[:WORDS_IN_ALL], counts))
    found: list[Candidate] = []
    start, size, most = 0, AT_FIRST, RANKED
    ranked = best(PASSAGES, few, besides=besides, limit=most)
    while len(found) < CANDIDATES and start < len(ranked):
        found += _of(ranked[start : start + size], among)
        start, size = start + size, 2 * size
        if start >= len(ranked) == most and len(found) < CANDIDATES:
            most *= MORE
            ranked = best(PASSAGES, few, besides=besides, limit=most)
    return found


def _of(ids: list[int], among: QuerySet[Passage]) -> list[Candidate]:
    rows = among.order_by().filter(pk__any_of=ids).values_list("pk", "version__article_id", "stems", "length")
    return [Candidate(*row) for row in rows]


def _both(
    first: tuple[list[str], list[str]], then: tuple[list[str], list[str]]
) -> tuple[list[str], list[str]]:
    few = list(dict.fromkeys([*first[0], *then[0]]))
    return few, [stem for stem in dict.fromkeys([*first[1], *then[1]]) if stem not in few]


def _parted(stems: list[str], counts: Counts) -> tuple[list[str], list[str]]:
    """The first of the stems, which a passage must hold one of, and the others, which only make it better (pruning).

    Beyond the first two, a passage is not looked at for words that so many hold: that would cost a large library's
    database much and tell it little.
    """
    few: list[str] = []
    holding = 0
    for stem in stems:
        holding += counts.holding[stem]
        if len(few) >= FEWEST_WORDS and holding > MOST_HELD:
            break
        few.append(stem)
    return few, stems[len(few) :]
