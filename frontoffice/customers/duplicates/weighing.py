"""A customer against all who may be the same: what many share tells little, and nobody is two people at once."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from frontoffice.customers.duplicates.scoring import Likeness, compare
from frontoffice.customers.duplicates.traits import Traits

CROWD = 8  # more files than these at one address or telephone are no household
CLEARLY = 2.0  # so many points more tell which of two namesakes it is


@dataclass(frozen=True)
class Pair:
    """Two customers and what speaks for their being one."""

    one: int
    other: int
    likeness: Likeness


def weigh(traits: Traits, others: Collection[Traits]) -> list[Pair]:
    """Of these the ones that are likely the same customer, those for whom most speaks first.

    Who fits a father as well as his son is told to be neither.
    """
    near = [other for other in others if other.kind == traits.kind and other.pk != traits.pk]
    crowded = crowded_among([traits, *near])
    found = {other.pk: compare(traits, other, crowded) for other in near}
    pairs = [
        Pair(min(traits.pk, other.pk), max(traits.pk, other.pk), found[other.pk])
        for other in near
        if found[other.pk].likely and not _fits_another(traits, other, found, near, crowded)
    ]
    return sorted(pairs, key=lambda pair: -pair.likeness.points)


def crowded_among(every: Iterable[Traits]) -> set[str]:
    """The addresses, telephone numbers and e-mail addresses that more of these give than live together."""
    given = Counter(value for one in every for value in (*one.addresses, *one.phones, *one.emails))
    return {value for value, files in given.items() if files > CROWD}


def _fits_another(
    one: Traits, other: Traits, found: dict[int, Likeness], near: list[Traits], crowded: set[str]
) -> bool:
    """Whether one of the two fits a namesake of the other as well, who is certainly somebody else."""
    likeness = found[other.pk]
    if likeness.certain:
        return False
    enough = likeness.points - CLEARLY
    for third in near:
        if third.pk == other.pk:
            continue
        if found[third.pk].namesakes:
            again = compare(third, other, crowded)
        elif found[third.pk].likely and compare(other, third, crowded).namesakes:
            again = found[third.pk]
        else:
            continue
        if again.likely and again.points > enough:
            return True
    return False
