"""Ten business days at the agency as data: cases from the first word to the end, and visits to the portal."""

from demo.week import business, cards, driving, licenses, money_and_help, routine, vehicles
from demo.week.questions import DECISIONS, THIS_MORNING, VISITS
from demo.week.steps import Matter

MATTERS: list[Matter] = [
    *cards.MATTERS,
    *driving.MATTERS,
    *licenses.MATTERS,
    *vehicles.MATTERS,
    *business.MATTERS,
    *money_and_help.MATTERS,
    *routine.MATTERS,
    *THIS_MORNING,
]

__all__ = ["DECISIONS", "MATTERS", "VISITS"]
