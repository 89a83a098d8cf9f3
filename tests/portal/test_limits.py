"""Too much in too short a time: a clear sentence, how long to wait, and what was typed still in the form."""

from typing import Any

import pytest

from frontoffice.cases.models import Case
from frontoffice.knowledge.models import Question
from frontoffice.portal import limits
from frontoffice.portal.limits import Allowance, Limit
from tests.portal.making import Visitor, only_case, text_of
from tests.portal.test_asking_a_representative import PDF, pdf

pytestmark = pytest.mark.usefixtures("topics")


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Allow so few of one thing: `little(Limit.CASE, visitor=1, address=9)`."""

    def allow(limit: Limit, *, visitor: int, address: int) -> None:
        monkeypatch.setattr(limit, "_value_", Allowance(visitor, address))

    return allow


def test_a_visitor_who_asks_too_often_is_told_when_to_go_on_and_keeps_the_question(
    visitor: Visitor, other: Visitor, little: Any
) -> None:
    little(Limit.QUESTION, visitor=1, address=9)
    visitor.ask("May I drive at night?")
    answer = visitor.ask("May I drive a truck?")
    assert answer.status_code == 429
    assert "Please wait 60 minutes, then send it again." in text_of(answer)
    assert "May I drive a truck?</textarea>" in answer.content.decode()
    assert Question.objects.count() == 1
    assert other.ask("And I?").status_code == 302


def test_an_address_that_sends_too_much_is_stopped_whatever_visitors_it_makes_up(little: Any) -> None:
    little(Limit.CASE, visitor=9, address=2)
    assert [Visitor().open_case().status_code for _visitor in range(3)] == [302, 302, 429]
    assert Case.objects.count() == 2


def test_behind_a_proxy_the_address_is_what_the_proxy_saw_not_what_the_sender_says(
    little: Any, settings: Any
) -> None:
    little(Limit.CASE, visitor=9, address=1)
    settings.BEHIND_PROXY = True

    def send(forwarded: str) -> int:
        return int(Visitor(headers={"X-Forwarded-For": forwarded}).open_case().status_code)

    assert send("198.51.100.7") == 302
    assert send("203.0.113.9, 198.51.100.7") == 429
    assert send("198.51.100.7, 203.0.113.9") == 302


def test_a_question_for_a_representative_stays_in_the_form_with_its_file(
    visitor: Visitor, little: Any
) -> None:
    little(Limit.CASE, visitor=1, address=9)
    visitor.open_case()
    answer = visitor.open_case(text="A second one.", file=pdf())
    page = answer.content.decode()
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 3500
    assert "A second one." in page
    assert 'name="kept"' in page
    assert Case.objects.count() == 1


def test_what_is_added_stays_in_the_form(visitor: Visitor, little: Any) -> None:
    little(Limit.POST, visitor=1, address=9)
    visitor.open_case()
    page = f"/cases/{only_case().reference}/"
    visitor.fill(page, text="One.")
    answer = visitor.fill(page, text="Two.")
    assert answer.status_code == 429
    assert "Two." in answer.content.decode()
    assert only_case().posts.count() == 2


def test_too_many_files_an_hour_are_not_taken(visitor: Visitor, little: Any) -> None:
    little(Limit.FILE, visitor=1, address=9)
    answer = visitor.open_case(file=[pdf("1.pdf"), pdf("2.pdf", PDF + b"%")])
    assert answer.status_code == 422
    assert "Please wait" in text_of(answer)
    assert answer.content.decode().count('name="kept"') == 1


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "1 minute,"), (60, "1 minute,"), (61, "2 minutes,"), (3600, "60 minutes,")]
)
def test_the_wait_is_told_in_minutes(seconds: int, said: str) -> None:
    assert said in limits.sentence(seconds)
