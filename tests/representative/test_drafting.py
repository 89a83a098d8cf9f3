"""An inquiry by portal becomes a draft made of sentences of the texts in force, held for a person."""

import datetime as dt
import re

import pytest

from frontoffice.authority.models import Approval
from frontoffice.cases.models import Case, Status
from frontoffice.correspondence.models import Message
from frontoffice.foundation.models import Event
from frontoffice.knowledge.actions.closing_gaps import record_gap
from frontoffice.knowledge.models import ArticleVersion
from frontoffice.representative.models import Attempt, AutomatedPost, Outcome
from tests import factories
from tests.cases import making as cases
from tests.factories import NOW
from tests.knowledge import writing
from tests.representative import making
from tests.representative.making import attempt_at, inquiry

pytestmark = pytest.mark.django_db


def drafted(case: Case, *, at: dt.datetime = NOW) -> Message:
    attempt = attempt_at(case, at=at)
    assert attempt.outcome == Outcome.DRAFTED, attempt.why
    assert attempt.message is not None
    return attempt.message


def test_a_draft_quotes_the_text_word_for_word_and_cites_it(post: AutomatedPost) -> None:
    message = drafted(inquiry())
    cited = message.citations.get()
    assert cited.position == 1
    assert "A replacement card costs $18.00." in cited.passage.text
    assert "A replacement card costs $18.00." in message.body
    assert "[1]" in message.body


def test_each_sentence_of_a_draft_stands_in_its_source(post: AutomatedPost) -> None:
    attempt = attempt_at(inquiry("What does a replacement card cost? How long does a replacement card take?"))
    sentences = list(attempt.sentences.select_related("passage"))
    assert len({sentence.number for sentence in sentences}) == 2
    assert attempt.message is not None
    for sentence in sentences:
        words = sentence.passage.text[sentence.start : sentence.end]
        assert words
        assert words in attempt.message.body


def test_stf_5_under_close_supervision_a_draft_waits_for_a_person(post: AutomatedPost) -> None:
    message = drafted(inquiry())
    assert message.status == "held"
    asked = Approval.objects.get(action="correspondence.release", status="waiting")
    assert (asked.subject_id, asked.asked_by) == (message.pk, post.staff_member.actor)
    assert not Event.objects.filter(name="correspondence.MessageReleased").exists()


def test_it_acts_as_itself_because_of_the_case_that_was_opened(post: AutomatedPost) -> None:
    drafted(inquiry())
    opened = Event.objects.get(name="cases.CaseOpened")
    for name in ("cases.ReplyWritten", "correspondence.MessageDrafted", "representative.InquiryTakenUp"):
        event = Event.objects.get(name=name)
        assert (event.by, event.caused_by) == (post.staff_member.actor, opened), name


def test_the_case_stays_with_people(post: AutomatedPost) -> None:
    case = inquiry()
    drafted(case)
    case.refresh_from_db()
    assert (case.assignee, case.status) == (None, Status.NEW)


def test_it_says_that_it_was_made_automatically_and_how_to_reach_a_person(post: AutomatedPost) -> None:
    case = inquiry()
    message = drafted(case)
    assert f"put together automatically by {making.NAME}" in message.body
    assert "talk to a person" in message.body
    assert f"/cases/{case.reference}/" in message.body
    assert message.body.startswith("Hello Marisol Ortega-Reyes,")


def test_told_twice_there_is_one_draft(post: AutomatedPost) -> None:
    from frontoffice.foundation.models import Delivery

    drafted(inquiry())
    owed = Delivery.objects.filter(reaction="representative.take_up_inquiry")
    owed.update(done_at=None, next_try_at=NOW, leased_until=None)
    cases.tell_everything(NOW)
    assert (Attempt.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.parametrize("channel", ["phone", "counter"])
def test_what_a_colleague_entered_is_not_its_work(post: AutomatedPost, channel: str) -> None:
    inquiry(by=factories.representative("Dana").actor, channel=channel)
    cases.tell_everything(NOW)
    assert not Attempt.objects.exists()


def test_a_case_that_a_person_took_first_is_theirs(post: AutomatedPost) -> None:
    from frontoffice.cases.actions.assigning import take

    case = inquiry()
    take(case=case, by=factories.representative("Dana").actor, at=NOW)
    cases.tell_everything(NOW)
    assert not Attempt.objects.exists()


def test_a_question_in_spanish_is_answered_in_spanish(post: AutomatedPost) -> None:
    writing.article("replacing-a-card-es", making.CARDS_ES, title="Reemplazar una tarjeta", language="es")
    message = drafted(inquiry("¿Cuánto cuesta una tarjeta de reemplazo?", language="es"))
    assert message.language == "es"
    assert "Una tarjeta de reemplazo cuesta $18.00." in message.body
    assert "preparó automáticamente" in message.body
    assert "Thank you" not in message.body


def test_it_reads_the_text_that_counts_today(post: AutomatedPost) -> None:
    version = ArticleVersion.objects.get(article__slug="replacing-a-card")
    tomorrow = making.CARDS.replace("$18.00", "$25.00")
    writing.article("replacing-a-card", tomorrow, title="Replacing a card", effective_from="2026-11-18")
    assert "$18.00" in drafted(inquiry()).body
    later = NOW + dt.timedelta(days=2)
    after = drafted(inquiry(at=later, by=factories.visitor("another")), at=later)
    assert "$25.00" in after.body
    assert after.citations.get().passage.version != version


def test_where_its_grants_let_it_a_reply_goes_out_and_is_known_as_automated(office: None) -> None:
    making.post(making.member(grants=making.OUTRIGHT | making.ASKS, asks=()))
    message = drafted(inquiry())
    cases.tell_everything(NOW)
    attempt = Attempt.objects.get()
    assert message.released_at is not None
    assert (attempt.decision, attempt.decided_by) == ("released", None)


@pytest.mark.parametrize("what", ["topics", "units", "languages"])
def test_it_works_only_on_what_its_post_names(office: None, what: str) -> None:
    cases.topic("titles", unit="vehicles")
    other = {"topics": ["titles"], "units": ["vehicles"], "languages": ["es"]}[what]
    making.post(**{what: other})
    inquiry()
    cases.tell_everything(NOW)
    assert not Attempt.objects.exists()


def test_after_its_number_for_the_day_it_leaves_inquiries_to_people(office: None) -> None:
    making.post(daily_ceiling=1)
    first, second = inquiry(), inquiry(by=factories.visitor("another"))
    assert attempt_at(first).outcome == Outcome.DRAFTED
    left = attempt_at(second)
    assert (left.outcome, left.why, left.message) == (Outcome.LEFT, "ceiling", None)
    assert not second.notes.exists()


def test_a_gap_that_asking_recorded_is_not_recorded_again(post: AutomatedPost) -> None:
    case = inquiry("Can I bring my tortoise to the aquarium?")
    contact = case.posts.get().contact
    record_gap(contact=contact, words="tortoise", by=factories.representative("Dana").actor, at=NOW)
    assert attempt_at(case).why == "not_sure"
    assert contact.gaps.count() == 1


def test_the_greeting_is_a_name_or_nothing(post: AutomatedPost) -> None:
    message = drafted(inquiry(name="Win $500 at http://prizes.example"))
    assert message.body.startswith("Hello,")
    assert "prizes" not in re.sub(r"To: .*", "", message.body)
