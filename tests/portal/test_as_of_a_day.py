"""Pages, lists and answers as of another day: named in the address, shown as such, never mixed up with today."""

import datetime as dt

import pytest

from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions.importing import import_articles
from frontoffice.knowledge.models import ArticleVersion, Question
from frontoffice.portal import wording
from tests import factories
from tests.knowledge.writing import document
from tests.portal.making import Visitor, hidden_fields, text_of

pytestmark = pytest.mark.usefixtures("topics")
PAGE = "zebra-permit"
FEE = "What does a zebra permit cost?"
TODAY = factories.today()


def bring(body: str, *, begins: dt.date, slug: str = PAGE, title: str = "Zebra permit") -> None:
    told = document(slug, body, title=title, effective_from=str(begins), topic="license-replacement")
    import_articles(articles=[told], by=service("knowledge"), at=clock.now())


@pytest.fixture(autouse=True)
def last_year(topics: None) -> dt.date:
    """A day of the text before today's."""
    bring("A zebra permit costs $12.00 a year.", begins=TODAY - dt.timedelta(days=700))
    bring("A zebra permit costs $14.00 a year.", begins=TODAY - dt.timedelta(days=90))
    return TODAY - dt.timedelta(days=365)


def in_words(day: dt.date) -> str:
    return wording.in_words(day)


@pytest.mark.parametrize("page", ["/", "/help/", "/topics/license-replacement/"])
def test_each_page_says_that_it_is_not_todays_and_leads_back(
    visitor: Visitor, last_year: dt.date, page: str
) -> None:
    answer = visitor.get(f"{page}?on={last_year}")
    assert f"You see what was or will be in force on {in_words(last_year)}." in text_of(answer)
    assert f'<a href="{page}">Back to today</a>' in answer.content.decode()
    assert "Not today’s pages" not in text_of(visitor.get(page))


def test_its_links_and_its_box_go_on_with_the_day(visitor: Visitor, last_year: dt.date) -> None:
    page = visitor.get(f"/help/?on={last_year}").content.decode()
    assert f'href="/help/{PAGE}/?on={last_year}"' in page
    assert f'href="/help/{PAGE}/"' not in page
    assert 'name="on"' in page
    assert f'value="{last_year}"' in page


def test_the_list_holds_what_was_in_force_then(visitor: Visitor, last_year: dt.date) -> None:
    new = document(
        "new-page",
        "New.",
        title="Only from then on",
        effective_from=str(factories.today() + dt.timedelta(days=3)),
    )
    import_articles(articles=[new], by=service("knowledge"), at=clock.now())
    later = TODAY + dt.timedelta(days=4)
    assert "Only from then on" not in text_of(visitor.get("/help/"))
    assert "Only from then on" in text_of(visitor.get(f"/help/?on={later}"))


def test_an_answer_as_of_last_year_says_so_and_a_follow_up_keeps_to_it(
    visitor: Visitor, last_year: dt.date
) -> None:
    conversation = visitor.fill("/", action="/answers/", question=FEE, on=str(last_year)).url.split("#")[0]
    said = text_of(visitor.get(conversation))
    assert f"Answered as of {in_words(last_year)}, not as of today." in said
    assert "$12.00" in said
    assert "$14.00" not in said
    page = visitor.get(conversation).content.decode()
    assert f'value="{last_year}"' in page
    visitor.post(
        conversation, hidden_fields(page, conversation) | {"question": "And by mail?", "on": str(last_year)}
    )
    visitor.post(
        conversation, hidden_fields(page, conversation) | {"question": FEE, "on": "", "idempotency_key": ""}
    )
    days = list(Question.objects.order_by("turn").values_list("on", flat=True))
    assert days[:2] == [last_year, last_year]
    assert days[2] > last_year
    assert text_of(visitor.get(conversation)).count("not as of today") == 2


def test_an_answer_of_today_says_nothing_of_days(visitor: Visitor) -> None:
    conversation = visitor.ask(FEE).url.split("#")[0]
    assert "Answered as of" not in text_of(visitor.get(conversation))


def test_an_answer_whose_text_has_changed_since_says_so(visitor: Visitor) -> None:
    conversation = visitor.ask(FEE).url.split("#")[0]
    assert "This text has changed since you asked." not in text_of(visitor.get(conversation))
    bring("A zebra permit costs $15.00 a year.", begins=TODAY - dt.timedelta(days=3))
    assert "This text has changed since you asked." in text_of(visitor.get(conversation))


@pytest.mark.parametrize("asked", ["soon", "2026-02-30", "9999-01-01", "0001-01-01", "\x00", "1e9"])
def test_a_day_that_is_none_shows_today_and_says_why(visitor: Visitor, asked: str) -> None:
    answer = visitor.get("/help/", {"on": asked})
    assert answer.status_code == 200
    assert "This is what is in force today." in text_of(answer)
    sent = visitor.fill("/", action="/answers/", question=FEE, on=asked)
    assert sent.status_code == 422
    assert not Question.objects.exists()


def test_a_text_that_still_counts_is_not_warned_of(visitor: Visitor) -> None:
    version = ArticleVersion.objects.get(article__slug=PAGE, effective_to=None, language="en")
    said = text_of(visitor.get(f"/help/{PAGE}/?on={version.effective_from}"))
    assert "It still counts today." in said
    assert "not today’s" not in said
