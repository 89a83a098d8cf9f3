"""Everything the public can do works with scripts turned off, and in a window as narrow as 400 percent make it."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.cases.models import Case
from frontoffice.knowledge.models import Usefulness
from tests import browser as browsers
from tests.portal.making import ANSWERED, SENTENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = 320
PAGES = [
    "/",
    "/help/",
    "/help/fee-schedule/",
    "/ask/",
    "/cases/",
    "/offices/",
    "/accessibility/",
    "/privacy/",
]


def test_asked_answered_referred_and_added_to_without_script(
    browser: Browser, live_server: LiveServer, agency: None
) -> None:
    page = browsers.new_page(browser, java_script_enabled=False)
    page.goto(live_server.url)
    page.get_by_role("textbox", name="Your question").fill(ANSWERED)
    page.get_by_role("button", name="Get an answer").click()
    expect(page.get_by_text(SENTENCE).first).to_be_visible()
    page.get_by_role("button", name="No").click()
    expect(page.get_by_text("Sorry that this did not help.")).to_be_visible()
    assert Usefulness.objects.get().useful is False

    page.locator("a[href*='from=']", has_text="Ask a representative").last.click()
    page.get_by_label("What is it about?").select_option(label="Something else")
    page.get_by_role("button", name="Send my question").click()
    expect(page.get_by_text("Choose how we should answer.").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Your question")).to_have_value(ANSWERED)
    page.locator("label", has_text="On this site").click()
    page.get_by_role("button", name="Send my question").click()
    expect(page.get_by_role("heading", name="We have your question")).to_be_visible()

    page.get_by_role("link", name="Go to my case").click()
    page.get_by_role("textbox", name="Add to your case").fill("And one more thing.")
    page.get_by_role("button", name="Add to my case").click()
    expect(page.get_by_text("And one more thing.")).to_be_visible()
    assert Case.objects.get().posts.count() == 2

    page.get_by_role("button", name="I’m done on this computer").click()
    expect(page.get_by_text("Nothing of yours can be seen on this computer any more.")).to_be_visible()
    page.context.close()


def test_no_public_page_scrolls_sideways_at_400_percent(
    browser: Browser, live_server: LiveServer, agency: None
) -> None:
    page = browsers.new_page(browser, width=NARROW)
    wide = []
    for address in PAGES:
        browsers.visit(page, f"{live_server.url}{address}")
        wide += [address] if browsers.overflows(page) else []
    page.context.close()
    assert wide == []


def test_the_enter_key_asks_the_question(browser: Browser, live_server: LiveServer, agency: None) -> None:
    page = browsers.new_page(browser)
    browsers.visit(page, live_server.url)
    page.get_by_role("textbox", name="Your question").click()
    page.keyboard.type("Can I get a replacement card")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("for a lost driver license?")
    page.keyboard.press("Enter")
    expect(page.get_by_text(SENTENCE).first).to_be_visible()
    page.context.close()
