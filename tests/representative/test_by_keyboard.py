"""The drafts in a real browser: decided by three keys, the next one comes up by itself, readable for everybody."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from frontoffice.representative.models import Attempt
from tests import browser as browsers
from tests import factories
from tests.browser_fixtures import browser
from tests.representative import making

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Desk = Callable[..., Page]
AWAKE = 800  # milliseconds after which the key of a draft that came up by itself works


@pytest.fixture
def waiting(transactional_db: None) -> list[Attempt]:
    """Three drafts that wait, on file now, so that the page's clock and theirs agree."""
    making.agency()
    making.library()
    making.post()
    now = clock.now() - dt.timedelta(minutes=5)
    made = [
        making.inquiry(subject=f"Card {number}", by=factories.visitor(f"v{number}"), at=now)
        for number in (1, 2, 3)
    ]
    return [making.attempt_at(case, at=now) for case in made]


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, waiting: list[Attempt]) -> Desk:
    ruth = factories.senior("Ruth Okafor", username="ruth")

    def opened(path: str, *, width: int = browsers.DESK) -> Page:
        client = Client()
        client.force_login(ruth.user)  # type: ignore[arg-type]
        page = browsers.new_page(browser, width=width)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        browsers.visit(page, f"{live_server.url}{path}")
        return page

    return opened


def heading(page: Page) -> str:
    return page.locator("#main h1").inner_text()


def came_up(page: Page, subject: str) -> None:
    expect(page.locator("#main h1")).to_have_text(subject)
    browsers.ready(page)
    page.wait_for_timeout(AWAKE)


def test_r_e_and_x_decide_and_the_next_one_comes_up(desk: Desk, waiting: list[Attempt]) -> None:
    page = desk("/representative/")
    came_up(page, "Card 1")
    expect(page.locator(".compared mark").first).to_contain_text("A replacement card costs $18.00.")
    page.keyboard.press("r")
    came_up(page, "Card 2")
    page.keyboard.press("x")
    page.get_by_label("The tone is wrong").check(force=True)
    page.get_by_role("button", name="Reject").click()
    came_up(page, "Card 3")
    page.keyboard.press("e")
    box = page.get_by_label("Reply")
    expect(box).to_be_visible()
    assert "automatically" not in box.input_value()
    box.fill("It costs $18.00. [1]")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#main")).to_contain_text("No draft waits")
    decisions = list(Attempt.objects.order_by("pk").values_list("decision", flat=True))
    assert decisions[1:] == ["rejected", "edited"]
    assert Message.objects.filter(pk=waiting[0].message_id, released_at__isnull=False).exists()
    assert browsers.console_errors(page) == []


def test_a_key_held_down_releases_one_draft_and_not_the_next_unread(
    desk: Desk, waiting: list[Attempt]
) -> None:
    page = desk("/representative/")
    came_up(page, "Card 1")
    page.keyboard.down("r")
    expect(page.locator("#main h1")).to_have_text("Card 2")
    for _ in range(10):
        page.keyboard.down("r")  # what a browser is told while a key stays pressed
        page.wait_for_timeout(100)
    page.keyboard.up("r")
    assert heading(page) == "Card 2"
    assert Message.objects.filter(released_at__isnull=False).count() == 1


def test_wcag_2_1_4_the_keys_sleep_while_typing_and_when_switched_off(
    desk: Desk, waiting: list[Attempt]
) -> None:
    page = desk("/representative/")
    came_up(page, "Card 1")
    page.keyboard.press("?")
    switch = page.locator("[data-keys-switch]")
    if not switch.is_visible():
        page.locator("[data-shows-keys]").first.click()
    switch.uncheck(force=True)
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.wait_for_timeout(500)
    assert heading(page) == "Card 1"
    assert not Message.objects.filter(released_at__isnull=False).exists()


@pytest.mark.parametrize("width", [browsers.PHONE, browsers.DESK, browsers.WALL])
def test_the_pages_are_readable_for_everybody(desk: Desk, waiting: list[Attempt], width: int) -> None:
    making.attempt_at(
        making.inquiry("Can I bring my tortoise?", by=factories.visitor("v9"), at=clock.now()),
        at=clock.now(),
    )
    first = f"/representative/{waiting[0].reference}/"
    pages = ["", "referred/", "figures/"]
    addresses = [first, f"{first}edit/", f"{first}reject/", *(f"/representative/{name}" for name in pages)]
    for address in addresses:
        page = desk(address, width=width)
        browsers.assert_accessible(page)
        assert not browsers.overflows(page), address
        assert browsers.small_targets(page) == [], address
        assert browsers.console_errors(page) == [], address
        name = address.strip("/").replace("/", "-").replace(waiting[0].reference, "draft")
        browsers.picture(page, f"{name}-{width}", whole=True)
        page.context.close()
