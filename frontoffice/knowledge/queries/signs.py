"""What speaks for it that the first passage answers: a few figures, each comparable from library to library."""

import math
from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from django.db.models import Count

from frontoffice.foundation.search import stems
from frontoffice.knowledge.models import Passage
from frontoffice.knowledge.queries.found import FoundPassage, Signs
from frontoffice.knowledge.queries.ranking import SATURATION, Candidate, Ranked, rank
from frontoffice.knowledge.queries.telling import Counts
from frontoffice.knowledge.queries.weighing import Asked

READ = 3  # passages whose answering sentences count
AGREEING = 10  # passages, the best by their words, that agree on few articles or don't


def read_signs(
    asked: Asked,
    ranked: Sequence[Ranked],
    candidates: Sequence[Candidate],
    passages: Sequence[FoundPassage],
    *,
    weights: dict[str, float],
    counts: Counts,
    language: str,
    nearness: float | None = None,
) -> Signs | None:
    """The signs for the first of `passages`, whatever put it there; None where nothing speaks for it. One query.

    `ranked` is the order by words. What is gathered is measured in perfect matches of the rarest word and weighed as
    part of many texts, so that small and large collections compare.
    """
    if not passages or asked.words == 0 or counts.passages == 0:
        return None
    first, wide = passages[0].passage, counts.among_many()
    company = [one for one in candidates if one.article == first.version.article_id]
    scores = {one.pk: one.score for one in rank(company, now=asked.now, weights=weights, counts=wide)}
    gathered = scores.get(first.pk, 0.0) / (wide.greatest_rarity * (SATURATION + 1))
    return Signs(
        evidence=round(math.log1p(gathered), 6),
        a_word=round(math.log1p(gathered / asked.words), 6),
        sentence=round(_in_a_sentence(asked, passages, wide, language), 6),
        lead=round(_lead(first.pk, first.version.article_id, ranked, candidates), 6),
        nearness=nearness,
        agreement=round(_agreement(ranked), 6),
    )


def _in_a_sentence(asked: Asked, passages: Sequence[FoundPassage], wide: Counts, language: str) -> float:
    wanted = set(asked.now)
    whole = sum(wide.rarity(stem) for stem in wanted)
    if not whole:
        return 0.0
    sentences = (wanted.intersection(stems(one.sentence_text, language)) for one in passages[:READ])
    return max(sum(wide.rarity(stem) for stem in held) for held in sentences) / whole


def _agreement(ranked: Sequence[Ranked]) -> float:
    """How much of its article each of the best brings along, on average. One query.

    What the library writes about has articles of its own, which come up with several of their passages; what it does
    not is touched on here and there. Measured by what an article has, so that long and short ones compare.
    """
    first = [one.pk for one in ranked[:AGREEING]]
    rows = Passage.objects.filter(pk__in=first).values_list("pk", "version_id")
    sizes = rows.annotate(size=Count("version__passages")).values_list("version_id", "size")
    found = Counter(version for version, _size in sizes)
    others = [
        (found[version] - 1) / (min(AGREEING, size) - 1) if size > 1 else 0.0 for version, size in sizes
    ]
    return fmean(others) if others else 0.0


def _lead(pk: int, article: int, ranked: Sequence[Ranked], candidates: Sequence[Candidate]) -> float:
    articles = {one.pk: one.article for one in candidates}
    own = next((one.score for one in ranked if one.pk == pk), 0.0)
    other = next((one.score for one in ranked if articles[one.pk] != article), 0.0)
    return max(0.0, (own - other) / own) if own else 0.0
