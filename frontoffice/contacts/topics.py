"""What can be asked for in a contact: the room above that keeps the topics names them here when it is ready."""

from collections.abc import Callable

Choice = tuple[str, str]
Offered = Callable[[], list[tuple[str, str | list[Choice]]]]
Names = Callable[[], dict[str, str]]

_offered: list[Offered] = []
_names: list[Names] = []


def keep_topics(*, offered: Offered, names: Names) -> None:
    """Say where topics come from: the choices as they are grouped, and every name by its code. A query each."""
    _offered[:], _names[:] = [offered], [names]


def offered() -> list[tuple[str, str | list[Choice]]]:
    """What can be chosen now, in groups."""
    return _offered[0]() if _offered else []


def names() -> dict[str, str]:
    """The name of each topic by its code, also of those that are no longer offered."""
    return _names[0]() if _names else {}
