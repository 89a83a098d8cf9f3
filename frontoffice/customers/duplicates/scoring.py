"""How much speaks for two files being one customer's: points for what agrees, against for what contradicts.

The points were set on generated pairs of one seed and are measured on others (`frontoffice bench duplicates`).
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import product

from rapidfuzz.distance import OSA, JaroWinkler

from frontoffice.customers.duplicates.given_names import KNOWN, one_name
from frontoffice.customers.duplicates.traits import Name, Traits
from frontoffice.customers.models import PartyKind

LIKELY = 14.0
GIVEN = {"same": 5.0, "short": 4.5, "typo": 3.5, "middle": 3.5, "initial": 1.0, "differ": -14.0, "none": 0.0}
FAMILY = {"same": 5.0, "part": 4.0, "typo": 4.0, "differ": -3.0, "none": 0.0}
TITLE = {"same": 9.0, "typo": 7.0, "differ": -14.0, "none": 0.0}  # of an organization
BORN = {"same": 7.0, "near": 4.0, "differ": -9.0, "none": 0.0}
ADDRESS = {"same": 4.0, "near": 3.5, "door": 1.5, "differ": -0.5, "none": 0.0}
PHONE = {"same": 5.0, "near": 2.5, "differ": -0.3, "none": 0.0}
EMAIL = {"same": 5.0, "near": 3.5, "differ": 0.0, "none": 0.0}
NUMBER = {"same": 12.0, "clash": -6.0, "none": 0.0}
GENERATION = -9.0  # junior and senior
ONE_GENERATION = -4.0  # junior and one of whom nothing is said, as long as no date says that they are one
_UNIT = re.compile(r"\b(?:apt|unit|ste|rm|fl|lot|spc|trlr|bldg)\s+\w+")


@dataclass(frozen=True)
class Likeness:
    """The points, and what they are for: by trait how it agrees."""

    points: float
    agrees: dict[str, str]

    @property
    def likely(self) -> bool:
        return self.points >= LIKELY and self.more_than_a_name

    @property
    def more_than_a_name(self) -> bool:
        """ACC-9: something besides the name agrees."""
        others = ("born", "address", "phone", "email", "number")
        return any(self.agrees[trait] in {"same", "near"} for trait in others)


def compare(one: Traits, other: Traits) -> Likeness:
    """What speaks for and against. Only customers of one kind are compared."""
    given, family, generation = _names(one, other)
    agrees = {
        "given": given,
        "family": family,
        "born": _born(one.born, other.born),
        "address": _address(one.addresses, other.addresses),
        "phone": _phone(one.phones, other.phones),
        "email": _email(one.emails, other.emails),
        "number": _number(one, other),
    }
    person = one.kind == PartyKind.PERSON
    points = GIVEN[given] + FAMILY[family] if person else TITLE[family if family != "part" else "differ"]
    points += BORN[agrees["born"]] + NUMBER[agrees["number"]] + _reach(agrees)
    if generation == "clash":
        points += GENERATION
    elif generation == "one" and agrees["born"] != "same":
        points += ONE_GENERATION
    return Likeness(points, agrees)


def _reach(agrees: dict[str, str]) -> float:
    """A household shares all of these at once: the second and the third tell less than the first."""
    points = [ADDRESS[agrees["address"]], PHONE[agrees["phone"]], EMAIL[agrees["email"]]]
    best = sorted((point for point in points if point > 0), reverse=True)
    against = sum(point for point in points if point < 0)
    return sum(point * share for point, share in zip(best, (1.0, 0.5, 0.25), strict=False)) + against


def _names(one: Traits, other: Traits) -> tuple[str, str, str]:
    """Given name, family name and generation of the two names, of all that both have, that agree best."""
    found = [_name(mine, theirs, one.kind) for mine, theirs in product(one.names, other.names)]
    if not found:
        return "none", "none", ""
    return max(found, key=lambda name: GIVEN[name[0]] + FAMILY[name[1]])


def _name(one: Name, other: Name, kind: str) -> tuple[str, str, str]:
    generation = _generation(one.suffix, other.suffix)
    if kind != PartyKind.PERSON:
        return "none", _title(one.family, other.family), generation
    given, family = _given(one.given, other.given), _family(one, other)
    if given == "differ" and one.given and other.given:
        crossed = _given(one.given, other.family), _given(other.given, one.family)
        if all(each in {"same", "typo"} for each in crossed):  # family name first
            return "typo", "typo", generation
    return given, family, generation


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


def _born(one: date | None, other: date | None) -> str:
    if one is None or other is None:
        return "none"
    if one == other:
        return "same"
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return "near"
    mine, theirs = f"{one:%Y%m%d}", f"{other:%Y%m%d}"
    # A wrong digit, or two exchanged; not the decade: that is a parent.
    return "near" if OSA.distance(mine, theirs, score_cutoff=1) <= 1 and mine[:3] == theirs[:3] else "differ"


def _address(one: set[str], other: set[str]) -> str:
    if not one or not other:
        return "none"
    if one & other:
        return "same"
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


def _phone(one: set[str], other: set[str]) -> str:
    if not one or not other:
        return "none"
    if one & other:
        return "same"
    alike = any(OSA.distance(a, b, score_cutoff=1) <= 1 for a, b in product(one, other))
    return "near" if alike else "differ"


def _email(one: set[str], other: set[str]) -> str:
    if not one or not other:
        return "none"
    if one & other:
        return "same"
    return (
        "near" if any(OSA.distance(a, b, score_cutoff=1) <= 1 for a, b in product(one, other)) else "differ"
    )


def _number(one: Traits, other: Traits) -> str:
    if one.numbers & other.numbers:
        return "same"
    both = one.strong.keys() & other.strong.keys()
    return "clash" if any(not one.strong[kind] & other.strong[kind] for kind in both) else "none"
