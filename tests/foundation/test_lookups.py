"""Many ids as one value find what `in` finds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> list[int]:
    return [service(name).pk for name in ("one", "two", "three")]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_of_finds_what_in_finds(known: list[int], data: st.DataObject) -> None:
    ids = data.draw(st.sets(st.sampled_from([*known, 0, -1, 2**62])))
    assert set(Actor.objects.filter(pk__any_of=ids)) == set(Actor.objects.filter(pk__in=ids))
    rest = Actor.objects.exclude(pk__any_of=ids)
    assert set(rest) == set(Actor.objects.exclude(pk__in=ids))


def test_the_statement_is_the_same_for_any_number(known: list[int]) -> None:
    asked = []
    for ids in (known, range(1, 2000)):
        with CaptureQueriesContext(
            connection,
        ) as made:
            list(Actor.objects.filter(pk__any_of=ids))
        asked.append(len(made))
    assert asked == [1, 1]


def test_what_is_no_id_is_refused(known: list[int]) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(Actor.objects.filter(pk__any_of=["1 or 1=1"]))
