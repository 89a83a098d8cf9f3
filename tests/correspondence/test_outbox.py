"""The outbox: what needs a person comes first and says what to do; pages go by key."""

from typing import Any

import pytest
from django.test import Client

from frontoffice.correspondence.models import Message
from frontoffice.correspondence.queries import page_of
from tests.correspondence.letters import RELEASE, drafted, passage, sent_out
from tests.correspondence.screens import ALL, failed, inconclusive, page, signed_in
from tests.factories import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """Somebody who may do everything with mail, signed in."""
    return signed_in(*ALL)


def test_what_needs_a_person_comes_first_with_the_reason_and_what_to_do(client: Client) -> None:
    sent_out(subject="Went well")
    failed(subject="Did not go")
    inconclusive(subject="In doubt")
    said = page(client, "outbox")
    assert "These need a person" in said
    assert "550 No such mailbox" in said
    assert "its answer never came" in said
    assert said.index("These need a person") < said.index("Went well")


def test_each_way_to_look_shows_its_messages_and_no_others(client: Client) -> None:
    drafted(subject="A draft")
    sent_out(subject="On its way")
    sent_out(staff(asks=[RELEASE]).actor, subject="Is held")
    failed(subject="Did not go")
    subjects = {"A draft", "On its way", "Is held", "Did not go"}
    shown = {}
    for show in ("attention", "under-way", "held", "drafts", "sent", "nonsense"):
        said = page(client, "outbox", query=f"?show={show}")
        shown[show] = {subject for subject in subjects if subject in said}
    assert shown == {
        "attention": {"Did not go"},
        "under-way": {"On its way"},
        "held": {"Is held"},
        "drafts": {"A draft"},
        "sent": set(),
        "nonsense": {"A draft", "On its way", "Is held", "Did not go"},
    }


def test_the_outbox_says_so_when_it_is_empty(client: Client) -> None:
    assert "Nothing here" in page(client, "outbox")


@pytest.mark.parametrize("show", ["", "attention"])
def test_the_outbox_asks_no_more_questions_for_more_rows(
    client: Client, django_assert_max_num_queries: Any, show: str
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(14) as asked:
            page(client, "outbox", query=f"?show={show}")
        return len(asked)

    failed(passages=[passage()])
    page(client, "outbox")  # what a first request asks besides is asked
    few = queries()
    for _ in range(3):
        failed(passages=[passage()])
        sent_out()
    assert queries() == few


def test_pages_by_key_show_each_message_once_even_if_new_ones_come_in_between(client: Client) -> None:
    by = staff(grants=[RELEASE]).actor
    subjects = [f"Message {number:03}" for number in range(60)]
    for subject in subjects:
        drafted(by, subject=subject)
    everything = Message.objects.order_by("-pk")
    seen: list[str] = []
    after = ""
    while True:
        shown = page_of(everything, after=after, before="", most=25)
        seen += [message.subject for message in shown.rows]
        drafted(by, subject="Came in between")
        if not shown.older:
            break
        after = shown.older
    assert seen == subjects[::-1]
    last = page_of(everything, after=after, before="", most=25)
    back = page_of(everything, after="", before=last.newer, most=25)
    assert [message.subject for message in back.rows] == subjects[10:35][::-1]
    assert "Message 059" in page(client, "outbox")
    assert 'rel="next"' in page(client, "outbox")
