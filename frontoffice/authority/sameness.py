"""Objects that are one: whoever was merged is found, declared on and asked about as the one that goes on.

A room that merges its things says with `stands_for(Model)` which one goes on in the place of another, and with
`same(label)` which others an object is one with.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import models

Stands = TypeVar("Stands", bound=Callable[[Any], Any])
Others = Callable[[int], Iterable[int]]
STANDS_FOR: dict[type[models.Model], Callable[[Any], Any]] = {}
SAME: dict[str, Others] = {}


def stands_for(model: type[models.Model]) -> Callable[[Stands], Stands]:
    """Declare `f(thing) -> thing`: what an old reference leads to."""

    def declare(function: Stands) -> Stands:
        STANDS_FOR[model] = function
        return function

    return declare


def same(label: str) -> Callable[[Others], Others]:
    """Declare `f(id) -> ids`: the objects of the kind that go on as one with it, itself among them."""

    def declare(function: Others) -> Others:
        SAME[label] = function
        return function

    return declare


def going_on(thing: Any) -> Any:
    """The thing that goes on in the place of this one; itself where nothing was merged."""
    stands = STANDS_FOR.get(type(thing))
    return stands(thing) if stands is not None else thing


def ids_of(label: str, pk: int) -> list[int]:
    """The ids of all that is one with the object, in order."""
    others = SAME.get(label)
    return sorted({pk, *others(pk)}) if others is not None else [pk]
