"""Texts change: an answer as of last year, files brought in and taken over, an earlier answer set right by a reply.

Pictures are left in var/screens.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Case
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions.importing import import_articles
from frontoffice.knowledge.models import Passage, Question, SetRight
from tests import browser as browsers
from tests import factories
from tests.cases import making as cases
from tests.factories import PASSWORD
from tests.journeys.conftest import browser
from tests.journeys.hands import Mouse, settled
from tests.knowledge.files import pdf
from tests.knowledge.writing import document
from tests.portal import making

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [browsers.DESK, browsers.PHONE]
ASKED = "What does a zebra permit cost?"


def brought(body: str, days_ago: int) -> None:
    begins = factories.today() - dt.timedelta(days=days_ago)
    told = document("zebra-permit", body, title="Zebra permit", effective_from=str(begins), topic="other")
    import_articles(articles=[told], by=service("knowledge"), at=clock.now())


@pytest.fixture
def office(transactional_db: None) -> Iterator[None]:
    """One article with an earlier text; a representative, a senior and a supervisor who can sign in."""
    cache.clear()
    translation.activate("en-us")
    making.topics()
    brought("A zebra permit costs $12.00 a year.", 700)
    brought("A zebra permit costs $14.00 a year.", 90)
    since = clock.now() - dt.timedelta(days=1)
    factories.representative("Dana Whitfield", username="dana", at=since)
    factories.senior("Ruth Okafor", username="ruth", at=since)
    factories.supervisor("Miriam Castellanos", username="miriam", at=since)
    yield
    translation.deactivate()


def opened(browser: Browser, server: LiveServer, address: str, width: int) -> Mouse:
    page = browsers.new_page(browser, width=width)
    browsers.visit(page, f"{server.url}{address}")
    return Mouse(page)


def signed_in(browser: Browser, server: LiveServer, name: str, address: str, width: int) -> Mouse:
    hands = opened(browser, server, address, width)
    hands.write("User name", name)
    hands.write("Password", PASSWORD)
    hands.press("Sign in")
    hands.page.wait_for_url(f"**{address}")
    settled(hands.page)
    return hands


def shown(page: Page, step: str, width: int) -> None:
    browsers.picture(page, f"texts-change-{width}-{step}", whole=True)
    browsers.assert_accessible(page)
    assert not browsers.overflows(page)
    assert browsers.small_targets(page) == []
    assert browsers.console_errors(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_answer_as_of_last_year(
    browser: Browser, live_server: LiveServer, office: None, width: int
) -> None:
    last_year = factories.today() - dt.timedelta(days=365)
    visitor = opened(browser, live_server, "/", width)
    page = visitor.page
    page.get_by_text("Ask about another day").click()
    visitor.write("In force on", last_year.isoformat())
    visitor.write("Your question", ASKED)
    visitor.press("Get an answer")
    expect(page.locator(".exchange-day")).to_contain_text("not as of today")
    expect(page.locator("mark").first).to_have_text("A zebra permit costs $12.00 a year.")
    settled(page)
    shown(page, "1-answer-as-of-last-year", width)
    assert Question.objects.get().on == last_year
    visitor.follow("Zebra permit")
    expect(page.get_by_text("not today’s.")).to_be_visible()
    settled(page)
    shown(page, "2-page-as-of-last-year", width)
    visitor.follow("Read today’s text")
    expect(page.get_by_text("$14.00")).to_be_visible()
    browsers.visit(page, f"{live_server.url}/help/?on={last_year}")
    shown(page, "3-list-as-of-last-year", width)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_changed_text_is_taken_over_and_an_earlier_answer_set_right(
    browser: Browser, live_server: LiveServer, office: None, width: int, tmp_path: Path
) -> None:
    dana = factories.representative("Tomas Reinholt", at=clock.now() - dt.timedelta(days=1)).actor
    matter = cases.case(topic="other", subject="Zebra", at=clock.now())
    cited = Passage.objects.get(version__effective_to=None)
    reply(case=matter, text="It is $14.00 [1].", passages=[cited], by=dana, at=clock.now())
    file = tmp_path / "zebra-permit.pdf"
    file.write_bytes(
        pdf([(20.0, 720.0, "Zebra permit"), (11.0, 690.0, "A zebra permit costs $16.00 a year.")])
    )
    ruth = signed_in(browser, live_server, "ruth", "/knowledge/imports/", width)
    ruth.write("Where the texts come from", "Fee manual")
    ruth.page.locator("input[type=file]").set_input_files(file)
    ruth.press("Read the files")
    expect(ruth.page.get_by_role("heading", name="Fee manual")).to_be_visible()
    settled(ruth.page)
    shown(ruth.page, "4-import-waits", width)
    miriam = signed_in(browser, live_server, "miriam", "/knowledge/imports/", width)
    miriam.follow("Fee manual")
    miriam.follow("Zebra permit")
    expect(miriam.page.get_by_text("Tomas Reinholt: 1 answer")).to_be_visible()
    settled(miriam.page)
    shown(miriam.page, "5-what-changes", width)
    miriam.page.go_back()
    miriam.press("Take over what is marked")
    expect(miriam.page.get_by_text("Taken over. It answers from now on.")).to_be_visible()
    _set_right(signed_in(browser, live_server, "dana", "/desk/set-right/", width), matter, width)


def _set_right(dana: Mouse, matter: Case, width: int) -> None:
    expect(dana.page.get_by_text(matter.number).first).to_be_visible()
    shown(dana.page, "6-to-set-right", width)
    dana.press("Write a correcting reply")
    box = dana.page.locator("#write-text")
    expect(box).to_contain_text("A zebra permit costs $16.00 a year. [1]")
    settled(dana.page)
    shown(dana.page, "7-correcting-reply", width)
    dana.press("Send reply")
    expect(dana.page.get_by_text("Sent.").first).to_be_visible()
    assert SetRight.objects.get().contact is not None
