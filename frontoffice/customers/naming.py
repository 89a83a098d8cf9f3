"""The parts of a person's name, read from the name as it was given; what it was given as stays beside them."""

from typing import TypedDict


class Parts(TypedDict):
    """Empty where a name has none; a suggestion that who keys it can correct."""

    prefix: str
    given: str
    middle: str
    family: str
    suffix: str


NONE = Parts(prefix="", given="", middle="", family="", suffix="")


def parts_of(name: str) -> Parts:
    """Prefix, given, middle and family name and suffix of a person's name in any usual order."""
    from nameparser import HumanName  # only who writes names waits for its tables

    read = HumanName(name)
    return Parts(
        prefix=read.title[:60],
        given=read.first[:120],
        middle=read.middle[:120],
        family=read.last[:120],
        suffix=read.suffix[:60],
    )
