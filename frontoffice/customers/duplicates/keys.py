"""The keys by which customers who may be one are found: a name with something else, as one number in an index."""

import hashlib
import re
from itertools import product

from frontoffice.customers.duplicates.given_names import whole_names
from frontoffice.customers.duplicates.traits import Traits
from frontoffice.customers.models import PartyKind

MOST_KEYS = 40
_HEARD = dict(zip("ckqszxgjbvfpdtmn", "sssssskkbbbbttmm", strict=True))
_HOUSE = re.compile(r"^\D{0,12}(\d+)")
_ZIP = re.compile(r"\b(\d{5})(?:\s\d{4})?$")


def keys_of(traits: Traits) -> set[int]:
    """At most forty numbers, the same for two who share a name that sounds alike and one thing more."""
    found: set[str] = set()
    for name in traits.names:
        # Of two family names the first is often read as a name in the middle.
        family = {_sound(word) for word in (*name.family, *name.given[1:])}
        given = {whole[:1] for word in name.given[:2] for whole in whole_names(word)} or {"-"}
        if traits.kind != PartyKind.PERSON:
            family, given = {"".join(sorted(name.family))[:12]} | {name.family[0]}, {"-"}
        found |= {f"place {sound} {place}" for sound, place in product(family, _places(traits))}
        if traits.born is not None:
            born = traits.born
            found |= {f"year {s} {g} {born.year}" for s, g in product(family, given)}
            found |= {f"day {s} {g} {_day(born.month, born.day)}" for s, g in product(family, given)}
    return {_number(key) for key in sorted(found)[:MOST_KEYS]}


def _places(traits: Traits) -> set[str]:
    """House number and postal code."""
    found = set()
    for address in traits.addresses:
        house, code = _HOUSE.search(address), _ZIP.search(address)
        if house and code:
            found.add(f"{house[1]} {code[1]}")
    return found


def _day(month: int, day: int) -> str:
    """The same for a day and a month that were exchanged."""
    return "-".join(str(part) for part in sorted((month, day)))


def _sound(word: str) -> str:
    """The consonants by how they sound, in English and Spanish alike: García, Garzia and Garsia are one."""
    heard = "".join(_HEARD.get(letter, letter) for letter in word if letter not in "aeiouhwy") or word
    return "".join(letter for at, letter in enumerate(heard) if at == 0 or letter != heard[at - 1])[:4]


def _number(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
