"""The reviewer's screen in a real browser: one key for each decision, and the forms in their dialogs."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.models import StaffMember
from frontoffice.correspondence.models import Message, Status
from frontoffice.foundation import clock
from frontoffice.supervision.models import Outcome, Review
from tests import browser as browsers
from tests import factories
from tests.browser_fixtures import browser
from tests.cases import making as cases
from tests.supervision import making
from tests.supervision.conftest import signed_in

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office() -> StaffMember:
    """A senior with two messages to read."""
    at = clock.now()
    factories.agency()
    cases.topic()
    learner = making.trainee("Noor Haddad", at=at)
    for number in range(2):
        making.held(learner, case=cases.case(subject=f"Matter {number}", at=at), at=at)
    return factories.senior("Ruth Okafor", username="ruth", at=at)


def opened(browser: Browser, server: LiveServer, member: StaffMember, *, width: int = browsers.DESK) -> Page:
    page = browsers.new_page(browser, width=width)
    cookies = signed_in(member).cookies
    page.context.add_cookies(
        [
            {"name": name, "value": kept.value, "domain": "localhost", "path": "/"}
            for name, kept in cookies.items()
        ]
    )
    first = Message.objects.order_by("pk")[0]
    page.goto(f"{server.url}/supervision/held/{first.reference}/")
    browsers.ready(page)
    return page


def test_r_releases_and_shows_the_next(
    browser: Browser, live_server: LiveServer, office: StaffMember
) -> None:
    page = opened(browser, live_server, office)
    expect(page.locator("h1")).to_contain_text("Matter 0")
    page.keyboard.press("r")
    expect(page.locator("h1")).to_contain_text("Matter 1")
    assert Message.objects.order_by("pk")[0].status == Status.RELEASED
    page.context.close()


def test_b_opens_the_form_and_what_is_wrong_stays_in_it(
    browser: Browser, live_server: LiveServer, office: StaffMember
) -> None:
    page = opened(browser, live_server, office)
    page.keyboard.press("b")
    dialog = page.get_by_role("dialog", name="Return with comments")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Return", exact=True).click()
    dialog = page.get_by_role("dialog", name="Return with comments")
    expect(dialog.locator(".error-summary")).to_be_visible()
    dialog.get_by_text("Wrong figure or date").click()
    dialog.get_by_label("Comments for your colleague").fill("The fee rose.")
    dialog.get_by_role("button", name="Return", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Matter 1")
    assert Review.objects.get().outcome == Outcome.RETURNED
    page.context.close()


def test_e_edits_on_a_telephone_too(browser: Browser, live_server: LiveServer, office: StaffMember) -> None:
    page = opened(browser, live_server, office, width=browsers.PHONE)
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog", name="Edit and release")
    dialog.get_by_label("Message").fill(making.BETTER)
    dialog.get_by_label("Comments for your colleague").fill("Say where to pay.")
    assert browsers.violations(page) == []
    assert not browsers.overflows(page)
    dialog.get_by_role("button", name="Release as edited").click()
    expect(page.locator("h1")).to_contain_text("Matter 1")
    assert Review.objects.get().outcome == Outcome.EDITED
    page.context.close()
