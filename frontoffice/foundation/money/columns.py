"""Money in the database: a decimal column of the agency's currency."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from frontoffice.foundation.money.amounts import CENT, Money, agency_currency

if TYPE_CHECKING:
    _Decimals = models.DecimalField[Money, Money]
else:
    _Decimals = models.DecimalField

_NOISE = Decimal("0.000001")


class MoneyField(_Decimals):
    """`Decimal(14, 2)` in the agency's one currency; reads as Money and takes nothing else.

    Saving or looking up anything but Money raises TypeError; another currency or parts of cents raise
    ValueError: round first, where the rule says how. `Sum` over the column gives Money too, to the cent on
    both databases.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        given: dict[str, Any] = {"max_digits": 14, "decimal_places": 2} | options
        super().__init__(*args, **given)

    def from_db_value(self, value: Decimal | None, _expression: object, _connection: object) -> Money | None:
        """SQLite adds up in binary: what is nearer to a cent than any true amount could be is that cent."""
        if value is None:
            return None
        cents = value.quantize(CENT)
        return Money(cents if abs(value - cents) < _NOISE else value, agency_currency())

    def to_python(self, value: Any) -> Any:
        """Money from what a fixture holds: a string of digits."""
        if value is None or isinstance(value, Money):
            return value
        try:
            return Money(value)
        except (TypeError, ValueError) as bad:
            raise ValidationError(str(bad), code="not_money") from None

    def get_prep_value(self, value: Any) -> Any:
        """The decimal to store. Raises TypeError or ValueError, as the class says."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        if not isinstance(value, Money):
            raise TypeError(f"{self.name} takes Money, not {type(value).__name__}")
        if value.currency.code != agency_currency():
            raise ValueError(f"{self.name} is in {agency_currency()}, not {value.currency.code}")
        cents = value.amount.quantize(CENT)
        if cents != value.amount:
            raise ValueError(f"{self.name} holds whole cents: quantize first")
        return cents

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """As get_prep_value, in the database's form."""
        return self.get_db_prep_value(value, connection)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """As get_prep_value, in the database's form."""
        amount = value if prepared else self.get_prep_value(value)
        if hasattr(amount, "as_sql"):
            return amount
        return connection.ops.adapt_decimalfield_value(amount, self.max_digits, self.decimal_places)

    def run_validators(self, value: Any) -> None:
        """Validators see the number."""
        super().run_validators(value.amount if isinstance(value, Money) else value)

    def value_to_string(self, obj: models.Model) -> str:
        """For fixtures: 12.00."""
        value = self.value_from_object(obj)
        return "" if value is None else f"{value.amount:f}"
