"""Words as they are misspelled: two spellings that differ in one letter, or sound alike, share a key.

The same keys on both databases, found by an ordinary index: a word of a hundred thousand is found in a few look-ups.
"""

from collections.abc import Collection, Iterable, Mapping

from rapidfuzz.distance import OSA, JaroWinkler

from frontoffice.customers.models import KnownWord, WordKey

SHORTEST = 4  # a letter left out of a shorter word leaves nothing of it
SOUNDS = "~"
MOST_ALTERNATIVES = 12
MOST_LOOKED_AT = 4_000
_ALIKE = 0.6  # of two words that sound the same; others differ in a letter or two


def keys_of(word: str) -> set[str]:
    """The word, the word with each one letter left out, and how it sounds (English), where that tells enough.

    Of three letters the word alone: Kim is found by Kimm, and Cruz by Crz, but Kim not by Tim.
    """
    if len(word) < SHORTEST - 1 or not word.isalpha():
        return set()
    if len(word) < SHORTEST:
        return {word}
    found = {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
    sound = sound_of(word)
    return found | {SOUNDS + sound} if len(sound) >= 3 else found


def learn(words: Iterable[str]) -> None:
    """Keep what is not known yet, in order, so that two of these don't wait in a ring. One query where all are."""
    wanted = sorted({word for word in words if keys_of(word)})
    known = set(KnownWord.objects.filter(word__in=wanted).values_list("word", flat=True))
    fresh = [word for word in wanted if word not in known]
    if not fresh:
        return
    KnownWord.objects.bulk_create([KnownWord(word=word) for word in fresh], ignore_conflicts=True)
    rows = KnownWord.objects.filter(word__in=fresh).order_by("word")
    WordKey.objects.bulk_create(
        [WordKey(word=row, key=key) for row in rows for key in sorted(keys_of(row.word))],
        ignore_conflicts=True,
    )


def alternatives(words: Collection[str]) -> dict[str, list[str]]:
    """Known words that each of these may have been meant as, the nearest first. One query."""
    keys = {word: keys_of(word) for word in words}
    every = {key for found in keys.values() for key in found}
    if not every:
        return {}
    by_key: dict[str, list[str]] = {}
    rows = WordKey.objects.filter(key__in=every).values_list("key", "word__word")[:MOST_LOOKED_AT]
    for key, known in rows:
        by_key.setdefault(key, []).append(known)
    return {word: near for word, own in keys.items() if (near := _near(word, own, by_key))}


def likeness(one: str, other: str) -> float:
    """How alike two words are, 0 to 1: exchanged letters and a common beginning count little against them."""
    return float(max(JaroWinkler.similarity(one, other), OSA.normalized_similarity(one, other)))


def _near(word: str, keys: set[str], by_key: Mapping[str, list[str]]) -> list[str]:
    candidates = {known for key in keys for known in by_key.get(key, [])} - {word}
    meant = [known for known in candidates if _may_be_meant(word, known)]
    return sorted(meant, key=lambda known: (-likeness(word, known), known))[:MOST_ALTERNATIVES]


def _may_be_meant(word: str, known: str) -> bool:
    few = 1 if len(word) < 2 * SHORTEST else 2
    if OSA.distance(word, known, score_cutoff=few) <= few:
        return True
    return sound_of(word) == sound_of(known) and JaroWinkler.similarity(word, known) >= _ALIKE


def sound_of(word: str) -> str:
    """How a word sounds (English), as a code; empty where that says nothing."""
    if not word.isascii():
        return ""
    import jellyfish  # only who writes or misspells names waits for it

    return str(jellyfish.metaphone(word)).replace(" ", "")[:64]
