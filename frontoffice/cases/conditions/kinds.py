"""What can be asked of each kind of field, and what a test is given to compare with. Pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DAY = dt.timedelta(days=1)
MOST_DAYS = 3_650


class Kind(StrEnum):
    """What a field holds. `SEVERAL`: a list of choices."""

    CHOICE = "choice"
    SEVERAL = "several"
    PERSON = "person"
    UNIT = "unit"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"


class Takes(StrEnum):
    """What a test compares with."""

    NOTHING = "nothing"
    CHOICES = "choices"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DAYS = "days"


@dataclass(frozen=True)
class Operator:
    """A question. `stands` marks one that depends on who asks ("me", "my unit"): a program has no such place."""

    code: str
    label: str | Promise
    takes: Takes = Takes.NOTHING
    stands: bool = False


IS = Operator("is", _("is"), Takes.CHOICES)
IS_NOT = Operator("is_not", _("is not"), Takes.CHOICES)
EMPTY = Operator("empty", _("is empty"))
FILLED = Operator("filled", _("is not empty"))
ME = Operator("me", _("is me"), stands=True)
NOT_ME = Operator("not_me", _("is not me"), stands=True)
MINE = Operator("mine", _("is my unit"), stands=True)
NOT_MINE = Operator("not_mine", _("is not my unit"), stands=True)
CONTAINS = Operator("contains", _("contains"), Takes.TEXT)
LACKS = Operator("lacks", _("does not contain"), Takes.TEXT)
EQUALS = Operator("equals", _("is exactly"), Takes.TEXT)
BEGINS = Operator("begins", _("begins with"), Takes.TEXT)
COUNTS = Operator("counts", _("is"), Takes.NUMBER)
AT_LEAST = Operator("at_least", _("is at least"), Takes.NUMBER)
AT_MOST = Operator("at_most", _("is at most"), Takes.NUMBER)
ON = Operator("on", _("is on"), Takes.DATE)
BEFORE = Operator("before", _("is before"), Takes.DATE)
AFTER = Operator("after", _("is after"), Takes.DATE)
TODAY = Operator("today", _("is today"))
PAST = Operator("past", _("has passed"))
NEXT = Operator("next", _("is within the next … days"), Takes.DAYS)
LAST = Operator("last", _("was within the last … days"), Takes.DAYS)
OLDER = Operator("older", _("is more than … days ago"), Takes.DAYS)
YES = Operator("yes", _("is so"))
NO = Operator("no", _("is not so"))

OPERATORS: dict[Kind, tuple[Operator, ...]] = {
    Kind.CHOICE: (IS, IS_NOT),
    Kind.SEVERAL: (IS, IS_NOT),
    Kind.PERSON: (ME, NOT_ME, IS, IS_NOT),
    Kind.UNIT: (MINE, NOT_MINE, IS, IS_NOT),
    Kind.TEXT: (CONTAINS, LACKS, BEGINS, EQUALS),
    Kind.NUMBER: (AT_LEAST, AT_MOST, COUNTS),
    Kind.DATE: (NEXT, PAST, TODAY, LAST, OLDER, ON, BEFORE, AFTER),
    Kind.YES_NO: (YES, NO),
}
# For what may be empty.
EMPTINESS = (EMPTY, FILLED)
OPPOSITE = {
    IS_NOT.code: IS.code,
    NOT_ME.code: ME.code,
    NOT_MINE.code: MINE.code,
    LACKS.code: CONTAINS.code,
    FILLED.code: EMPTY.code,
}
# Whose opposite holds of what is empty.
DENIES = frozenset(OPPOSITE)
Span = tuple[dt.date | None, dt.date | None]


def span(code: str, value: str | int, today: dt.date) -> Span:
    """The days that a test of a date accepts: from the first on, up to but without the second; None is no bound."""
    if code in {NEXT.code, LAST.code, OLDER.code}:
        days = int(value) * DAY
        return {
            NEXT.code: (today, today + days + DAY),
            LAST.code: (today - days, today + DAY),
            OLDER.code: (None, today - days),
        }[code]
    day = today if code in {TODAY.code, PAST.code} else dt.date.fromisoformat(str(value))
    if code in {TODAY.code, ON.code}:
        return day, day + DAY
    return (day + DAY, None) if code == AFTER.code else (None, day)
