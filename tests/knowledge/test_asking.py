"""Asking is on record from the first word: turns, answers given, gaps."""

import datetime as dt
import json

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.answers import show
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.signatures import find
from frontoffice.contacts.models import Contact
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from frontoffice.foundation.refusals import NotFound
from frontoffice.knowledge.actions.asking import NothingAsked, ask, note_exchange, say_useful
from frontoffice.knowledge.models import AnswerGiven, KnowledgeGap, Outcome, Question, Usefulness
from frontoffice.knowledge.queries import questions_visible_to, turns_of
from tests.factories import NOW, representative, staff, visitor
from tests.knowledge.writing import article, asked, conversation, library

pytestmark = pytest.mark.django_db
FEE = "How much is the fee for a driver license renewal?"


def test_inq_4_an_answer_given_stores_article_version_passage_language_who_and_contact() -> None:
    library()
    contact = conversation()
    question = asked(FEE, contact)
    given = question.answers.get(rank=1)
    assert question.outcome == Outcome.ANSWERED
    assert given.version.article.slug == "renew-a-license"
    assert (given.version.number, given.language, given.contact) == (1, "en", contact)
    assert (given.given_by, given.at, given.passage.anchor) == (visitor(), NOW, "what-it-costs")
    assert "Fee" in given.passage.text[given.sentence_from : given.sentence_to]


def test_inq_4_later_edits_do_not_change_what_was_given() -> None:
    version = article()
    question = asked("what is the grace period for driving when I renew a license")
    article(body="There is a grace period of ten days.", effective_from="2026-06-01")
    assert question.answers.get(rank=1).version == version
    assert "no grace period" in question.answers.get(rank=1).passage.text


def test_inq_7_no_answer_records_a_gap_in_the_customers_words() -> None:
    library()
    question = asked("  can u sell me a fishing rod?? ")
    gap = KnowledgeGap.objects.get()
    assert question.outcome == Outcome.GAP
    assert (gap.question, gap.words, gap.status) == (question, "can u sell me a fishing rod??", "open")
    assert not AnswerGiven.objects.exists()


def test_thanks_are_asked_back_and_leave_no_gap() -> None:
    assert asked("Thank you!").outcome == Outcome.ASKED_BACK
    assert not KnowledgeGap.objects.exists()


def test_inq_11_a_visitor_asks_without_a_contact_and_gets_one() -> None:
    library()
    question = asked(FEE)
    assert (question.contact.visitor, question.contact.channel, question.turn) == (visitor(), "web", 1)


def test_turns_of_a_contact_are_numbered_and_read_together() -> None:
    library()
    contact = conversation()
    asked("somebody stole the plates of my car", contact)
    second = asked("what does it cost?", contact)
    assert second.turn == 2
    assert second.answers.get(rank=1).passage.version.article.slug == "stolen-plates"
    (first, _second) = turns_of(contact)
    assert first.asked == "somebody stole the plates of my car"
    assert "plates" in first.reply


def test_an_exchange_that_was_held_elsewhere_is_a_turn_too() -> None:
    library()
    contact = conversation()
    noted = note_exchange(
        contact=contact,
        question="my plates are gone",
        reply="Go to the police first.",
        by=service("portal"),
        at=NOW,
    )
    assert (noted.outcome, noted.turn) == (Outcome.NOTED, 1)
    assert [(turn.asked, turn.reply) for turn in turns_of(contact)] == [
        ("my plates are gone", "Go to the police first.")
    ]
    assert asked("and the cost?", contact).answers.get(rank=1).passage.version.article.slug == "stolen-plates"


def test_a_question_may_be_about_another_day() -> None:
    article(body="The renewal fee is $32.00.", effective_to="2026-06-30")
    article(body="The renewal fee is $36.00.", effective_from="2026-07-01")
    told = [
        asked("renewal fee", on=dt.date(2026, month, 15)).answers.get(rank=1).passage.text for month in (6, 7)
    ]
    assert told == ["The renewal fee is $32.00.", "The renewal fee is $36.00."]


def test_staff_are_answered_from_internal_texts_and_visitors_are_not() -> None:
    article(
        "landlord",
        "Accept a lease that names only the landlord or the property company.",
        audience="internal",
    )
    words = "lease that names only the landlord"
    assert asked(words).outcome == Outcome.GAP
    assert asked(words, by=representative().actor).outcome == Outcome.ANSWERED


def test_staff_without_the_grant_do_not_ask() -> None:
    with pytest.raises(NotAuthorized):
        asked("renewal fee", by=staff().actor)


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_an_empty_question_is_refused(words: str) -> None:
    with pytest.raises(NothingAsked):
        asked(words)
    assert not Contact.objects.exists()


def test_another_visitors_conversation_is_as_if_it_were_not_there() -> None:
    contact = conversation()
    question = asked("fee", contact)
    for model, reference in ((Contact, contact.reference), (Question, question.reference)):
        assert find(model, reference, by=visitor(), at=NOW)
        with pytest.raises(NotFound):
            find(model, reference, by=visitor("another"), at=NOW)


def test_asking_under_one_key_asks_once() -> None:
    library()
    for _time in range(2):
        ask.once("k1")(question=FEE, by=visitor(), at=NOW)
    assert Question.objects.count() == 1


def test_what_was_asked_and_given_can_not_be_edited() -> None:
    library()
    question = asked(FEE)
    say_useful(question=question, useful=True, by=visitor(), at=NOW)
    for rows in (Question.objects, AnswerGiven.objects, Usefulness.objects):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.update(text="Other words")


def test_no_event_holds_the_words() -> None:
    library()
    asked("my name is Jordan Ellis, can you sell me a fishing rod")
    assert "Jordan" not in json.dumps(list(Event.objects.values_list("payload", flat=True)))


def test_answers_that_helped_are_counted_and_leave_no_gap() -> None:
    library()
    question = asked(FEE)
    said = say_useful(question=question, useful=True, comment=" Yes ", by=visitor(), at=NOW)
    assert (said.useful, said.comment) == (True, "Yes")
    assert not KnowledgeGap.objects.exists()


def test_answers_that_did_not_help_leave_one_gap() -> None:
    library()
    question = asked(FEE)
    for _time in range(2):
        say_useful(question=question, useful=False, by=visitor(), at=NOW)
    assert KnowledgeGap.objects.get().question == question
    assert Usefulness.objects.count() == 2


def test_the_answer_for_machines_names_passage_sentence_citation_and_address() -> None:
    library()
    told = show(asked(FEE), by=visitor())
    first = told["answers"][0]
    assert told["outcome"] == "answered"
    assert first["passage"]["citation"] == "Code § 1"
    assert first["passage"]["effective_from"] == "2026-01-01"
    assert first["passage"]["address"] == "/help/renew-a-license/?on=2026-01-01#what-it-costs"
    assert first["sentence"] in first["passage"]["text"]


def test_presenting_many_questions_does_not_query_for_each(django_assert_num_queries: object) -> None:
    library()
    contact, by = conversation(), visitor()
    for _time in range(3):
        asked(FEE, contact)
    with django_assert_num_queries(5):  # type: ignore[operator]
        told = show(list(questions_visible_to(by=by, at=NOW)), by=by)
    assert [len(one["answers"]) > 0 for one in told] == [True] * 3


@pytest.mark.parametrize("outcome", ["said", ""])
def test_the_database_knows_the_outcomes(outcome: str) -> None:
    contact = conversation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(
            contact=contact, turn=1, text="x", language="en", on=NOW.date(), asked_by=visitor(), asked_at=NOW,
            outcome=outcome,
        )  # fmt: skip
