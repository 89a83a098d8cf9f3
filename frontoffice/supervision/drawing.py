"""Which of what was done is looked at afterward: drawn so that nobody can steer it (STF-5, STF-7). Pure.

Each thing is drawn by itself, by a keyed hash of what it is: the same thing comes out the same whenever, in whatever
order and beside whatever else it is drawn. Risk only adds to the chance, and so does the look at each channel in each
period: nothing that a representative does lowers it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from frontoffice.authority.sampling import draw

ALL = Decimal(1)


@dataclass(frozen=True)
class Thing:
    """One contact or message that may be drawn: whose, its stratum, and the key that it is drawn by."""

    id: int
    staff_member_id: int
    channel: str
    topic: str
    key: str
    ended_at: datetime | None = field(default=None, compare=False)


Risks = Mapping[tuple[str, str], Decimal]


def risk(thing: Thing, risks: Risks) -> Decimal:
    """The highest factor that applies; 1 where none does."""
    pairs = ((thing.channel, thing.topic), (thing.channel, ""), ("", thing.topic), ("", ""))
    return max([Decimal(1), *(risks[pair] for pair in pairs if pair in risks)])


def chance(thing: Thing, share: Decimal, risks: Risks) -> Decimal:
    """How likely this one is drawn."""
    return min(share * risk(thing, risks), ALL)


def number(kind: str, thing: Thing) -> Decimal:
    """Where the hash puts it between 0 and 1: drawn where that is below its chance."""
    return draw(purpose=f"supervision.{kind}:{thing.staff_member_id}", key=thing.key)


def is_drawn(kind: str, thing: Thing, share: Decimal, risks: Risks) -> bool:
    """Whether it is among the share."""
    likely = chance(thing, share, risks)
    return likely > 0 and (likely >= ALL or number(kind, thing) < likely)


def first_of_strata(
    kind: str, things: Iterable[Thing], shares: Mapping[int, Decimal], *, but: set[tuple[int, str]]
) -> list[Thing]:
    """One of each person and channel of which nothing was looked at lately (`but` are those that were).

    Whose share is none has nothing looked at. The one whose number is lowest, so that it can't be chosen either.
    """
    lowest: dict[tuple[int, str], Thing] = {}
    for thing in things:
        stratum = (thing.staff_member_id, thing.channel)
        if stratum in but or not shares.get(thing.staff_member_id):
            continue
        if stratum not in lowest or number(kind, thing) < number(kind, lowest[stratum]):
            lowest[stratum] = thing
    return list(lowest.values())
