"""What people asked, found and did not find helpful is counted as it happened, and shown as figure, chart and table."""

import csv
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel
from frontoffice.foundation import clock
from frontoffice.knowledge.actions.asking import ask, say_useful
from frontoffice.knowledge.models import Question
from frontoffice.knowledge.queries.insights import Figures, Insights, insights, period_of
from tests.factories import NOW, agency, representative, visitor
from tests.knowledge.test_pages import shown, signed_in
from tests.knowledge.writing import article, library

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("America/Chicago")
PAGE = "/knowledge/insights/"
COST = "what does it cost to renew a license"


def said(
    words: str, *, useful: bool | None = None, weeks_ago: int = 0, comment: str = "", now: datetime = NOW
) -> Question:
    """A visitor asks, and says whether it helped."""
    at, by = now - timedelta(weeks=weeks_ago), visitor()
    question = ask(question=words, contact=begin(channel=Channel.WEB, by=by, at=at), by=by, at=at)
    if useful is not None:
        say_useful(question=question, useful=useful, comment=comment, by=by, at=at)
    return question


def questions(now: datetime) -> None:
    """Three questions this week, one three weeks ago, one in the period before."""
    agency()
    library()
    said(COST, useful=True, now=now)
    said("how much is it to renew my license", useful=False, comment="What about seniors?", now=now)
    said("do you sell fishing rods", now=now)
    said(COST, weeks_ago=3, now=now)
    said("do you sell fishing rods", weeks_ago=5, now=now)


@pytest.fixture
def asked() -> None:
    questions(NOW)


@pytest.fixture
def asked_lately() -> None:
    """The same, counted from the day on which a page is opened."""
    questions(clock.now())


def of(weeks: int) -> Insights:
    return insights(period_of(weeks, today=NOW.astimezone(HERE).date(), zone=HERE))


@pytest.mark.usefixtures("asked")
def test_questions_are_counted_by_week_beside_the_period_before() -> None:
    found = of(4)
    assert [figures.asked for _monday, figures in found.weeks] == [1, 0, 0, 3]
    assert all(monday.weekday() == 0 for monday, _figures in found.weeks)
    assert found.whole == Figures(asked=4, answered=3, gaps=1, helped=1, not_helped=1)
    assert (found.whole.answered_share, found.whole.helped_share) == (75, 50)
    assert found.before == Figures(asked=1, gaps=1)
    assert found.before.helped_share is None


@pytest.mark.usefixtures("asked")
def test_articles_are_counted_with_what_people_said_of_them() -> None:
    line = of(4).articles[0]
    assert (line.version.article.slug, line.times, line.helped, line.not_helped) == (
        "renew-a-license",
        3,
        1,
        1,
    )


@pytest.mark.usefixtures("asked")
def test_what_was_asked_in_vain_is_counted_by_what_was_asked_for() -> None:
    assert next((line.group.words, line.times) for line in of(13).gaps) == ("do you sell fishing rods", 2)
    assert [line.times for line in of(4).gaps] == [1, 1]


@pytest.mark.usefixtures("asked")
def test_questions_are_parted_by_language_and_channel() -> None:
    found = of(4)
    assert [(name, figures.asked) for name, figures in found.by_language] == [("en", 4)]
    assert [(name, figures.asked) for name, figures in found.by_channel] == [("Web", 4)]


@pytest.mark.usefixtures("asked")
def test_the_number_of_queries_is_fixed(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(13):
        of(13)
    said("where do I send my license by mail", useful=False)
    article("boats", "You register a boat at the Harbor office.")
    said("where do i register a boat", useful=False)
    with django_assert_num_queries(13):
        of(13)


@pytest.mark.usefixtures("asked_lately")
def test_the_page_shows_figures_charts_tables_and_the_words() -> None:
    representative(username="dana")
    html = shown(signed_in("dana"), f"{PAGE}?weeks=4")
    for what in ("75 %", "50 %", "What about seniors?", "do you sell fishing rods", "Renew a license"):
        assert what in html
    assert html.count("<svg") >= 3
    assert html.count("Show the numbers") == 3


@pytest.mark.usefixtures("asked_lately")
def test_an_article_shows_what_was_asked_when_it_answered() -> None:
    representative(username="dana")
    html = shown(signed_in("dana"), f"{PAGE}renew-a-license/?weeks=4")
    assert html.count(COST) == 2
    assert "did not help" in html
    shown(signed_in("dana"), f"{PAGE}no-such/", 404)


@pytest.mark.usefixtures("asked_lately")
def test_the_weeks_can_be_taken_away_as_a_file() -> None:
    representative(username="dana")
    answer = signed_in("dana").get(f"{PAGE}?weeks=4&form=csv")
    lines = list(csv.DictReader(answer.content.decode().splitlines()))
    assert [line["asked"] for line in lines] == ["1", "0", "0", "3"]
    assert "attachment" in answer["Content-Disposition"]


def test_nothing_asked_is_no_failure_and_no_share() -> None:
    agency()
    representative(username="dana")
    html = shown(signed_in("dana"), f"{PAGE}?weeks=nonsense")
    assert "–" in html
    assert Client().get(PAGE).status_code == 302
