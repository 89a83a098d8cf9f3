"""Fields that are written without the ORM are what the ORM would have written."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from frontoffice.customers.models import Party
from frontoffice.foundation.models import NumberSeries
from frontoffice.foundation.updating import update
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def party(name: str) -> Party:
    by = factories.staff(f"Ada of {name}").actor
    return Party.objects.create(name=name, kind="person", language="en", since=NOW.date(), registered_by=by)


def test_the_named_fields_stand_in_the_table_and_no_others(django_assert_num_queries: Any) -> None:
    one, other = party("Zoë O'Hara"), party("Ben")
    for merged in (
        None,
        other,
        None,
        other,
        None,
        other,
    ):  # on PostgreSQL a statement is prepared when it comes again
        one.language, one.merged_into, one.name = "es", merged, "not written"
        with django_assert_num_queries(1):
            update(one, "language", "merged_into")
        kept = Party.objects.get(pk=one.pk)
        assert (kept.language, kept.merged_into, kept.name) == ("es", merged, "Zoë O'Hara")
    assert Party.objects.get(pk=other.pk).language == "en"


def test_a_row_that_is_gone_is_told() -> None:
    gone = NumberSeries(pk=4_000, name="tests", year=2026, scope="")
    with pytest.raises(DatabaseError), transaction.atomic():
        update(gone, "year")


def test_a_value_to_be_worked_out_is_left_to_the_orm() -> None:
    row = NumberSeries.objects.create(name="tests", year=2026, scope="")
    row.year = F("year") + 1  # type: ignore[assignment]
    update(row, "year")
    assert NumberSeries.objects.get(pk=row.pk).year == 2027
    assert connection.is_usable()
