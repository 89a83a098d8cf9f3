"""A fact is recorded beside the change that it tells of, with what it is about and who must hear of it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, models, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from frontoffice.foundation import events
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.events import Acting, Told, announce, fact, reacts_to, within
from frontoffice.foundation.models import Delivery, Event, EventSubject
from tests.factories import NOW, agency, unit
from tests.foundation.facts import of_our_own

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_facts() -> Iterator[None]:
    with of_our_own():
        yield


def counted() -> type:
    events.FACTS.pop("tests.Counted", None)

    @fact("tests.Counted", version=3)
    class Counted:
        drawer_id: int
        amount: Decimal
        day: dt.date
        at: dt.datetime
        code: str
        short: bool
        bag_id: int | None = None
        due: dt.date | None = None

    return Counted


def happened(**given: object) -> object:
    told = {
        "drawer_id": 7,
        "amount": Decimal("12.50"),
        "day": dt.date(2026, 11, 17),
        "at": NOW,
        "code": "till_2",
        "short": True,
    }
    return counted()(**(told | given))


def test_an_event_says_what_happened_who_did_it_when_and_under_which_action() -> None:
    clerk, approver = service("tests"), service("authority")
    with within(Acting(action="tests.count", authorized_by=approver)):
        event = announce(happened(), about=unit(), by=clerk, at=NOW)
    event.refresh_from_db()
    assert (event.name, event.schema_version, event.by, event.at) == ("tests.Counted", 3, clerk, NOW)
    assert (event.action, event.authorized_by, event.caused_by) == ("tests.count", approver, None)
    assert event.recorded_at is not None


def test_what_comes_out_of_an_event_is_what_went_in() -> None:
    told = happened(bag_id=None, due=dt.date(2026, 12, 1))
    event = announce(told, about=unit(), by=service("tests"), at=NOW)
    event.refresh_from_db()
    assert events.read(event) == told


@given(
    amount=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9),
    day=st.dates(),
    at=st.datetimes(timezones=st.just(dt.UTC)),
    bag_id=st.none() | st.integers(min_value=1, max_value=2**53),
)
@settings(max_examples=50, deadline=None)
def test_every_amount_date_and_instant_comes_out_unchanged(
    amount: Decimal, day: dt.date, at: dt.datetime, bag_id: int | None
) -> None:
    told = happened(amount=amount, day=day, at=at, bag_id=bag_id)
    event = announce(told, about=unit(), by=service("tests"), at=NOW)
    event.refresh_from_db()
    assert events.read(event) == told


def test_an_event_is_on_the_timeline_of_each_thing_that_it_is_about_once() -> None:
    office, front = agency(), unit()
    event = announce(happened(), about=[front, office, front], by=service("tests"), at=NOW)
    named = EventSubject.objects.filter(event=event).values_list("kind", "subject_id")
    assert sorted(named) == [("foundation.office", office.pk), ("foundation.unit", front.pk)]


def test_an_event_nobody_declares_any_more_can_be_kept_but_not_read() -> None:
    event = announce(happened(), about=unit(), by=service("tests"), at=NOW)
    events.FACTS.pop("tests.Counted")
    with pytest.raises(LookupError):
        events.read(event)


def test_text_about_people_does_not_fit_into_an_event() -> None:
    with pytest.raises(ValueError, match="short code"):
        announce(happened(code="Jordan Ellis came by"), about=unit(), by=service("tests"), at=NOW)
    with pytest.raises(ValueError, match="short code"):
        announce(happened(code="x" * 65), about=unit(), by=service("tests"), at=NOW)


def test_a_fact_that_would_hold_a_thing_or_a_list_is_refused_when_it_is_declared() -> None:
    with pytest.raises(TypeError, match=r"tests\.Whole\.unit"):

        @fact("tests.Whole")
        class Whole:
            unit: models.Model

    with pytest.raises(TypeError, match=r"tests\.Many\.ids"):

        @fact("tests.Many")
        class Many:
            ids: list[int]


def test_two_facts_or_two_reactions_of_one_name_are_refused() -> None:
    made = counted()
    with pytest.raises(TypeError, match="declared twice"):
        fact("tests.Counted")(type("Counted", (), {}))

    def hear(event: object, /, *, by: Actor, at: dt.datetime, told: Told) -> None: ...

    reacts_to(made)(hear)

    def other(event: object, /, *, by: Actor, at: dt.datetime, told: Told) -> None: ...

    other.__name__ = "hear"
    with pytest.raises(TypeError, match="declared twice"):
        reacts_to(made)(other)


def test_a_delivery_is_owed_to_each_reaction_to_this_fact_and_to_no_other() -> None:
    made = counted()

    @fact("tests.Opened")
    class Opened:
        drawer_id: int

    @reacts_to(made)
    def first(event: object, /, *, by: Actor, at: dt.datetime, told: Told) -> None: ...

    @reacts_to(made, outside=True)
    def second(event: object, /, *, by: Actor, at: dt.datetime, told: Told) -> None: ...

    @reacts_to(Opened)
    def third(event: object, /, *, by: Actor, at: dt.datetime, told: Told) -> None: ...

    told = made(drawer_id=1, amount=Decimal(1), day=NOW.date(), at=NOW, code="a", short=False)
    event = announce(told, about=unit(), by=service("tests"), at=NOW)
    owed = Delivery.objects.filter(event=event)
    assert sorted(owed.values_list("reaction", flat=True)) == ["foundation.first", "foundation.second"]
    assert {(one.attempts, one.next_try_at, one.done_at) for one in owed} == {(0, NOW, None)}


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_is_refused_since_nothing_would_hold_it_together() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        announce(happened(), about=unit(), by=service("tests"), at=NOW)
    assert Event.objects.count() == 0


def test_what_is_rolled_back_was_never_announced() -> None:
    made, place, by = counted(), unit(), service("tests")

    @reacts_to(made)
    def hear(event: object, /, *, by: Actor, at: dt.datetime, told: Told) -> None: ...

    told = made(drawer_id=1, amount=Decimal(1), day=NOW.date(), at=NOW, code="a", short=False)
    with transaction.atomic():
        announce(told, about=place, by=by, at=NOW)
        transaction.set_rollback(True)
    assert (Event.objects.count(), EventSubject.objects.count(), Delivery.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("statement", ["UPDATE {} SET name = 'x'", "DELETE FROM {}"])
def test_history_can_not_be_rewritten_even_by_hand(statement: str) -> None:
    announce(happened(), about=unit(), by=service("tests"), at=NOW)
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(Event._meta.db_table))
    assert Event.objects.get().name == "tests.Counted"
