"""Looking for what a question asks: by its words and, where there is a sentence model, by its meaning."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from frontoffice.foundation.search import hits
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import PASSAGES, Passage
from frontoffice.knowledge.queries.found import Turn
from frontoffice.knowledge.queries.fusing import WORDS, fuse
from frontoffice.knowledge.queries.in_force import passages_in_force
from frontoffice.knowledge.queries.meant import nearness_to
from frontoffice.knowledge.queries.nearness import Nearness
from frontoffice.knowledge.queries.ranking import Candidate, Ranked, rank
from frontoffice.knowledge.queries.synonyms import in_our_words
from frontoffice.knowledge.queries.telling import Counts, correct, count
from frontoffice.knowledge.queries.weighing import Asked, weigh

MOST = 10
CANDIDATES = 100
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
    looked = look_for(asked, on=on, audience=audience, language=spoken)
    if not meaning:
        return looked
    among = passages_in_force(on=on, audience=audience, language=spoken)
    besides = [one.pk for one in looked.ranked]
    return replace(
        looked,
        nearness=nearness_to(
            question, history, among=among, besides=besides, language=spoken, rewritten=rewritten
        ),
    )


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
    """Passages that hold the most telling words: of the question alone, and of all that was said."""
    held = sorted(
        (stem for stem in weights if stem in counts.holding),
        key=lambda stem: (-weights[stem] * counts.rarity(stem), stem),
    )
    current = [stem for stem in held if stem in asked.now or weights[stem] >= 0.5]
    found: set[int] = set()
    before: tuple[list[str], list[str]] | None = None
    for stems, most in ((current, WORDS_NOW), (held, WORDS_IN_ALL)):
        few, besides = parted = _parted(stems[:most], counts)
        if parted != before:
            best = hits(PASSAGES, few, among=among, limit=CANDIDATES, besides=besides)
            found.update(hit.pk for hit in best)
        before = parted
    rows = Passage.objects.filter(pk__in=found).values_list("pk", "version__article_id", "stems", "length")
    return [Candidate(*row) for row in rows]


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
