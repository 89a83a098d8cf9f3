"""Ten business days at the agency as data: cases from the first word to the end, and visits to the portal."""

from demo.week import business, cards, driving, vehicles
from demo.week.questions import THIS_MORNING, VISITS
from demo.week.steps import Matter

MATTERS: list[Matter] = [
    *cards.MATTERS,
    *driving.MATTERS,
    *vehicles.MATTERS,
    *business.MATTERS,
    *THIS_MORNING,
]

__all__ = ["MATTERS", "VISITS"]
