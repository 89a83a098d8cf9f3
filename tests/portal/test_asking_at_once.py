"""Asking in the question box: cited answers, follow-up questions, an honest "we don't know", was this useful."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.contacts.models import Channel, Contact
from frontoffice.foundation import clock
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.actions import publishing
from frontoffice.knowledge.models import AnswerGiven, KnowledgeGap, Outcome, Passage, Question, Usefulness
from frontoffice.portal import wording
from tests import factories
from tests.portal.making import (
    ANSWERED,
    CITATION,
    PAGE,
    SENTENCE,
    UNANSWERED,
    Visitor,
    hidden_fields,
    text_of,
    version_of,
)

pytestmark = pytest.mark.usefixtures("pages")


def test_the_answer_is_a_passage_with_its_sentence_marked_and_its_source_and_date_named(
    visitor: Visitor,
) -> None:
    answer = visitor.get(visitor.ask().url)
    page, said = answer.content.decode(), text_of(answer)
    assert f"<mark>{SENTENCE}</mark>" in page
    assert CITATION in said
    assert f"in force since {wording.in_words(version_of().effective_from)}" in said
    given = AnswerGiven.objects.get(rank=1)
    assert f'href="/help/{PAGE}/?on={version_of().effective_from}#{given.passage.anchor}"' in page


def test_the_source_leads_to_the_passage_on_its_page(visitor: Visitor) -> None:
    page = visitor.get(visitor.ask().url).content.decode()
    address, anchor = re.search(r'href="(/help/replace-driver-license/[^"#]*)#([^"]+)"', page).groups()  # type: ignore[union-attr]
    assert f'id="{anchor}"' in visitor.get(address).content.decode()


def test_an_answer_given_is_on_record_with_its_version_in_a_contact_by_web(visitor: Visitor) -> None:
    visitor.ask()
    contact = Contact.objects.get()
    given = AnswerGiven.objects.get(rank=1)
    assert (contact.channel, contact.visitor is not None) == (Channel.WEB, True)
    assert given.contact == contact
    assert given.version == version_of()


def test_a_follow_up_question_is_read_with_the_turns_before_it(visitor: Visitor) -> None:
    conversation = visitor.ask("What does a rush title cost?").url.split("#")[0]
    visitor.fill(conversation, question="And where can I pick it up?")
    question = Question.objects.get(turn=2)
    assert question.contact == Question.objects.get(turn=1).contact
    assert Passage.objects.get(pk=question.ranked[0]).version.article.slug == "vehicle-title"
    assert "And where can I pick it up?" in text_of(visitor.get(conversation))


def test_texts_for_staff_alone_never_answer_the_public(visitor: Visitor) -> None:
    internal = Passage.objects.filter(version__audience="internal")[0]
    visitor.ask(internal.text[:200])
    shown = Passage.objects.in_bulk(Question.objects.get().ranked).values()
    assert shown
    assert {passage.version.audience for passage in shown} == {"public"}


def test_inq_7_what_has_no_answer_is_a_gap_in_the_words_of_the_customer(visitor: Visitor) -> None:
    answer = visitor.get(visitor.ask(UNANSWERED).url)
    assert "We found no sure answer to this in our pages." in text_of(answer)
    assert "Send this question to a representative" in text_of(answer)
    assert KnowledgeGap.objects.get().words == UNANSWERED
    assert not AnswerGiven.objects.exists()


def test_a_question_without_a_telling_word_is_asked_back_and_is_no_gap(visitor: Visitor) -> None:
    answer = visitor.get(visitor.ask("Thank you!").url)
    assert Question.objects.get().outcome == Outcome.ASKED_BACK
    assert "Please write a few words more" in text_of(answer)
    assert not KnowledgeGap.objects.exists()


@pytest.mark.parametrize("typed", ["", "   ", "\n\n"])
def test_an_empty_question_is_asked_for(visitor: Visitor, typed: str) -> None:
    answer = visitor.ask(typed)
    assert answer.status_code == 422
    assert "Type your question first." in text_of(answer)
    assert not Question.objects.exists()


def test_a_question_that_is_too_long_says_by_how_much_and_stays_in_the_box(visitor: Visitor) -> None:
    typed = "license " * 200
    answer = visitor.ask(typed)
    assert answer.status_code == 422
    assert "shorten it to 1000 characters (it has 1599)" in text_of(answer)
    assert typed.strip() in answer.content.decode()


def test_the_same_question_sent_twice_from_one_page_is_asked_once(visitor: Visitor) -> None:
    key = hidden_fields(visitor.get("/").content.decode(), "/answers/")
    first = visitor.post("/answers/", key | {"question": ANSWERED})
    second = visitor.post("/answers/", key | {"question": ANSWERED})
    assert first.url == second.url
    assert Question.objects.count() == 1


def test_yes_it_was_what_i_needed(visitor: Visitor) -> None:
    conversation = visitor.ask().url.split("#")[0]
    answer = visitor.fill(conversation, action=f"{conversation}needed/", useful="yes")
    assert Usefulness.objects.get().useful is True
    assert "Good to know that this helped." in text_of(visitor.get(answer.url))
    assert not KnowledgeGap.objects.exists()


def test_no_it_was_not_offers_a_representative_records_the_gap_and_takes_what_was_missing(
    visitor: Visitor,
) -> None:
    conversation = visitor.ask().url.split("#")[0]
    needed = f"{conversation}needed/"
    page = visitor.get(visitor.fill(conversation, action=needed, useful="no").url)
    assert f'href="/ask/?from={Contact.objects.get().reference}"' in page.content.decode()
    assert KnowledgeGap.objects.get().words == ANSWERED
    visitor.fill(conversation, action=needed, missing="Whether I can pay in cash.")
    last = Usefulness.objects.order_by("-pk")[0]
    assert (last.useful, last.comment) == (False, "Whether I can pay in cash.")
    assert "Thank you for telling us what was missing." in text_of(visitor.get(conversation))


def test_acc_17_the_conversation_of_another_visitor_is_not_there(visitor: Visitor, other: Visitor) -> None:
    conversation = visitor.ask().url.split("#")[0]
    other.get("/")
    assert other.get(conversation).status_code == 404
    assert other.post(conversation, {"question": "And mine?"}).status_code == 404
    question = Question.objects.get()
    useful = {"question": question.reference, "useful": "yes"}
    assert other.post(f"{conversation}needed/", useful).status_code == 404
    assert not Usefulness.objects.exists()
    assert Question.objects.count() == 1


def test_one_cannot_speak_of_another_visitors_question_in_ones_own_conversation(
    visitor: Visitor, other: Visitor
) -> None:
    visitor.ask()
    theirs = Question.objects.get()
    own = other.ask(UNANSWERED).url.split("#")[0]
    answer = other.post(f"{own}needed/", {"question": theirs.reference, "useful": "no"})
    assert answer.status_code == 404
    assert not Usefulness.objects.exists()


def test_staff_see_a_conversation_but_cannot_speak_in_it(visitor: Visitor, other: Visitor) -> None:
    conversation = visitor.ask().url.split("#")[0]
    member = factories.representative(username="dana")
    assert member.user is not None
    other.force_login(member.user)
    page = other.get(conversation)
    assert ANSWERED in text_of(page)
    assert "Ask a follow-up question" not in text_of(page)
    assert other.post(conversation, {"question": "Anything else?"}).status_code == 404


def author() -> Actor:
    return Actor.objects.get(name="Author of articles")


def test_what_was_answered_stays_what_it_was_when_the_page_changes(visitor: Visitor) -> None:
    """INQ-4: later edits do not change history."""
    conversation = visitor.ask().url
    newer = publishing.propose(
        slug=PAGE, title="Another title", body="Nothing of the kind.", by=author(), at=clock.now()
    )
    publisher = factories.supervisor("Publisher", at=clock.now()).actor
    publishing.publish(version=newer, by=publisher, at=clock.now())
    said = text_of(visitor.get(conversation))
    assert SENTENCE in said
    assert "Another title" not in said


def test_a_page_about_a_visitor_is_kept_by_no_browser_and_no_cache(visitor: Visitor) -> None:
    answer = visitor.get(visitor.ask().url)
    assert answer["Cache-Control"] == "private, no-store"
    assert visitor.get("/")["Cache-Control"] == "private, no-cache"


def test_the_number_of_queries_does_not_grow_with_the_questions(visitor: Visitor) -> None:
    conversation = visitor.ask().url.split("#")[0]
    visitor.get(conversation)
    with CaptureQueriesContext(connection) as one:
        visitor.get(conversation)
    visitor.fill(conversation, question=UNANSWERED)
    visitor.fill(conversation, question="How do I get a vehicle title?")
    visitor.fill(conversation, question="Is a disabled parking placard free?")
    with CaptureQueriesContext(connection) as four:
        visitor.get(conversation)
    # The nearest passages of a question without an answer are one query more, however many there are.
    assert len(four) <= len(one) + 1
