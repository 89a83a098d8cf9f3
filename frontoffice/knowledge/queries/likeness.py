"""Whether two people ask for the same thing: how much of what is telling in their words they share."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from frontoffice.foundation.search import hits, stems
from frontoffice.knowledge.models import GAPS, GapGroup, KnowledgeGap
from frontoffice.knowledge.queries.telling import Counts, count

# Measured on tests/knowledge/wordings.py, where people ask for the same in other words.
ALIKE = 0.4
NEAR = 0.2
CANDIDATES = 40
MOST_STEMS = 12
SHORTEST_MISTYPED = 5
MISTYPED = 0.8


@dataclass(frozen=True)
class Alike:
    """A group and how like its most similar words are (0 to 1)."""

    group: GapGroup
    likeness: float


def telling_stems(words: str, language: str) -> list[str]:
    """What is compared: each stem once, in order."""
    return list(dict.fromkeys(stems(words, language)))


def likeness(one: Iterable[str], other: Iterable[str], counts: Counts) -> float:
    """0 (nothing in common) to 1 (the same): shared stems among all of both, rare ones weighing more.

    A stem that is another mistyped counts as that one.
    """
    mine, theirs = set(one), set(other)
    shared = mine & theirs
    for stem in mine - shared:
        meant = next((their for their in theirs - shared if _mistyped(stem, their)), None)
        if meant is not None:
            shared.add(meant)
            mine = (mine - {stem}) | {meant}
    every = sum(counts.rarity(stem) for stem in mine | theirs)
    return sum(counts.rarity(stem) for stem in shared) / every if every else 0.0


def groups_like(words: str, *, language: str, without: GapGroup | None = None) -> list[Alike]:
    """Groups of the language with gaps near these words, the most alike first. Three queries, whatever there is."""
    asked = telling_stems(words, language)
    counts = count(asked, language=language)
    rarest = sorted(asked, key=lambda stem: -counts.rarity(stem))[:MOST_STEMS]
    among = KnowledgeGap.objects.filter(language=language)
    if without is not None:
        among = among.exclude(group=without)
    found = [hit.pk for hit in hits(GAPS, rarest, among=among, limit=CANDIDATES)]
    near = list(KnowledgeGap.objects.filter(pk__in=found).select_related("group"))
    counts = count([*asked, *(stem for gap in near for stem in gap.stems.split())], language=language)
    best: dict[int, Alike] = {}
    for gap in sorted(near, key=lambda one: one.pk):
        like = likeness(asked, gap.stems.split(), counts)
        if like >= NEAR and (gap.group_id not in best or best[gap.group_id].likeness < like):
            best[gap.group_id] = Alike(gap.group, like)
    return sorted(best.values(), key=lambda one: (-one.likeness, one.group.pk))


def _mistyped(stem: str, other: str) -> bool:
    if min(len(stem), len(other)) < SHORTEST_MISTYPED or stem[0] != other[0]:
        return False
    return DamerauLevenshtein.normalized_similarity(stem, other) >= MISTYPED
