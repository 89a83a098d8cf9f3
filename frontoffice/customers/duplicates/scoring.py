"""How much speaks for two files being one customer's: points for what agrees, against for what contradicts.

The points follow how much oftener a thing agrees among files of one person than among files of two (as Fellegi and
Sunter weigh it), where two that share a household are the ones to be told apart. They were set on made-up people and
are measured on others (`frontoffice bench duplicates`).
"""

from collections.abc import Collection
from dataclasses import dataclass

from frontoffice.customers.duplicates.agreeing import (
    address_agrees,
    born_agrees,
    names_agree,
    number_agrees,
    point_agrees,
    shared_agrees,
)
from frontoffice.customers.duplicates.traits import Traits
from frontoffice.customers.models import PartyKind

LIKELY = 13.0
GIVEN = {
    "same": 7.0,
    "short": 6.5,
    "typo": 6.0,
    "turned": 6.0,
    "initial": 5.0,
    "middle": 2.0,
    "differ": -18.0,
    "none": -4.0,
}
MIDDLE = {"same": 2.5, "initial": 0.5, "differ": -2.0}
FAMILY = {"same": 5.0, "part": 4.0, "typo": 4.0, "turned": 4.5, "differ": -0.5}
TITLE = {"same": 9.0, "typo": 7.0, "differ": -18.0}  # of an organization
BORN = {"same": 6.0, "near": 1.0, "differ": -16.0}
ADDRESS = {"same": 6.5, "near": 6.0, "door": 1.5, "crowd": 1.0, "differ": -0.5}
PHONE = {"same": 6.5, "near": 3.0, "crowd": 1.0, "differ": -0.3}
EMAIL = {"same": 6.5, "near": 4.5, "crowd": 1.0, "differ": -0.5}
NUMBER = {"same": 14.0, "clash": -14.0}
MISTYPED = 10.0  # of a clash of numbers, where the birth date is one: one of the two is mistyped
GENERATION = {"clash": -16.0, "one": -14.0}  # junior and senior; junior and one of whom nothing is said
TWO_OF_A_NAME = -12.0  # a son may have his father's whole name, and lives with him
NAMELESS = ("none", "none", "none", "")
ALIKE = frozenset({"same", "near"})
SAME_NAME = frozenset({"same", "short", "typo", "turned"})


@dataclass(frozen=True)
class Likeness:
    """The points, and what they are for: by trait how it agrees."""

    points: float
    agrees: dict[str, str]

    @property
    def likely(self) -> bool:
        return self.points >= LIKELY and self.more_than_a_name

    @property
    def certain(self) -> bool:
        """A birth date or a number says so, whoever else lives there."""
        return "same" in {self.agrees["born"], self.agrees["number"]}

    @property
    def namesakes(self) -> bool:
        """Two people of one name: the dates, the numbers or junior and senior say that they are two."""
        one_name = self.agrees["given"] in SAME_NAME and self.agrees["family"] != "differ"
        return one_name and (
            self.agrees["born"] == "differ"
            or self.agrees["number"] == "clash"
            or self.agrees["generation"] == "clash"
        )

    @property
    def more_than_a_name(self) -> bool:
        """ACC-9: something besides the name agrees."""
        others = ("born", "address", "phone", "email", "number")
        return any(self.agrees[trait] in ALIKE for trait in others)


def compare(one: Traits, other: Traits, crowded: Collection[str] = ()) -> Likeness:
    """What speaks for and against. Only customers of one kind are compared.

    `crowded` are addresses, telephone numbers and e-mail addresses that many give, a charity's: they tell next to
    nothing.
    """
    found = names_agree(one, other)
    best = max(
        found, key=lambda names: GIVEN.get(names[0], 0.0) + FAMILY.get(names[2], 0.0), default=NAMELESS
    )
    given, middle, family, generation = best
    agrees = {
        "given": given,
        "middle": middle,
        "family": family,
        "generation": generation,
        "born": born_agrees(one.born, other.born),
        "address": shared_agrees(one.addresses, other.addresses, crowded)
        or address_agrees(one.addresses, other.addresses),
        "phone": shared_agrees(one.phones, other.phones, crowded) or point_agrees(one.phones, other.phones),
        "email": shared_agrees(one.emails, other.emails, crowded) or point_agrees(one.emails, other.emails),
        "number": number_agrees(one, other),
    }
    return Likeness(_points(agrees, person=one.kind == PartyKind.PERSON), agrees)


def _points(agrees: dict[str, str], *, person: bool) -> float:
    born, family = agrees["born"], agrees["family"]
    if person:
        points = GIVEN.get(agrees["given"], 0.0) + MIDDLE.get(agrees["middle"], 0.0) + FAMILY.get(family, 0.0)
    else:
        points = TITLE.get(family if family != "part" else "differ", 0.0)
    points += BORN.get(born, 0.0) + NUMBER.get(agrees["number"], 0.0) + _reach(agrees)
    if agrees["generation"] == "clash" or born != "same":
        points += GENERATION.get(agrees["generation"], 0.0)
    if born == "same" and agrees["number"] == "clash" and agrees["given"] != "initial":
        points += MISTYPED
    if born == "none" and _may_be_two_of_a_name(agrees):
        points += TWO_OF_A_NAME
    return points


def _may_be_two_of_a_name(agrees: dict[str, str]) -> bool:
    """One name and one household, and two e-mail addresses; or the whole name, and nothing of their own."""
    if agrees["given"] not in SAME_NAME or agrees["family"] == "differ":
        return False
    at_home, on_the_phone = agrees["address"] in ALIKE, agrees["phone"] in ALIKE
    if agrees["email"] == "differ":
        return at_home or on_the_phone
    whole = [agrees["given"], agrees["middle"], agrees["family"]] == ["same"] * 3
    return whole and at_home and on_the_phone and agrees["email"] not in ALIKE


def _reach(agrees: dict[str, str]) -> float:
    """A household shares all of these at once: the second and the third tell less than the first."""
    points = [
        ADDRESS.get(agrees["address"], 0.0),
        PHONE.get(agrees["phone"], 0.0),
        EMAIL.get(agrees["email"], 0.0),
    ]
    best = sorted((point for point in points if point > 0), reverse=True)
    against = sum(point for point in points if point < 0)
    return sum(point * share for point, share in zip(best, (1.0, 0.5, 0.25), strict=False)) + against
