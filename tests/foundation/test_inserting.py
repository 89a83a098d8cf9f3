"""A row that is written without the ORM is what the ORM would have written."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from frontoffice.customers.models import Party
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Agency, Event, NumberSeries
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def values_of(row: Any) -> dict[str, Any]:
    """What stands in the table, without the key and what is drawn for each row."""
    [found] = type(row).objects.filter(pk=row.pk).values()
    return {name: value for name, value in found.items() if name not in {"id", "reference", "recorded_at"}}


def test_it_stands_in_the_table_as_save_writes_it(django_assert_num_queries: Any) -> None:
    by = factories.staff("Ada").actor
    said: dict[str, Any] = {"name": "Zoë O'Hara", "kind": "person", "language": "es", "since": NOW.date()}
    for _time in range(3):  # on PostgreSQL a statement is prepared when it comes again
        with django_assert_num_queries(1):
            party = insert(Party(**said, registered_by=by))
    assert values_of(party) == values_of(Party.objects.create(**said, registered_by=by))
    assert not party._state.adding
    party.save(update_fields=["language"])


def test_a_value_that_is_a_mapping_or_nothing_is_written_too() -> None:
    by = factories.staff("Ada").actor
    said: dict[str, Any] = {"name": "tests.X", "payload": {"a": [1, "é"]}, "action": "tests.x", "at": NOW}
    event = insert(Event(**said, by=by))
    assert values_of(event) == values_of(Event.objects.create(**said, by=by))


def test_what_the_database_does_not_take_is_refused() -> None:
    insert(NumberSeries(name="tests", year=2026, scope=""))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(NumberSeries(name="tests", year=2026, scope=""))
    assert NumberSeries.objects.filter(name="tests").count() == 1


def test_a_key_or_a_value_to_be_worked_out_is_left_to_the_orm() -> None:
    given = insert(NumberSeries(pk=4_000, name="tests", year=1, scope=""))
    assert given.pk == 4_000
    with pytest.raises(ValueError, match="not to insert"), transaction.atomic():
        insert(Agency(name=F("short_name")))
    assert connection.is_usable()
