"""Finding the pairs among made-up people, and what of them is right."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from math import sqrt
from time import perf_counter

from frontoffice.customers.benchmarking.loading import load
from frontoffice.customers.benchmarking.people import Entry, entries
from frontoffice.customers.duplicates.finding import candidates, likely
from frontoffice.customers.duplicates.scoring import compare
from frontoffice.customers.duplicates.traits import traits_of

AT_A_TIME = 200
Pair = tuple[int, int]


@dataclass
class Measured:
    """Pairs that are one person's, those found, and by kind of mistake; what was found wrongly, by who is confused.

    `name_alone` of the missed ones have nothing in common but the name: nobody proposes them (ACC-9). `seconds` is how
    long the search took, for all files.
    """

    files: int
    true: int
    found: int
    right: int
    candidates: float
    seconds: float
    name_alone: int = 0
    by_mistake: dict[str, tuple[int, int]] = field(default_factory=dict)  # found, of how many
    confused: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Entry, Entry]] = field(default_factory=list)
    missed: list[tuple[Entry, Entry]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


def measure(people: int, seed: int) -> Measured:
    """So many people of a seed put on file in the database at hand, which holds nobody else."""
    on_file = load(entries(people, seed))
    true = _true(on_file)
    begun = perf_counter()
    found, looked_at = _found(on_file)
    seconds = perf_counter() - begun
    measured = Measured(
        files=len(on_file),
        true=len(true),
        found=len(found),
        right=len(true & found),
        candidates=looked_at / len(on_file),
        seconds=seconds,
        name_alone=_name_alone(true - found),
    )
    by_mistake: dict[str, list[bool]] = defaultdict(list)
    for pair in true:
        by_mistake[_how(pair, on_file)].append(pair in found)
    measured.by_mistake = {how: (sum(hits), len(hits)) for how, hits in sorted(by_mistake.items())}
    for one, other in sorted(found - true):
        measured.confused[on_file[one].living or on_file[other].living or "strangers"] += 1
        measured.wrong.append((on_file[one], on_file[other]))
    measured.missed = [(on_file[one], on_file[other]) for one, other in sorted(true - found)]
    return measured


def interval(right: int, of: int) -> tuple[float, float]:
    """Wilson's, 95%."""
    if not of:
        return 0.0, 1.0
    share, z = right / of, 1.96
    middle, width = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - width) / (1 + z * z / of)), min(1.0, (middle + width) / (1 + z * z / of))


def _true(on_file: dict[int, Entry]) -> set[Pair]:
    people: dict[int, list[int]] = defaultdict(list)
    for pk, entry in on_file.items():
        people[entry.person].append(pk)
    return {pair for files in people.values() for pair in combinations(sorted(files), 2)}


def _found(on_file: dict[int, Entry]) -> tuple[set[Pair], int]:
    """Each file compared with those that an index finds, as the worker does."""
    found: set[Pair] = set()
    looked_at, files = 0, sorted(on_file)
    for start in range(0, len(files), AT_A_TIME):
        for traits in traits_of(files[start : start + AT_A_TIME]).values():
            looked_at += len(candidates(traits)) - 1
            found |= {(pair.one, pair.other) for pair in likely(traits)}
    return found, looked_at


def _name_alone(missed: set[Pair]) -> int:
    known = traits_of({pk for pair in missed for pk in pair})
    return sum(not compare(known[one], known[other]).more_than_a_name for one, other in missed)


def _how(pair: Pair, on_file: dict[int, Entry]) -> str:
    return next((on_file[pk].how for pk in pair if on_file[pk].how), "")
