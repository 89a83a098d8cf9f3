"""A query that the ORM writes once, asked many times with other values."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from frontoffice.authority.holding import _held, powers
from frontoffice.authority.inbox import _counted, to_do
from frontoffice.foundation.models import Event
from frontoffice.foundation.statements import NotAsked, Statement
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def recent(*, by: int, at: dt.datetime) -> QuerySet[Event, Any]:
    caused = Event.objects.filter(caused_by=OuterRef("pk"), by=by, at__lte=at)
    return Event.objects.filter(Q(by=by, at__gt=at - DAY) | Q(Exists(caused)), at__lte=at).values("pk")[:3]


def yesterdays(*, by: int, at: dt.datetime) -> QuerySet[Event, Any]:
    return Event.objects.filter(by=by, at__lte=at - DAY)


def as_it_was(*, by: int, at: dt.datetime) -> QuerySet[Event, Any]:
    return Event.objects.filter(Q(by=by), Q(at__lte=at) | Q(recorded_at__lte=at)).order_by("pk")


def test_it_answers_as_the_orm_does_for_each_value() -> None:
    people = [factories.staff(name).actor for name in ("Ada", "Ben", "Cy")]
    for number, one in enumerate(people * 3):
        Event.objects.create(name="tests.X", payload={}, action="tests.x", by=one, at=NOW + number * DAY)
    statement = Statement(as_it_was, by=int, at=dt.datetime)
    for one in people:
        for days in (-1, 0, 4, 20):
            asked = {"by": one.pk or 0, "at": NOW + days * DAY}
            sql, values = statement.with_values(**asked)
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                found = [row[0] for row in cursor.fetchall()]
            assert found == [event.pk for event in as_it_was(**asked)]


@pytest.mark.parametrize("build", [recent, yesterdays])
def test_a_value_that_went_into_it_in_another_form_is_told(build: Any) -> None:
    """A day before `at` was worked out when the query was written: it would stay that day for ever."""
    with pytest.raises(NotAsked, match="at"):
        Statement(build, by=int, at=dt.datetime).with_values(by=1, at=NOW)


def test_what_each_page_asks_is_what_the_orm_would_ask() -> None:
    dana, boss = factories.representative(), factories.supervisor()
    for member in (dana, boss):
        by, at = member.actor, NOW
        assert powers(by, at=at) == {row.action for row in _held(by=by.pk or 0, at=at)} != frozenset()
        assert to_do(by=by, at=at) == _counted(by=by.pk or 0, at=at).count()


def with_who_did_it(*, by: int) -> QuerySet[Event, Event]:
    told = Event.objects.filter(by=by).select_related("by", "acting_for")
    return told.annotate(odd=F("pk") % 2).order_by("pk")


def by_words(*, name: str, ids: list[int]) -> QuerySet[Event, Any]:
    return Event.objects.filter(name=name, pk__any_of=ids).order_by("-pk").values_list("pk", "payload")


def only_numbers(*, on: dt.date, name: str) -> QuerySet[Event, int]:
    return Event.objects.filter(Q(name=name) | Q(at__date=on)).order_by("pk").values_list("pk", flat=True)


def told(name: str = "tests.X", **payload: Any) -> Event:
    by = factories.staff(f"Ada {payload}").actor
    return Event.objects.create(name=name, payload=payload, action="tests.x", by=by, at=NOW)


def test_models_come_with_what_is_joined_to_them_and_what_was_worked_out(
    django_assert_num_queries: Any,
) -> None:
    one, other = told(a=1), told(b=[2, "é"])
    statement: Statement[Event] = Statement(with_who_did_it, by=int)
    for event in (one, other, one):
        expected = with_who_did_it(by=event.by_id).get()
        with django_assert_num_queries(1):
            [found] = statement.rows(by=event.by_id)
            assert (found.by.name, found.acting_for) == (expected.by.name, None)
        assert (found, found.payload, found.at) == (expected, expected.payload, NOW)
        assert found.odd == expected.odd  # type: ignore[attr-defined]
        assert not found._state.adding
    assert statement.first(by=0) is None


def test_tuples_and_single_values_are_read_as_the_fields_say() -> None:
    events = [told(n=1), told("tests.Y", n=2), told(n=3)]
    statement = Statement(by_words, name=str, ids=list)
    for ids in ([], [events[0].pk], [event.pk for event in events]):
        asked: dict[str, Any] = {"name": "tests.X", "ids": ids}
        assert statement.rows(**asked) == list(by_words(**asked))
    numbers = Statement(only_numbers, on=dt.date, name=str)
    for on, name in ((NOW.date(), "none"), (NOW.date() + DAY, "tests.Y")):
        assert numbers.rows(on=on, name=name) == list(only_numbers(on=on, name=name))


def as_a_mapping(*, by: int) -> QuerySet[Event, Any]:
    return Event.objects.filter(by=by).values("pk")


def test_what_it_cannot_read_is_told() -> None:
    with pytest.raises(NotAsked, match="values_list"):
        Statement(as_a_mapping, by=int).rows(by=1)


def of_odd_names(*, by: int) -> QuerySet[Event, Any]:
    odd = Q(name="it's 100%s") | Q(name="%") | Q(action__in=["tests.x", "a\\b"])
    return (
        Event.objects.filter(odd, by=by).exclude(name="").order_by("pk").values_list("name", "schema_version")
    )


def test_what_is_the_same_each_time_stands_in_the_words() -> None:
    """Else PostgreSQL plans without knowing it, and a partial index that rests on it is not used."""
    for name in ("it's 100%s", "%", "a"):
        event = told(name)
        statement = Statement(of_odd_names, by=int)
        sql, values = statement.with_values(by=event.by_id)
        assert values == [event.by_id]
        assert "'it''s 100%%s'" in sql
        assert statement.rows(by=event.by_id) == list(of_odd_names(by=event.by_id)) == [(name, 1)]
