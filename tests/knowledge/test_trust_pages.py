"""The pages on trust: policy tests, synonyms, thresholds, calibrations; and what is held back."""

import json
from typing import Any

import pytest
from django.test import Client

from frontoffice.contacts.models import Contact
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions.closing_gaps import close_gap, record_gap
from frontoffice.knowledge.actions.publishing import propose
from frontoffice.knowledge.actions.testing_policy import write_test
from frontoffice.knowledge.actions.tuning_trust import calibrate
from frontoffice.knowledge.models import (
    Article,
    ArticleVersion,
    Calibration,
    Expected,
    PolicyRun,
    PolicyTest,
    Status,
    Synonym,
    Threshold,
)
from tests.factories import NOW, PASSWORD, representative, senior, supervisor
from tests.knowledge.writing import conversation, library

pytestmark = pytest.mark.django_db
TESTS, SYNONYMS, TRUST = "/knowledge/tests/", "/knowledge/synonyms/", "/knowledge/trust/"
COST = "What does it cost to renew a driver license?"
TEST = {"question": COST, "expected": "answer", "must_cite": "renew-a-license", "language": "en"}


def signed_in(username: str) -> Client:
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client


@pytest.fixture
def miriam() -> Client:
    library()
    supervisor(username="miriam")
    return signed_in("miriam")


@pytest.fixture
def dana() -> Client:
    library()
    representative(username="dana")
    return signed_in("dana")


def sent(client: Client, address: str, status: int = 302, **told: Any) -> str:
    answer = client.post(address, told)
    assert answer.status_code == status, answer.content[:2000]
    return answer.content.decode()


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:2000]
    return answer.content.decode()


def test_a_test_is_written_shown_run_and_ended(miriam: Client) -> None:
    sent(miriam, f"{TESTS}new/", **TEST)
    assert "Passes" in shown(miriam, TESTS)
    sent(miriam, f"{TESTS}run/")
    assert PolicyRun.objects.get(cause="asked").passed == 1
    sent(miriam, f"{TESTS}{PolicyTest.objects.get().reference}/end/")
    assert "No policy tests yet" in shown(miriam, TESTS)


def test_what_is_wrong_with_a_test_stands_at_its_field(miriam: Client) -> None:
    html = sent(miriam, f"{TESTS}new/", 422, **(TEST | {"must_cite": "no-such"}))
    assert "There is no article named no-such." in html
    assert "Write the question" in sent(miriam, f"{TESTS}new/", 422, **(TEST | {"question": " "}))
    assert not PolicyTest.objects.exists()


def test_who_may_not_write_tests_reads_them(dana: Client) -> None:
    write_test(question=COST, expected=Expected.REFER, by=senior().actor, at=NOW)
    assert "It was answered instead of referred." in shown(dana, TESTS)
    assert dana.get(f"{TESTS}new/").status_code == 403
    assert dana.post(f"{TRUST}calibrate/").status_code == 403


def test_the_list_of_tests_asks_the_database_no_more_for_more_tests(
    miriam: Client, django_assert_num_queries: Any
) -> None:
    write_test(question=COST, expected=Expected.ANSWER, by=senior().actor, at=NOW)
    shown(miriam, TESTS)
    counted = _queries(miriam, TESTS)
    for number in range(2):
        write_test(question=f"{COST} {number}", expected=Expected.ANSWER, by=senior().actor, at=NOW)
    with django_assert_num_queries(counted):
        shown(miriam, TESTS)


def _queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        shown(client, address)
    return len(captured)


def test_the_policy_tests_stop_a_bad_publication_and_a_reason_lets_it_pass(miriam: Client) -> None:
    write_test(question=COST, expected=Expected.ANSWER, must_not_say=["$99.00"], by=senior().actor, at=NOW)
    body = "## What it costs\n\nTo renew a driver license costs $99.00."
    version = propose(slug="renew-a-license", title="Renew a license", body=body, by=senior().actor, at=NOW)
    publish = "/knowledge/articles/renew-a-license/publish/"
    named = {"version": version.number, "language": "en"}
    html = sent(miriam, publish, 409, **named)
    assert COST in html
    assert "It said what must not be said." in html
    version.refresh_from_db()
    assert version.status == Status.DRAFT
    sent(miriam, publish, **named, despite="The legislature raised it.")
    version.refresh_from_db()
    assert version.status == Status.PUBLISHED
    assert "The legislature raised it." in shown(miriam, TESTS)


