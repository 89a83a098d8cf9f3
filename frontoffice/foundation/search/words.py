"""The words of a text as the search sees them: folded, without the most common ones, reduced to their stems.

The same analysis serves what is indexed and what is asked, on both databases, so that they agree. Any text is
borne: other scripts, broken encodings, control characters; what is no word is left out.
"""

import re
import threading
import unicodedata
from collections.abc import Collection
from functools import lru_cache

import snowballstemmer

from frontoffice.foundation.search.common_words import BY_LANGUAGE

LONGEST_WORD = 64
LONGEST_TEXT = 200_000
_ALGORITHMS = {
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "pt": "portuguese",
    "de": "german",
    "it": "italian",
    "ru": "russian",
    "ar": "arabic",
}
# Vowel signs of these scripts are marks, not letters, and belong to their word.
_SIGNS = (
    "\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e"
    "\u0eb1-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3"
)
_WORD = re.compile(rf"(?:[^\W_]|[{_SIGNS}])+")
# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# Stemmers that leave the first two letters of a word as they are, but for these words.
_ENDINGS_ALONE = frozenset({"en", "es"})
_OTHERWISE_BEGUN = frozenset({"dying", "lying", "tying"})
_own = threading.local()


class _Unmarked(dict[int, int | None]):
    """For str.translate: takes out what is written above or below a letter. Knows each character after the first."""

    def __missing__(self, character: int) -> int | None:
        self[character] = None if unicodedata.combining(chr(character)) else character
        return self[character]


_UNMARKED = _Unmarked()


def primary(language: str) -> str:
    """The language without its region: en of en-us."""
    return language.split("-")[0].split("_")[0].lower()


def fold(text: str) -> str:
    """The text without what people leave out when they type: case, accents, ligatures, full-width forms."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).casefold().translate(_UNMARKED)


def words(text: str) -> list[str]:
    """The folded words of a text in order. Runs of a script without spaces become overlapping pairs of letters."""
    found: list[str] = []
    for word in _WORD.findall(fold(text[:LONGEST_TEXT])):
        if word.isascii() or not _UNSPACED.search(word):
            found.append(word[:LONGEST_WORD])
        elif len(word) == 1:
            found.append(word)
        else:
            found += [word[i : i + 2] for i in range(len(word) - 1)]
    return found


def is_common(word: str, language: str) -> bool:
    """Whether a folded word is too common to search for."""
    return word in BY_LANGUAGE.get(primary(language), frozenset())


def stems(text: str, language: str, *, like: Collection[str] | None = None) -> list[str]:
    """The stems of a text's telling words, in order and with repeats. A language without a stemmer keeps its words.

    With `like`, only words that could have one of these stems are reduced, which is faster; the others stay as they
    are, and are none of these.
    """
    spoken = primary(language)
    common = BY_LANGUAGE.get(spoken, frozenset())
    telling = [word for word in words(text) if word not in common]
    if like is None or spoken not in _ENDINGS_ALONE:
        return [_stem(word, spoken) for word in telling]
    begun = {stem[:2] for stem in like}
    return [
        _stem(word, spoken) if word[:2] in begun or word in _OTHERWISE_BEGUN else word for word in telling
    ]


@lru_cache(maxsize=100_000)
def _stem(word: str, spoken: str) -> str:
    algorithm = _ALGORITHMS.get(spoken)
    if algorithm is None:
        return word
    # A stemmer keeps its state while it works: each thread has its own.
    stemmers = _own.__dict__.setdefault("stemmers", {})
    if spoken not in stemmers:
        stemmers[spoken] = snowballstemmer.stemmer(algorithm)
    return str(stemmers[spoken].stemWord(word)) or word
