"""Questions that ask for the same are known by the words that tell (INQ-7)."""

import itertools

import pytest

from frontoffice.knowledge.queries.likeness import ALIKE, likeness, telling_stems
from frontoffice.knowledge.queries.telling import Counts, count
from tests.knowledge import wordings
from tests.knowledge.writing import library

pytestmark = pytest.mark.django_db


def grouped(asked: list[str], counts: Counts) -> dict[str, int]:
    """Each wording to the number of its group, in the order in which they come, as gaps are grouped."""
    stems = {words: telling_stems(words, "en") for words in asked}
    found: dict[str, int] = {}
    for words in asked:
        best = max(
            ((likeness(stems[words], stems[other], counts), group) for other, group in found.items()),
            default=(0.0, 0),
        )
        found[words] = best[1] if best[0] >= ALIKE else len(found) + 1
    return found


@pytest.mark.parametrize("alike", [wordings.ALIKE, wordings.ALSO_ALIKE])
def test_inq_7_wordings_are_grouped_by_what_they_ask_for(alike: list[list[str]]) -> None:
    library()
    asked = [words for group in alike for words in group]
    meant = {words: number for number, group in enumerate(alike) for words in group}
    counts = count([stem for words in asked for stem in telling_stems(words, "en")], language="en")
    groups = grouped(asked, counts)
    pairs = list(itertools.combinations(asked, 2))
    together = [pair for pair in pairs if groups[pair[0]] == groups[pair[1]]]
    right = [pair for pair in together if meant[pair[0]] == meant[pair[1]]]
    same = [pair for pair in pairs if meant[pair[0]] == meant[pair[1]]]
    assert len(right) / len(together) >= 0.9
    assert len(right) / len(same) >= 0.6


def test_the_same_words_are_wholly_alike_and_others_not_at_all() -> None:
    counts = count([], language="en")
    assert likeness(["boat", "regist"], ["regist", "boat"], counts) == 1
    assert likeness(["boat"], ["drone"], counts) == 0
    assert likeness([], [], counts) == 0


def test_a_mistyped_word_counts_as_the_one_it_was_meant_to_be() -> None:
    counts = count([], language="en")
    assert likeness(["pasport"], ["passport"], counts) == 1
    assert likeness(["cat"], ["car"], counts) == 0