def test_a_synonym_is_added_by_the_page_and_ended(miriam: Client) -> None:
    told = {"term": "pink slip", "means": "sales-tax permit", "language": "en"}
    sent(miriam, f"{SYNONYMS}add/", **told)
    assert "pink slip" in shown(miriam, SYNONYMS)
    assert "There is a synonym for these words." in sent(miriam, f"{SYNONYMS}add/", 409, **told)
    assert "too common" in sent(miriam, f"{SYNONYMS}add/", 422, **(told | {"term": "the"}))
    sent(miriam, f"{SYNONYMS}{Synonym.objects.get().reference}/end/")
    assert "No synonyms yet" in shown(miriam, SYNONYMS)


def gap(words: str, contact: Contact, slug: str = "") -> None:
    made = record_gap(contact=contact, words=words, by=senior().actor, at=NOW)
    if slug:
        article = Article.objects.get(slug=slug)
        close_gap(gap=made, decision="article", article=article, by=senior().actor, at=NOW)


def test_inq_7_gaps_suggest_words_that_no_text_holds(miriam: Client) -> None:
    contact = conversation()
    gap("where do I get a pinkslip for my shop", contact, "sales-tax-permit")
    gap("is my license ok", contact)
    html = shown(miriam, SYNONYMS)
    assert "?term=pinkslip&amp;means=Sales%20tax%20permit&amp;language=en#add" in html
    assert "?term=license" not in html


def test_a_threshold_is_set_for_all_and_taken_back(miriam: Client) -> None:
    sent(miriam, f"{TRUST}threshold/", topic="", percent="55", reason="Complaints.")
    assert Threshold.objects.get().value == 0.55
    assert "55 %" in shown(miriam, TRUST)
    sent(miriam, f"{TRUST}threshold/", topic="", percent="", reason="Back.")
    assert "55 %" not in shown(miriam, TRUST)
    assert "Say why." in sent(miriam, f"{TRUST}threshold/", 422, topic="", percent="50", reason="")
    assert Threshold.objects.count() == 2


def labeled() -> list[str]:
    """Thirty questions: twenty that the library answers and ten that it does not."""
    answered = [("renew-a-license", f"How much is the driver license renewal fee, {n}?") for n in range(20)]
    rows = [{"question": question, "must_cite": slug} for slug, question in answered]
    rows += [
        {"question": f"Is a hunting license sold at the fair in county {n}?", "must_refer": True}
        for n in range(10)
    ]
    return [json.dumps(row) for row in rows]


def test_a_calibration_is_measured_shown_and_adopted(miriam: Client) -> None:
    fitted = calibrate(questions=labeled(), by=service("knowledge"), at=NOW)
    html = shown(miriam, TRUST)
    assert "Wrong answers at each share of questions answered" in html
    assert "Measured on 30 labeled questions, 20 of which" in html
    sent(miriam, f"{TRUST}{fitted.reference}/adopt/")
    assert Calibration.objects.get().adopted_at is not None
    assert "in use" in shown(miriam, TRUST)


def test_too_few_labeled_questions_are_said_to_be_too_few(miriam: Client) -> None:
    answer = miriam.post(f"{TRUST}calibrate/", follow=True)
    assert "There are not enough labeled questions" in answer.content.decode()
    assert not Calibration.objects.exists()


def test_what_is_held_back_is_shown_to_who_may_not_go_on_without_the_button(client: Client) -> None:
    library()
    senior(username="lucia")
    write_test(
        question="stolen plates",
        expected=Expected.ANSWER,
        must_not_say=["sales-tax"],
        by=senior().actor,
        at=NOW,
    )
    told = {"term": "stolen plates", "means": "sales-tax permit", "language": "en"}
    html = sent(signed_in("lucia"), f"{SYNONYMS}add/", 409, **told)
    assert "Nothing was changed." in html
    assert "Go on all the same" not in html
    assert not ArticleVersion.objects.filter(status=Status.DRAFT).exists()
