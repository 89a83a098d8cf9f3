"""How far a power reaches, and whether one held covers one that is to be given (STF-2)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from frontoffice.authority.models import Grant


@dataclass(frozen=True)
class Reach:
    """The bounds of a power; None: unbounded. `unit` is an id, `program` a code or empty."""

    amount: Decimal | None = None
    confidentiality: int | None = None
    complexity: int | None = None
    unit: int | None = None
    program: str = ""
    until: datetime | None = None


def _low_enough(wanted: Decimal | int | None, held: Decimal | int | None) -> bool:
    return held is None or (wanted is not None and wanted <= held)


def covers(own: Grant, wanted: Reach) -> bool:
    """Whether a grant held covers the one that is to be given: as wide, as high, as long.

    What one may only ask for, what is always read by others, and what one holds for somebody else gives nothing on.
    """
    if own.needs_approval or own.acting_for_id is not None:
        return False
    if own.review_share is not None and own.review_share >= 1:
        return False
    if own.unit_id is not None and own.unit_id != wanted.unit:
        return False
    if own.program and own.program != wanted.program:
        return False
    if own.until is not None and (wanted.until is None or wanted.until > own.until):
        return False
    return (
        _low_enough(wanted.amount, own.amount_limit)
        and _low_enough(wanted.confidentiality, own.confidentiality_limit)
        and _low_enough(wanted.complexity, own.complexity_limit)
    )
