"""How two files agree in each trait: the same, nearly, otherwise, or nothing is said of it on one of them."""

import re
from collections.abc import Collection
from datetime import date
from itertools import product

from rapidfuzz.distance import OSA, JaroWinkler

from frontoffice.customers.duplicates.given_names import KNOWN, one_name
from frontoffice.customers.duplicates.traits import Name, Traits
from frontoffice.customers.models import PartyKind

Names = tuple[str, str, str, str]
_UNIT = re.compile(r"\b(?:apt|unit|ste|rm|fl|lot|spc|trlr|bldg)\s+\w+")


def names_agree(one: Traits, other: Traits) -> list[Names]:
    """Of each two of their names how given, middle and family name agree, and the generation."""
    return [_name(mine, theirs, one.kind) for mine, theirs in product(one.names, other.names)]


def _name(one: Name, other: Name, kind: str) -> Names:
    generation = _generation(one.suffix, other.suffix)
    if kind != PartyKind.PERSON:
        return "none", "none", _title(one.family, other.family), generation
    given, family = _given(one.given, other.given), _family(one, other)
    if given in {"differ", "middle"} and family == "differ" and (how := _turned(one, other)):
        return how, "none", how, generation
    return given, "none" if given == "middle" else _middle(one, other), family, generation


def _turned(one: Name, other: Name) -> str:
    """Family name first, exactly so or with a typing error; of two family names one may be read as in the middle."""
    if not one.given or not other.given:
        return ""
    crossed = {
        _among(one.given[0], (*other.family, *other.given[1:])),
        _among(other.given[0], (*one.family, *one.given[1:])),
    }
    family = {_among(one.given[0], other.family), _among(other.given[0], one.family)}
    if "" in crossed or family == {""}:
        return ""
    return "turned" if crossed == {"same"} else "typo"


def _among(word: str, words: Collection[str]) -> str:
    if word in words:
        return "same"
    short = any(
        (len(word) == 1 and each[0] == word) or (len(each) == 1 and word[0] == each) for each in words
    )
    return "typo" if short or any(_typo(word, each) for each in words) else ""


def _middle(one: Name, other: Name) -> str:
    """The names in the middle but the first of two family names, which is often read as one."""
    mine = [word for word in one.given[1:] if word not in other.family]
    theirs = [word for word in other.given[1:] if word not in one.family]
    if not mine or not theirs:
        return "none"
    if set(mine) & set(theirs):
        return "same"
    short = any(len(a) == 1 or len(b) == 1 for a, b in product(mine, theirs) if a[0] == b[0])
    return "initial" if short else "differ"


def _generation(one: str, other: str) -> str:
    if one and other:
        return "clash" if one != other else ""
    return "one" if one or other else ""


def _given(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if not one or not other:
        return "none"
    first, second = one[0], other[0]
    if first == second:
        return "same"
    if one_name(first, second):
        return "short"
    if len(first) == 1 or len(second) == 1:
        return "initial" if first[0] == second[0] else "differ"
    if _typo(first, second) and not (first in KNOWN and second in KNOWN):
        return "typo"
    if first in other[1:] or second in one[1:]:
        return "middle"
    return "differ"


def _family(one: Name, other: Name) -> str:
    """Of two family names the first is often read as a name in the middle: it counts as one here."""
    mine, theirs = one.family, other.family
    if not mine or not theirs:
        return "none"
    if set(mine) == set(theirs) or "".join(mine) == "".join(theirs):
        return "same"
    if set(mine) & {*theirs, *other.given[1:]} or set(theirs) & {*mine, *one.given[1:]}:
        return "part"
    if any(_typo(a, b) for a, b in product(mine, theirs)):
        return "typo"
    return "differ"


def _title(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if not one or not other:
        return "none"
    mine, theirs = "".join(sorted(one)), "".join(sorted(other))
    if mine == theirs:
        return "same"
    few = 1 if min(len(mine), len(theirs)) < 12 else 2
    return "typo" if OSA.distance(mine, theirs, score_cutoff=few) <= few else "differ"


def _typo(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < 4:
        return shorter == 3 and OSA.distance(one, other, score_cutoff=1) == 1 and one[0] == other[0]
    few = 1 if shorter < 8 else 2
    if OSA.distance(one, other, score_cutoff=few) <= few:
        return True
    return one[:2] == other[:2] and float(JaroWinkler.similarity(one, other)) >= 0.93


def born_agrees(one: date | None, other: date | None) -> str:
    if one is None or other is None:
        return "none"
    if one == other:
        return "same"
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return "near"
    if (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) == 1:
        return "near"
    mine, theirs = f"{one:%Y%m%d}", f"{other:%Y%m%d}"
    # A wrong digit, or two exchanged; not the decade: that is a parent.
    return "near" if OSA.distance(mine, theirs, score_cutoff=1) <= 1 and mine[:3] == theirs[:3] else "differ"


def address_agrees(one: set[str], other: set[str]) -> str:
    if not one or not other:
        return "none"
    mine, theirs = {_UNIT.sub("", each) for each in one}, {_UNIT.sub("", each) for each in other}
    doors = {" ".join(each.split()) for each in mine} & {" ".join(each.split()) for each in theirs}
    if doors:
        # With a door number on one side only it may be the same door.
        both = all(any(_UNIT.search(each) for each in side) for side in (one, other))
        return "door" if both else "near"
    alike = any(
        OSA.normalized_similarity(a, b) >= 0.92 and _digits(a) == _digits(b) for a, b in product(one, other)
    )
    return "near" if alike else "differ"


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def point_agrees(one: set[str], other: set[str]) -> str:
    """A telephone number or an e-mail address, where they have none in common."""
    if not one or not other:
        return "none"
    alike = any(OSA.distance(a, b, score_cutoff=1) <= 1 for a, b in product(one, other))
    return "near" if alike else "differ"


def shared_agrees(one: set[str], other: set[str], crowded: Collection[str]) -> str:
    both = one & other
    if not both:
        return ""
    return "same" if any(each not in crowded for each in both) else "crowd"


def number_agrees(one: Traits, other: Traits) -> str:
    if one.numbers & other.numbers:
        return "same"
    both = one.strong.keys() & other.strong.keys()
    return "clash" if any(not one.strong[kind] & other.strong[kind] for kind in both) else "none"
