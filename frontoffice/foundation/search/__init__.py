"""Searching on both databases: what a text's words are, indexes declared beside the models, and asking them.

A room declares `PEOPLE = index(Party, {"name": 1.0, "notes": 0.3})` beside its model and has a migration
with `SearchIndex("customers_party", {...})`; a house test compares the two. `hits(PEOPLE, terms,
among=visible)` then gives the best rows of those that the viewer may see.
"""

from frontoffice.foundation.search.asking import Hit, best, hits, is_all
from frontoffice.foundation.search.indexes import Index, index, missing
from frontoffice.foundation.search.migrating import SearchIndex
from frontoffice.foundation.search.within import FEWEST_LETTERS, holding
from frontoffice.foundation.search.words import fold, is_common, stems, words

__all__ = [
    "FEWEST_LETTERS",
    "Hit",
    "Index",
    "SearchIndex",
    "best",
    "fold",
    "hits",
    "holding",
    "index",
    "is_all",
    "is_common",
    "missing",
    "stems",
    "words",
]
