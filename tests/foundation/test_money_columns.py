"""A column of money takes Money only and gives Money back, to the cent, on both databases."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F, Sum

from frontoffice.foundation.money import Money, MoneyField


class Fee(models.Model):
    """Exists in these tests only."""

    amount = MoneyField(default=Money("1.00"))
    waived = MoneyField(null=True)

    class Meta:
        app_label = "foundation"
        managed = False
        db_table = "test_fee"

    def __str__(self) -> str:
        return str(self.amount)


@pytest.fixture(autouse=True)
def table(db: None) -> None:
    """The table is gone with the test's transaction."""
    statement, _parameters = connection.schema_editor().table_sql(Fee)
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("amount", ["0", "0.01", "-0.01", "12.50", "999999999999.99", "-999999999999.99"])
def test_what_is_saved_is_read_back_to_the_cent(amount: str) -> None:
    pk = Fee.objects.create(amount=Money(amount)).pk
    read = Fee.objects.get(pk=pk)
    assert read.amount == Money(amount)
    assert type(read.amount) is Money
    assert read.waived is None
    assert Fee.objects.filter(amount=Money(amount)).exists()


@pytest.mark.parametrize("amount", [1.5, 1, "1.50", Decimal("1.50"), object()])
def test_anything_but_money_is_refused(amount: Any) -> None:
    with pytest.raises(TypeError, match="takes Money"), transaction.atomic():
        Fee.objects.create(amount=amount)
    with pytest.raises(TypeError, match="takes Money"):
        Fee.objects.filter(amount=amount).exists()
    assert not Fee.objects.exists()


@pytest.mark.parametrize("amount", [Money("1.005"), Money("1.00", "CAD")])
def test_parts_of_cents_and_other_currencies_are_refused(amount: Money) -> None:
    with pytest.raises(ValueError, match=r"whole cents|not CAD"), transaction.atomic():
        Fee.objects.create(amount=amount)


def test_comparing_ordering_and_computing_in_the_database() -> None:
    for amount in ("9.00", "10.00", "100.00"):
        Fee.objects.create(amount=Money(amount))
    assert [fee.amount.amount for fee in Fee.objects.filter(amount__gte=Money("10")).order_by("-amount")] == [
        100,
        10,
    ]
    Fee.objects.update(waived=F("amount"))
    assert Fee.objects.filter(waived=Money("9.00")).count() == 1


def test_a_sum_in_the_database_is_exact_money() -> None:
    Fee.objects.bulk_create(Fee(amount=Money("0.10")) for _ in range(1000))
    Fee.objects.create(amount=Money("99999999999.01"))
    assert Fee.objects.aggregate(total=Sum("amount"))["total"] == Money("100000000099.01")
    assert Fee.objects.filter(pk=0).aggregate(total=Sum("amount"))["total"] is None


def test_a_default_may_be_money_and_validation_sees_the_number() -> None:
    fee = Fee()
    assert fee.amount == Money("1.00")
    fee.full_clean(exclude=["waived"])
    fee.amount = Money("1234567890123.00")
    with pytest.raises(ValidationError):
        fee.full_clean(exclude=["waived"])


def test_fixtures_hold_plain_numbers() -> None:
    field = Fee._meta.get_field("amount")
    assert field.value_to_string(Fee(amount=Money("12.00"))) == "12.00"
    assert field.to_python("12.00") == Money("12.00")
    with pytest.raises(ValidationError):
        field.to_python("twelve")
