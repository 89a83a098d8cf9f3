"""Text modules and macros for the access tests, made when they are first asked for; a screen of each state."""

import json
from collections.abc import Callable
from typing import Any

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.keeping_macros import keep_my_macro
from frontoffice.cases.actions.keeping_modules import keep_my_module
from frontoffice.cases.models import Macro, TextModule
from frontoffice.foundation import clock


def module(_world: Any) -> list[str]:
    """One of Dana's own, with blanks and two languages."""
    found = TextModule.objects.first()
    if found is None:
        dana = StaffMember.objects.get(user__username="dana").actor
        found = keep_my_module(
            shortcut="fee",
            name="Fee of a card",
            languages=["en", "es"],
            texts=["Dear {{customer}}, {{? the amount}} is due.", "{{customer}}: {{? the amount}}"],
            by=dana,
            at=clock.now(),
        )
    return [f"/desk/modules/{found.reference}/"]


def macro(_world: Any) -> list[str]:
    found = Macro.objects.first()
    if found is None:
        dana = StaffMember.objects.get(user__username="dana").actor
        steps = [
            {"do": "take"},
            {"do": "note", "text": "Told."},
            {"do": "reply", "text": "Dear {{customer}},"},
        ]
        found = keep_my_macro(name="Told", steps=json.dumps(steps), by=dana, at=clock.now())
    return [f"/desk/macros/{found.reference}/"]


def of_case(act: str) -> Callable[[Any], list[str]]:
    return lambda world: [*module(world)[:0], *macro(world)[:0], *world.desk(act, world.open_case)]


DANA, STAFF = ("representative",), ("representative", "supervisor")
SCREENS: dict[str, tuple[tuple[str, ...], Callable[[Any], list[str]]]] = {
    "/desk/modules/": (STAFF, lambda world: [*module(world)[:0], "/desk/modules/"]),
    "/desk/modules/new/": (STAFF, lambda _world: ["/desk/modules/new/"]),
    "/desk/modules/<str:reference>/": (DANA, module),
    "/desk/macros/": (STAFF, lambda world: [*macro(world)[:0], "/desk/macros/"]),
    "/desk/macros/new/": (STAFF, lambda _world: ["/desk/macros/new/"]),
    "/desk/macros/<str:reference>/": (DANA, macro),
    "/desk/cases/<str:reference>/modules/": (DANA, of_case("modules/")),
    "/desk/cases/<str:reference>/macros/": (DANA, of_case("macros/")),
}
