"""The inbox in a browser: by the keyboard alone, at both widths, and that its single keys can be switched off."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.actions import questioning
from frontoffice.authority.models import Approval
from frontoffice.foundation import clock
from frontoffice.foundation.models import Unit
from tests import browser as browsers
from tests.authority.approvals.asks import asked, asker, chief
from tests.browser_fixtures import browser
from tests.factories import PASSWORD

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Asks = list[Approval]


@pytest.fixture
def asks(found_unit: Any) -> Asks:
    """Three asks of Noor's that Ruth, or Vera, can decide."""
    now = clock.now() - dt.timedelta(hours=3)
    noor = asker(username="noor", at=now)
    chief(username="ruth", at=now)
    chief("Vera Lindqvist", at=now)
    return [asked(found_unit, noor.actor, code=f"counter-{number}", at=now) for number in (1, 2, 3)]


@pytest.fixture
def opens(browser: Browser, live_server: LiveServer) -> Iterator[Any]:
    pages: list[Page] = []

    def opened(username: str, address: str = "/authority/approvals/", width: int = browsers.DESK) -> Page:
        page = browsers.new_page(browser, width=width)
        pages.append(page)
        browsers.visit(page, f"{live_server.url}/accounts/login/?next={address}")
        page.locator("[name=login]").fill(username)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(f"**{address}*")
        browsers.ready(page)
        return page

    yield opened
    for page in pages:
        page.context.close()


def test_x_4_a_list_is_worked_through_by_keys_alone(opens: Any, asks: Asks) -> None:
    page: Page = opens("ruth")
    expect(page.locator("#approvals [data-current] .queue-what")).to_contain_text("counter-1")
    page.keyboard.press("j")
    expect(page.locator("#main")).to_contain_text("counter-2")
    expect(page.locator("#approvals [data-current] .queue-what")).to_contain_text("counter-2")
    page.keyboard.press("k")
    expect(page.locator("#main")).to_contain_text("counter-1")
    page.keyboard.press("a")
    expect(page.locator("[data-happens]")).to_contain_text("in the name of Noor Haddad")
    expect(page.get_by_role("button", name="Yes, approve")).to_be_focused()
    assert not Unit.objects.filter(code="counter-1").exists(), "one key decides nothing"
    page.keyboard.press("Enter")
    expect(page.get_by_text("It has gone through")).to_be_visible()
    assert Unit.objects.filter(code="counter-1").exists()
    expect(page.locator("#main")).to_contain_text("counter-2")
    browsers.ready(page)
    page.keyboard.press("d")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("The door does not close.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("sees your reason")).to_be_visible()
    browsers.ready(page)
    page.keyboard.press("q")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type("Until when?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Your question is with Noor Haddad")).to_be_visible()
    states = [Approval.objects.get(pk=ask.pk).status for ask in asks]
    assert states == ["approved", "declined", "questioned"]
    expect(page.get_by_text("Nothing waits for you")).to_be_visible()


def test_a_page_that_comes_late_does_not_take_a_begun_decision_away(opens: Any, asks: Asks) -> None:
    """Whoever opens an ask and decides at once is not set back by the answer to the first click."""
    page: Page = opens("ruth")
    row = page.locator("#approvals .queue-link").first
    late: list[Route] = []
    page.route(f"**{row.get_attribute('hx-get')}", lambda route: late.append(route))
    row.click()
    page.get_by_role("link", name="Approve", exact=True).click()
    yes = page.get_by_role("button", name="Yes, approve")
    expect(yes).to_be_focused()
    assert late, "the first click had asked"
    with suppress(Error):  # it may have been taken back by then
        late[0].continue_()
    page.wait_for_load_state("networkidle")
    expect(yes).to_be_focused()


def test_a_half_made_decision_can_be_left(opens: Any, asks: Asks) -> None:
    page: Page = opens("ruth", f"/authority/approvals/{asks[0].reference}/")
    page.keyboard.press("a")
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.locator("[data-happens]")).to_have_count(0)
    assert Approval.objects.filter(status="waiting").count() == 3


def test_single_keys_can_be_switched_off(opens: Any, asks: Asks) -> None:
    """WCAG 2.1.4."""
    page: Page = opens("ruth")
    page.keyboard.press("?")
    page.locator("[data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    expect(page.locator("[data-happens]")).to_have_count(0)
    page.get_by_role("link", name="Approve", exact=True).click()
    expect(page.locator("[data-happens]")).to_be_visible()


@pytest.mark.parametrize("width", [browsers.DESK, browsers.PHONE])
def test_every_state_can_be_used_by_everybody(opens: Any, asks: Asks, width: int) -> None:
    from frontoffice.foundation.models import Actor

    ruth = Actor.objects.get(name="Ruth Okafor")
    questioning.question(approval=asks[2], text="For which counter, and until when?", by=ruth, at=clock.now())
    Approval.objects.filter(pk=asks[1].pk).update(escalated_at=clock.now())
    wrong: list[str] = []
    one = f"/authority/approvals/{asks[0].reference}/"
    inbox = "/authority/approvals/"
    for username, addresses in {
        "ruth": [
            *(
                f"{inbox}?list={name}"
                for name in ("mine", "unit", "delegated", "escalated", "asked", "decided")
            ),
            *(f"{one}?do={move}" for move in ("", "approve", "decline", "question", "delegate")),
        ],
        "noor": [
            f"{inbox}?list=asked",
            f"/authority/approvals/{asks[2].reference}/?do=answer",
            f"{one}?do=withdraw",
        ],
    }.items():
        page: Page = opens(username, width=width)
        for address in addresses:
            page.goto(page.url.split("/authority")[0] + address)
            browsers.ready(page)
            name = f"approvals-{username}-{address.split('?')[-1].replace('=', '-')}-{width}"
            browsers.picture(page, name)
            wrong += [f"{address}: {one}" for one in browsers.violations(page)]
            wrong += [f"{address}: small {one}" for one in browsers.small_targets(page)]
            wrong += [f"{address}: scrolls sideways"] if browsers.overflows(page) else []
            wrong += [f"{address}: {one}" for one in browsers.console_errors(page)]
    assert wrong == [], "\n".join(wrong)
