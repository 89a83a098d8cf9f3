"""How the same person comes to be put on file again: what is misheard, mistyped, or has changed since."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from frontoffice.customers.benchmarking.vocabulary import FAMILY, SHORT

if TYPE_CHECKING:
    from frontoffice.customers.benchmarking.people import Entry

Mistake = Callable[["Entry", random.Random], "Entry"]
NEIGHBORS = {
    "a": "s",
    "e": "r",
    "i": "o",
    "o": "p",
    "n": "m",
    "r": "t",
    "s": "d",
    "t": "y",
    "l": "k",
    "c": "v",
    "u": "i",
}


def again(entry: "Entry", chance: random.Random) -> "Entry":
    """The same person on file once more, with one mistake, with two in a fifth of them.

    Besides, and not counted as mistakes: one in eight gives another of their e-mail addresses, and of those who are
    called Jr. or Sr. one in four doesn't say so this time.
    """
    how = chance.choices(list(MISTAKES), [weight for weight, _make in MISTAKES.values()])[0]
    made = MISTAKES[how][1](entry, chance)
    if chance.random() < 0.2:
        other = chance.choice(list(MISTAKES))
        made, how = MISTAKES[other][1](made, chance), "two of these at once"
    return replace(_said_otherwise(made, chance), how=how)


def _said_otherwise(entry: "Entry", chance: random.Random) -> "Entry":
    from frontoffice.customers.benchmarking.people import new_email

    if chance.random() < 0.125:
        entry = replace(entry, email=new_email(entry.given[:1], entry.family, entry.person, chance))
    if entry.suffix and chance.random() < 0.25:
        entry = replace(entry, suffix="")
    return entry


def typo(word: str, chance: random.Random) -> str:
    """One letter exchanged, left out, doubled or hit beside."""
    if len(word) < 3:
        return word
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(["exchange", "leave out", "double", "beside"])
    if kind == "exchange":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "leave out":
        return word[:at] + word[at + 1 :]
    return (
        word[:at]
        + (word[at] if kind == "double" else NEIGHBORS.get(word[at], "e"))
        + word[at + (kind != "double") :]
    )


def _exact(entry: "Entry", _chance: random.Random) -> "Entry":
    return entry


def _name_typo(entry: "Entry", chance: random.Random) -> "Entry":
    if chance.random() < 0.5:
        return replace(entry, given=typo(entry.given, chance))
    return replace(entry, family=typo(entry.family, chance))


def _digits(entry: "Entry", chance: random.Random) -> "Entry":
    """Two digits exchanged, or day and month."""
    if entry.born is not None and chance.random() < 0.6:
        return replace(entry, born=_other_day(entry.born, chance))
    return replace(entry, phone=_exchanged(entry.phone, chance), number=_exchanged(entry.number, chance))


def _other_day(born: date, chance: random.Random) -> date:
    if born.day <= 12 and born.day != born.month and chance.random() < 0.5:
        return date(born.year, born.day, born.month)
    tens, ones = divmod(born.day, 10)
    swapped = ones * 10 + tens
    if swapped != born.day and 1 <= swapped <= 28:
        return born.replace(day=swapped)
    year = born.year + chance.choice([-1, 1])
    return born.replace(year=year, day=min(born.day, 28))


def _exchanged(text: str, chance: random.Random) -> str:
    places = [at for at in range(len(text) - 1) if text[at : at + 2].isdigit() and text[at] != text[at + 1]]
    if not places:
        return text
    at = chance.choice(places[-5:])
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _moved(entry: "Entry", chance: random.Random) -> "Entry":
    from frontoffice.customers.benchmarking.people import new_address

    return replace(entry, address=new_address(chance))


def _moved_far(entry: "Entry", chance: random.Random) -> "Entry":
    from frontoffice.customers.benchmarking.people import new_address, new_phone

    return replace(entry, address=new_address(chance), phone=new_phone(chance))


def _married(entry: "Entry", chance: random.Random) -> "Entry":
    name = chance.choice(FAMILY)
    own = entry.family.split()[0]
    return replace(entry, family=f"{own}-{name}" if chance.random() < 0.3 else name)


def _short(entry: "Entry", chance: random.Random) -> "Entry":
    return replace(entry, given=chance.choice(SHORT.get(entry.given, [entry.given])), middle="")


def _one_of_two(entry: "Entry", chance: random.Random) -> "Entry":
    """One of two family names, or both joined by a hyphen."""
    parts = entry.family.split()
    return replace(entry, family=chance.choice([parts[0], parts[-1], "-".join(parts)]))


def _turned(entry: "Entry", _chance: random.Random) -> "Entry":
    return replace(entry, given=entry.family.split()[0], family=entry.given, middle="")


def _initial(entry: "Entry", _chance: random.Random) -> "Entry":
    return replace(entry, middle=entry.middle[:1], given=entry.given if entry.middle else entry.given[:1])


def _middle(entry: "Entry", chance: random.Random) -> "Entry":
    """Who goes by the name in the middle, with the initial of the first or without."""
    if len(entry.middle) < 2:
        return entry
    return replace(entry, given=entry.middle, middle=chance.choice(["", entry.given[:1]]))


MISTAKES: dict[str, tuple[int, Mistake]] = {
    "nothing wrong": (10, _exact),
    "typing error in the name": (18, _name_typo),
    "exchanged digits": (14, _digits),
    "moved house": (16, _moved),
    "moved, new telephone": (8, _moved_far),
    "married name": (10, _married),
    "short name": (9, _short),
    "one of two family names": (7, _one_of_two),
    "family name first": (4, _turned),
    "initial": (4, _initial),
    "name in the middle": (3, _middle),
}
