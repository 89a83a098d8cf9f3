"""The tree of topics: set up on pages, moved and never closing a ring, retired once it is known what hangs on it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.keeping_topics import StillUsed, TopicUnderItself, define_topic, set_standard
from frontoffice.cases.actions.tending_topics import move_topic, retire_topic
from frontoffice.cases.forms_topics import code_of
from frontoffice.cases.models import Topic, TopicVersion
from frontoffice.cases.queries import topic_tree
from frontoffice.foundation.actors import service
from frontoffice.foundation.refusals import Refused
from tests import factories
from tests.cases import making
from tests.cases.test_at_once import all_at_once
from tests.factories import NOW
from tests.intake.making import mailbox

KEEPS = ("define_topic", "set_standard", "move_topic", "retire_topic", "offer_topic")
CODES = "abcde"


@pytest.fixture
def keeper(client: Client, topic: Topic) -> Client:
    """Who sets up topics."""
    factories.unit("tax", office=factories.agency())
    member = factories.staff(
        "Miriam Alvarado", username="miriam", grants=["cases.note", *(f"cases.{act}" for act in KEEPS)]
    )
    assert member.user is not None
    client.force_login(member.user)
    return client


def typed(**given: Any) -> dict[str, Any]:
    words = {"name": "Boat titles", "spanish": "Títulos de barcos", "unit": "front", "service_days": "4"}
    more = {"service_unit": "business", "first_answer_days": "2", "complexity": "2", "case_type": ""}
    return words | more | given


def put(code: str, *, under: str = "") -> None:
    move_topic(topic=code, under=under, by=service("demo"), at=NOW)


def ring() -> bool:
    """Whether any topic is found above itself, read from the rows."""
    above = dict(Topic.objects.values_list("pk", "parent"))
    for start in above:
        seen, here = set(), above[start]
        while here is not None and here not in seen:
            seen.add(here)
            here = above[here]
        if here is not None:
            return True
    return False


def of_each() -> Iterator[str]:
    for code in CODES:
        yield making.topic(code).code


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(["", *CODES])), max_size=14))
def test_however_topics_are_moved_no_ring_closes(moves: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        list(of_each())
        for code, under in moves:
            above = dict(Topic.objects.values_list("code", "parent__code"))
            try:
                put(code, under=under)
            except TopicUnderItself:
                here: str | None = under
                while here not in {None, code}:
                    here = above[here]  # type: ignore[index]
                assert here == code, "only what stands under it is refused"
            else:
                assert Topic.objects.get(code=code).parent == Topic.objects.filter(code=under).first()
            assert not ring()
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_that_would_close_a_ring_one_is_refused() -> None:
    for code in "ab":
        making.topic(code)
    acts = [lambda: put("a", under="b"), lambda: put("b", under="a")]
    outcomes = all_at_once(acts)
    assert outcomes == {"done": 1, TopicUnderItself().code: 1}
    assert not ring()


@pytest.mark.django_db
def test_a_topic_is_added_changed_moved_and_given_a_standard_on_its_page(keeper: Client) -> None:
    assert keeper.post(reverse("cases:new_topic"), typed(parent="cards")).status_code == 302
    made = Topic.objects.get(code="boat-titles")
    assert (made.parent, made.complexity, made.first_answer_days) == (Topic.objects.get(code="cards"), 2, 2)
    assert made.names.get().name == "Títulos de barcos"

    page = reverse("cases:one_topic", args=["boat-titles"])
    keeper.post(page, typed(name="Titles of boats", unit="tax"))
    made.refresh_from_db()
    assert (made.name, made.unit.code, made.parent_id is not None) == ("Titles of boats", "tax", True)

    keeper.post(reverse("cases:move_topic", args=["boat-titles"]), {"under": ""})
    keeper.post(reverse("cases:topic_standard", args=["boat-titles"]), {"priority": "1", "service_days": "1"})
    made.refresh_from_db()
    assert made.parent is None
    assert made.standards.get().service_days == 1
    shown = keeper.get(page).content.decode()
    for words in ("First put down", "Boat titles", "Unit tax", "Standard, Urgent"):
        assert words in shown


@pytest.mark.django_db
def test_a_code_that_is_taken_is_refused_and_what_was_typed_stays(keeper: Client) -> None:
    answer = keeper.post(reverse("cases:new_topic"), typed(code="cards"))
    assert answer.status_code == 422
    assert "There is a topic of this code already." in answer.content.decode()
    assert "Títulos de barcos" in answer.content.decode()
    assert Topic.objects.get(code="cards").name == "Topic cards"
    assert keeper.post(reverse("cases:new_topic"), typed(service_days="0")).status_code == 422


@pytest.mark.django_db
def test_before_a_topic_is_retired_its_page_says_what_hangs_on_it(keeper: Client, topic: Topic) -> None:
    making.case()
    making.topic("lost", days=3, name="Lost cards")
    put("lost", under="cards")
    page = keeper.get(reverse("cases:one_topic", args=["cards"])).content.decode()
    assert "1 open case." in page
    assert "Stays on offer under it: Lost cards." in page
    keeper.post(reverse("cases:retire_topic", args=["cards"]))
    topic.refresh_from_db()
    assert not topic.active
    assert "retired" in keeper.get(reverse("cases:topics")).content.decode()
    keeper.post(reverse("cases:offer_topic", args=["cards"]))
    topic.refresh_from_db()
    assert topic.active


@pytest.mark.django_db
def test_a_topic_that_a_mailbox_opens_cases_on_stays_on_offer(topic: Topic) -> None:
    mailbox(topic="cards", address="help@agency.example")
    with pytest.raises(StillUsed) as told:
        retire_topic(topic="cards", by=service("demo"), at=NOW)
    assert "help@agency.example" in str(told.value)
    words: dict[str, Any] = {"code": "cards", "name": "Cards", "unit": "front", "service_days": 2}
    with pytest.raises(StillUsed):
        define_topic(**words, active=False, by=service("demo"), at=NOW)


@pytest.mark.django_db
def test_x2_what_a_topic_was_is_on_record_and_stays(topic: Topic) -> None:
    by = service("demo")
    set_standard(topic="cards", priority=1, service_days=1, by=by, at=making.later(days=1))
    set_standard(topic="cards", priority=1, service_days=1, by=by, at=making.later(days=2))
    first, second = topic_tree.history(topic)[::-1]
    assert (first.changed, [one.after for one in second.changed]) == ([], ["1 days"])
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicVersion.objects.filter(topic=topic).update(terms={})


@pytest.mark.django_db
def test_topics_that_do_not_exist_are_refused(topic: Topic) -> None:
    for act in (
        lambda: put("cards", under="nowhere"),
        lambda: put("nowhere"),
        lambda: retire_topic(topic="nowhere", by=service("demo"), at=NOW),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.django_db
def test_colleagues_see_the_tree_and_can_not_change_it(desk: Client, dana: StaffMember, topic: Topic) -> None:
    assert "Topic cards" in desk.get(reverse("cases:topics")).content.decode()
    page = desk.get(reverse("cases:one_topic", args=["cards"])).content.decode()
    assert "Retire the topic" not in page
    assert desk.get(reverse("cases:new_topic")).status_code == 404
    assert desk.get(reverse("cases:one_topic", args=["nowhere"])).status_code == 404
    for act in ("move_topic", "topic_standard", "retire_topic", "offer_topic"):
        assert desk.post(reverse(f"cases:{act}", args=["cards"])).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_tree_takes_the_same_queries_for_any_number_of_topics(
    desk: Client, topic: Topic, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(1, rows):
        making.topic(f"more-{number}")
    desk.get(reverse("cases:topics"))
    with django_assert_num_queries(8):
        desk.get(reverse("cases:topics"))


@given(st.text(max_size=200))
def test_a_code_made_from_any_name_is_one(name: str) -> None:
    code = code_of(name)
    assert 1 <= len(code) <= 60
    assert code.strip("-") == code
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
