"""Where the texts in force don't answer, the inquiry goes to a person, with what was tried; nothing is made up."""

import pytest

from frontoffice.authority.models import Grant, Refusal
from frontoffice.cases.models import Case, Note
from frontoffice.correspondence.models import Message
from frontoffice.foundation.models import Delivery, Event
from frontoffice.knowledge.models import KnowledgeGap
from frontoffice.representative.models import Attempt, AutomatedPost, Outcome
from tests.cases import making as cases
from tests.factories import NOW
from tests.knowledge import writing
from tests.representative import making
from tests.representative.making import attempt_at, inquiry

pytestmark = pytest.mark.django_db
NOTHING_OF_OURS = "Can I bring my tortoise to the aquarium?"


def note_on(case: Case) -> str:
    return Note.objects.get(case=case).text


def referred(case: Case, why: str) -> Attempt:
    attempt = attempt_at(case)
    assert (attempt.outcome, attempt.why) == (Outcome.REFERRED, why)
    assert not Message.objects.exists()
    return attempt


def test_inq_7_what_no_text_answers_is_referred_and_becomes_a_gap_in_the_customers_words(
    post: AutomatedPost,
) -> None:
    case = inquiry(NOTHING_OF_OURS)
    attempt = referred(case, "not_sure")
    assert "This inquiry needs a person." in note_on(case)
    assert NOTHING_OF_OURS in note_on(case)
    assert attempt.tried[0]["words"]
    gap = KnowledgeGap.objects.get()
    assert (gap.words, gap.recorded_by) == (NOTHING_OF_OURS, post.staff_member.actor)


def test_the_note_says_what_was_looked_for_and_what_came_nearest(post: AutomatedPost) -> None:
    case = inquiry(
        "Where do tortoises swim in the aquarium by night, and who feeds the pelicans their permit?"
    )
    referred(case, "not_sure")
    assert "Looked for: " in note_on(case)
    assert "tortois" in note_on(case)
    assert "Sales tax permits" in note_on(case)
    assert "not sure enough" in note_on(case)


def test_what_says_too_little_is_referred_without_a_gap(post: AutomatedPost) -> None:
    case = inquiry("Hello, thank you!")
    referred(case, "not_understood")
    assert not KnowledgeGap.objects.exists()


def test_one_question_of_two_without_an_answer_refers_both(post: AutomatedPost) -> None:
    case = inquiry(f"What does a replacement card cost? {NOTHING_OF_OURS}")
    attempt = referred(case, "not_sure")
    assert [bool(one["why"]) for one in attempt.tried] == [False, True]


def test_an_internal_text_is_never_cited_but_colleagues_are_told_of_it(post: AutomatedPost) -> None:
    body = "The waiver code for a tortoise in the aquarium is kept at the counter."
    writing.article("tortoises", body, title="Tortoise waiver", audience="internal")
    case = inquiry("What is the waiver code for a tortoise in the aquarium?")
    referred(case, "internal")
    assert "Tortoise waiver" in note_on(case)
    assert "for staff only" in note_on(case)
    assert not KnowledgeGap.objects.exists()


def test_inq_5_a_text_overdue_for_review_is_not_sent(office: None) -> None:
    making.post()
    writing.article("towing-fees", "A towing fee is $90.00.", title="Towing fees", review_by="2026-11-01")
    case = inquiry("How much is the towing fee?")
    referred(case, "overdue")
    assert "Towing fees" in note_on(case)
    assert "review date has passed" in note_on(case)


def test_inq_5_a_text_that_is_not_yet_in_force_is_not_found(office: None) -> None:
    making.post()
    writing.article(
        "towing-fees", "A towing fee is $90.00.", title="Towing fees", effective_from="2026-12-01"
    )
    referred(inquiry("How much is the towing fee?"), "not_sure")


def test_inq_6_a_translation_behind_its_source_is_not_sent(post: AutomatedPost) -> None:
    writing.article("replacing-a-card", making.CARDS_ES, title="Reemplazar una tarjeta", language="es")
    newer = making.CARDS.replace("$18.00", "$20.00")
    writing.article("replacing-a-card", newer, title="Replacing a card", effective_from="2026-11-01")
    case = inquiry("¿Cuánto cuesta una tarjeta de reemplazo?", language="es")
    referred(case, "stale")
    assert "the translation is behind its source" in note_on(case)


def test_without_texts_in_the_customers_language_a_person_answers(post: AutomatedPost) -> None:
    case = inquiry("Thẻ thay thế giá bao nhiêu?", language="vi")
    referred(case, "no_texts")
    assert not KnowledgeGap.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "What does a replacement card cost? I want to talk to a real person.",
        "No robots please. What does a replacement card cost?",
        "Quiero hablar con una persona sobre mi tarjeta.",
    ],
)
def test_who_asks_for_a_person_gets_one(post: AutomatedPost, words: str) -> None:
    referred(inquiry(words), "wants_person")


@pytest.mark.parametrize("missing", ["cases.reply", "correspondence.release"])
def test_a_missing_grant_ends_in_a_note_and_a_visible_could_not(office: None, missing: str) -> None:
    making.post(making.member(grants=making.OUTRIGHT - {missing}, asks=making.ASKS - {missing}))
    case = inquiry()
    attempt = attempt_at(case)
    assert (attempt.outcome, attempt.refusal) == (Outcome.COULD_NOT, "not_authorized")
    assert "I could not draft a reply" in note_on(case)
    assert not Message.objects.exists()
    assert Refusal.objects.filter(part="grant", by=attempt.post.staff_member.actor).exists()
    assert not Delivery.objects.filter(dead_at__isnull=False).exists()


def test_without_any_grant_it_still_says_that_it_could_not(office: None) -> None:
    making.post(making.member(grants=(), asks=()))
    attempt = attempt_at(inquiry())
    assert attempt.outcome == Outcome.COULD_NOT
    assert not Note.objects.exists()
    taken_up = Event.objects.get(name="representative.InquiryTakenUp")
    assert taken_up.payload["outcome"] == "could_not"


def test_after_its_post_has_ended_it_can_do_nothing(post: AutomatedPost) -> None:
    from frontoffice.authority.models import StaffMember

    StaffMember.objects.filter(pk=post.staff_member.pk).update(until=NOW)
    assert attempt_at(inquiry()).outcome == Outcome.COULD_NOT


def test_a_referral_that_may_not_be_noted_could_not(office: None) -> None:
    making.post(making.member(grants=making.OUTRIGHT - {"cases.note"}))
    attempt = attempt_at(inquiry(NOTHING_OF_OURS))
    assert (attempt.outcome, attempt.why, attempt.refusal) == (Outcome.COULD_NOT, "refused", "not_authorized")


def test_nothing_that_it_does_changes_a_grant(post: AutomatedPost) -> None:
    before = list(Grant.objects.order_by("pk").values())
    attempt_at(inquiry())
    attempt_at(inquiry(NOTHING_OF_OURS, by=cases.factories.visitor("another")))
    assert list(Grant.objects.order_by("pk").values()) == before
