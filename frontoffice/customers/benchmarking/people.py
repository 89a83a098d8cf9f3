"""Made-up people and how they come to be on file: households, twins, fathers and sons, and the same one twice."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from frontoffice.customers.benchmarking import mistakes
from frontoffice.customers.benchmarking.vocabulary import (
    ENDS,
    FAMILY,
    GIVEN,
    HISPANIC,
    HOSTS,
    KINDS,
    STREETS,
    SYLLABLES,
    TOWNS,
)

FIRST_BORN = date(1935, 1, 1)
TWICE = 0.30  # of the people are on file twice


@dataclass(frozen=True)
class Entry:
    """One file, and whose it is: two entries of one `person` are the same one; `how` says what went wrong."""

    person: int
    given: str
    family: str
    middle: str = ""
    suffix: str = ""
    born: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    number: str = ""
    how: str = ""
    living: str = ""  # what makes this person hard to tell from another

    @property
    def name(self) -> str:
        return " ".join(filter(None, [self.given, self.middle, self.family, self.suffix]))


def entries(people: int, seed: int) -> list[Entry]:
    """So many people, about a third of them on file twice, in a random order. The same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up people
    made: list[Entry] = []
    last = 0
    while last < people:
        made += _household(chance, last + 1)
        last = made[-1].person
    twice = [mistakes.again(entry, chance) for entry in made if chance.random() < TWICE]
    every = [_left_blank(entry, chance) for entry in [*made, *twice]]
    chance.shuffle(every)
    return every


def _household(chance: random.Random, person: int) -> list[Entry]:
    living = chance.choices(
        ["alone", "couple", "twins", "father and son", "roommates", "siblings", "shelter"],
        [40, 22, 6, 8, 8, 10, 6],
    )[0]
    one = _person(chance, person)
    other = _person(chance, person + 1)
    if living == "alone":
        return [one]
    shared = replace(other, address=one.address, living=living)
    if living == "roommates":
        return [one, replace(shared, phone=chance.choice([one.phone, other.phone]))]
    if living == "shelter":
        # A charity's address and telephone are many people's.
        desk: dict[str, Any] = {
            "address": "1 Mission Street, Capitol City, CB 00103",
            "phone": "202-555-0100",
            "living": living,
        }
        return [replace(one, **desk), replace(other, **desk)]
    return _family(one, other, shared, chance)


def _family(one: Entry, other: Entry, shared: Entry, chance: random.Random) -> list[Entry]:
    living = shared.living
    family = replace(shared, family=one.family, phone=one.phone)
    if living == "couple":
        own = chance.random() < 0.3
        return [one, replace(family, family=other.family if own else one.family, email=one.email)]
    if living in {"twins", "siblings"}:
        family = _named_otherwise(family, one, chance)
    if living == "twins":
        return [one, replace(family, born=one.born, email=chance.choice([one.email, other.email]))]
    if living == "siblings":
        assert one.born is not None  # noqa: S101 - everybody is born
        return [one, replace(family, born=one.born + timedelta(days=chance.randrange(400, 3000)))]
    assert one.born is not None  # noqa: S101 - everybody is born
    son = replace(
        one, person=other.person, born=one.born + timedelta(days=chance.randrange(7000, 13000)), living=living
    )
    named = chance.random() < 0.7
    return [
        replace(one, suffix="Sr." if named and chance.random() < 0.3 else ""),
        replace(
            son,
            suffix="Jr." if named else "",
            number=_number(chance),
            email=chance.choice([one.email, other.email]),
        ),
    ]


def _named_otherwise(child: Entry, first: Entry, chance: random.Random) -> Entry:
    """Parents give each child names of its own."""
    taken = {first.given, first.middle}
    own = [name for name in GIVEN if name not in taken]
    given = chance.choice(own) if child.given in taken else child.given
    middle = chance.choice(own) if child.middle and child.middle in taken else child.middle
    return replace(child, given=given, middle=middle)


def _person(chance: random.Random, person: int) -> Entry:
    family = chance.choices(FAMILY, [1 / (rank + 3) for rank in range(len(FAMILY))])[0]
    if chance.random() < 0.25:
        family = _rare(chance) + chance.choice(ENDS)
    elif family in HISPANIC and chance.random() < 0.6:
        family = f"{family} {chance.choice(sorted(HISPANIC))}"
    given = chance.choice(GIVEN) if chance.random() < 0.9 else _rare(chance)
    born = FIRST_BORN + timedelta(days=chance.randrange(26_000))
    return Entry(
        person,
        given,
        family,
        middle=chance.choice([*GIVEN, "", "", ""]) if chance.random() < 0.4 else "",
        born=born,
        address=_address(chance),
        phone=_phone(chance),
        email=_email(given, family, person, chance),
        number=_number(chance),
    )


def _left_blank(entry: Entry, chance: random.Random) -> Entry:
    """Nobody gives everything."""
    given = {"born": 0.9, "address": 0.93, "phone": 0.82, "email": 0.6, "number": 0.35}
    blank: dict[str, Any] = {
        name: None if name == "born" else "" for name, share in given.items() if chance.random() > share
    }
    return replace(entry, **blank)


def _rare(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _part in range(chance.choice([2, 3]))).capitalize()


def _address(chance: random.Random) -> str:
    town, code = chance.choice(TOWNS)
    unit = f", Apt {chance.randrange(1, 40)}" if chance.random() < 0.4 else ""
    return (
        f"{chance.randrange(1, 999)} {chance.choice(STREETS)} {chance.choice(KINDS)}{unit}, {town}, CB {code}"
    )


def _phone(chance: random.Random) -> str:
    return (
        f"{chance.choice(['202', '303', '415'])}-{chance.randrange(200, 999)}-{chance.randrange(10_000):04}"
    )


def _email(given: str, family: str, person: int, chance: random.Random) -> str:
    """No two have one by chance: a mailbox has one holder."""
    return f"{given}.{family.split()[0]}{person}@{chance.choice(HOSTS)}".lower()


def _number(chance: random.Random) -> str:
    return f"D{chance.randrange(10**8):08}"


new_address, new_phone, new_email, rare_name = _address, _phone, _email, _rare
