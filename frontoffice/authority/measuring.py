"""What a call weighs: the figures of one act that grants are compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import Grant
from frontoffice.authority.sampling import drawn
from frontoffice.foundation.money import Money, agency_currency
from frontoffice.foundation.refusals import BadInput

if TYPE_CHECKING:
    from frontoffice.authority.registry import ActionFunction


class OtherCurrency(BadInput):
    """Limits are in the agency's currency; an amount in another one compares with none of them."""

    message = _("Amounts are in the agency's currency.")


@dataclass(frozen=True)
class Measure:
    """One call: its amount in the agency's currency, its confidentiality (0-3), complexity (1-3), unit and program.

    None where the action does not say. `sample` gives the key of the draw for review, asked only where one is drawn;
    without it nothing is drawn.
    """

    amount: Decimal | None = None
    confidentiality: int | None = None
    complexity: int | None = None
    unit: int | None = None
    program: str | None = None
    sample: Callable[[], str] | None = str


def in_agency_currency(money: Money) -> Decimal:
    """The bare amount, to compare with limits. Raises OtherCurrency."""
    if money.currency.code != agency_currency():
        raise OtherCurrency
    return money.amount


def _amount(told: Any) -> Decimal | None:
    if isinstance(told, Money):
        return in_agency_currency(told)
    return None if told is None else Decimal(str(told))


def measure(action: "ActionFunction[Any, Any]", call: SimpleNamespace) -> Measure:
    """What the action declares about this call. Raises OtherCurrency."""

    def told(declared: Callable[[Any], Any] | None) -> Any:
        return declared(call) if declared is not None else None

    return Measure(
        amount=_amount(told(action.limit)),
        confidentiality=told(action.confidentiality),
        complexity=told(action.complexity),
        unit=told(action.unit),
        program=told(action.program),
        sample=partial(told, action.sampled_on) if action.sampled_on is not None else str,
    )


def covers(grant: Grant, of: Measure) -> bool:
    """Whether the grant is about this unit and program at all; one for no unit in particular is about each."""
    return (grant.unit_id is None or grant.unit_id == of.unit) and (
        not grant.program or grant.program == of.program
    )


def is_within(grant: Grant, of: Measure) -> bool:
    """Whether the figures are within the grant's limits."""
    pairs = (
        (of.amount, grant.amount_limit),
        (of.confidentiality, grant.confidentiality_limit),
        (of.complexity, grant.complexity_limit),
    )
    return all(figure is None or limit is None or figure <= limit for figure, limit in pairs)


def forbids(narrowing: Grant) -> bool:
    """Whether a row that narrows leaves nothing: it names no limit that the act could keep within."""
    limits = (
        narrowing.amount_limit,
        narrowing.confidentiality_limit,
        narrowing.complexity_limit,
        narrowing.review_share,
    )
    return not narrowing.needs_approval and all(limit is None for limit in limits)


def is_looked_at(grant: Grant, of: Measure, *, purpose: str) -> bool:
    """Whether this act is among the share that a colleague reads before it goes out."""
    share = grant.review_share
    if share is None or share in {0, 1}:
        return bool(share)
    if of.sample is None:
        return False
    return drawn(share, purpose=purpose, key=of.sample())
