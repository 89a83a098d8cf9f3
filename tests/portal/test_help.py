"""Pages of help: the list, one page with anchors, and the text in force on another day."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.foundation import clock
from frontoffice.knowledge.actions import publishing
from frontoffice.knowledge.models import ArticleVersion
from frontoffice.portal import pages_of_help, wording
from tests import factories
from tests.portal.making import CITATION, PAGE, SENTENCE, Visitor, passage, text_of, version_of

pytestmark = pytest.mark.usefixtures("pages")


def test_all_public_pages_are_listed_under_their_topics_and_none_for_staff(visitor: Visitor) -> None:
    page = visitor.get("/help/")
    said = text_of(page)
    today = ArticleVersion.objects.filter(effective_to=None)
    for version in today.filter(audience="public"):
        assert version.title in said
    for version in today.filter(audience="internal"):
        assert version.title not in said
    assert "Driver licenses and ID cards" in said


def test_a_page_shows_its_text_its_citation_and_since_when_it_is_in_force(visitor: Visitor) -> None:
    answer = visitor.get(f"/help/{PAGE}/")
    said = text_of(answer)
    for shown in (SENTENCE, CITATION, wording.in_words(version_of().effective_from)):
        assert shown in said
    assert f'id="{passage().anchor}"' in answer.content.decode()


def test_the_text_in_force_on_another_day_is_shown_and_marked_as_such(visitor: Visitor) -> None:
    earlier = ArticleVersion.objects.exclude(effective_to=None).get(article__slug=PAGE)
    last_day = earlier.effective_to
    assert last_day is not None
    said = text_of(visitor.get(f"/help/{PAGE}/?on={last_day}"))
    assert f"This is the text as it was in force on {wording.in_words(last_day)}, not today’s." in said
    assert "$12.00" in said
    assert "$14.00" in text_of(visitor.get(f"/help/{PAGE}/?on={last_day + dt.timedelta(days=1)}"))


def test_the_earlier_text_can_be_found_from_todays(visitor: Visitor) -> None:
    page = visitor.get(f"/help/{PAGE}/").content.decode()
    earlier = ArticleVersion.objects.exclude(effective_to=None).get(article__slug=PAGE)
    assert f'href="/help/{PAGE}/?on={earlier.effective_from}"' in page


def test_a_day_without_a_text_says_when_there_was_one(visitor: Visitor) -> None:
    answer = visitor.get(f"/help/{PAGE}/?on=1999-12-31")
    assert answer.status_code == 404
    assert "This page had no text in force on December 31, 1999." in text_of(answer)
    assert f"?on={version_of().effective_from}" in answer.content.decode()


@pytest.mark.parametrize("on", ["yesterday", "2026-02-30", "2026-13-01", "%00", "9" * 500, "2026-01-01'--"])
def test_what_is_no_date_is_said_and_todays_text_shown(visitor: Visitor, on: str) -> None:
    answer = visitor.get(f"/help/{PAGE}/?on={on}")
    assert answer.status_code == 200
    assert "This is not a date." in text_of(answer)
    assert SENTENCE in text_of(answer)


def test_pages_for_staff_and_pages_that_are_not_there_are_answered_alike(visitor: Visitor) -> None:
    internal = ArticleVersion.objects.filter(audience="internal").select_related("article")[0]
    hidden = visitor.get(f"/help/{internal.article.slug}/")
    absent = visitor.get("/help/no-such-page/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert text_of(hidden) == text_of(absent)


def test_a_draft_is_nobodys_page(visitor: Visitor) -> None:
    author = factories.supervisor("Somebody else", at=clock.now()).actor
    publishing.propose(slug="new-page", title="New page", body="Soon.", by=author, at=clock.now())
    assert visitor.get("/help/new-page/").status_code == 404
    assert "New page" not in text_of(visitor.get("/help/"))


def test_inq_5_a_page_that_is_due_for_review_says_so(visitor: Visitor) -> None:
    assert "due for a review" in text_of(visitor.get("/help/records-and-privacy/"))
    assert "due for a review" not in text_of(visitor.get(f"/help/{PAGE}/"))


def test_what_answers_often_is_named_first_on_the_front_page(visitor: Visitor) -> None:
    visitor.ask()
    visitor.ask("Do I need an appointment for the road test, and which car can I use for the road test?")
    page = visitor.get("/").content.decode()
    listed = re.findall(r'href="/help/([a-z-]+)/"', page)
    assert PAGE in listed[:2]
    assert len(listed) == pages_of_help.OFTEN


def test_a_long_list_goes_on_from_page_to_page_and_misses_nothing(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = set(re.findall(r'href="/help/([a-z-]+)/"', visitor.get("/help/").content.decode()))
    monkeypatch.setattr(pages_of_help, "ON_A_PAGE", 5)
    seen: list[str] = []
    address = "/help/"
    while address:
        page = visitor.get(address).content.decode().split("Often asked about")[0]
        seen += re.findall(r'href="/help/([a-z-]+)/"', page)
        more = re.search(r'href="/help/(\?after=[a-z-]+)"', page)
        address = f"/help/{more.group(1)}" if more else ""
    assert set(seen) == whole
    assert len(seen) == len(whole)


def test_the_number_of_queries_does_not_grow_with_the_pages(visitor: Visitor) -> None:
    visitor.get("/help/")
    with CaptureQueriesContext(connection) as some:
        visitor.get("/help/")
    author = factories.supervisor("Somebody else", at=clock.now()).actor
    publisher = factories.supervisor("Publisher", at=clock.now()).actor
    for number in range(4):
        made = publishing.propose(
            slug=f"page-{number}", title=f"Page {number}", body="Text.", by=author, at=clock.now()
        )
        publishing.publish(version=made, by=publisher, at=clock.now())
    with CaptureQueriesContext(connection) as more:
        visitor.get("/help/")
    assert len(more) == len(some)
