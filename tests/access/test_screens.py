"""Each screen × role: nothing that axe finds (to WCAG 2.2 AA), nothing too small to hit or wider than the window."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.core.cache import cache
from django.utils import translation
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests import browser as browsers
from tests import shares
from tests.access.no_screens import NO_SCREENS
from tests.access.screens import ALL, FOR_MACHINES, SCREENS
from tests.access.world import World, made
from tests.browser_fixtures import browser
from tests.house.test_doors import doors
from tests.portal.making import topics

__all__ = ["browser"]

WIDTHS = (browsers.DESK, browsers.PHONE)


def test_the_list_of_screens_is_the_urlconf() -> None:
    routes = {door.route for door in doors() if not door.route.startswith(FOR_MACHINES)}
    assert set(SCREENS) & set(NO_SCREENS) == set(), "a screen and none"
    assert routes - set(SCREENS) - set(NO_SCREENS) == set(), "add it to tests/access/screens.py"
    assert (set(SCREENS) | set(NO_SCREENS)) - routes == set(), "there is no such URL any more"


@pytest.fixture
def in_english() -> Iterator[None]:
    cache.clear()
    translation.activate("en-us")
    yield
    translation.deactivate()


@pytest.fixture
def world(transactional_db: None, in_english: None) -> World:
    return made()


def page_of(browser: Browser, role: str, world: World, server: str, width: int) -> Page:
    page = browsers.new_page(browser, width=width)
    cookies = [
        {"name": name, "value": morsel.value, "domain": "localhost", "path": morsel["path"] or "/"}
        for name, morsel in world.cookies[role].items()
    ]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    return page


def wrong_with(page: Page, address: str, status: int) -> list[str]:
    """What is wrong with the screen that is being shown."""
    found = [f"{rule}" for rule in browsers.violations(page)]
    found += [f"too small: {target}" for target in browsers.small_targets(page)]
    found += ["wider than the window"] if browsers.overflows(page) else []
    found += [f"status {status}"] if status not in {200, 404} else []
    found += [] if page.title() and page.locator("h1, h2").count() else ["no heading"]
    # Not found is told by the browser too.
    found += [error for error in browsers.console_errors(page) if "404" not in error]
    page.console_errors.clear()  # type: ignore[attr-defined]
    return [f"{page.viewport_size['width']} {address}: {one}" for one in found]  # type: ignore[index]


def looked_at(role: str, width: int, world: World) -> list[str]:
    """The addresses to open in that role at that width: each of them, or in a share each in one role at one width."""
    return [
        address
        for route, screen in SCREENS.items()
        for place, address in enumerate(screen.addresses(world))
        if (role, width) in shares.drawn(f"{route} {place}", list(product(screen.roles, WIDTHS)))
    ]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_screen_can_be_used_by_everybody(
    browser: Browser, live_server: LiveServer, world: World, width: int
) -> None:
    wrong: list[str] = []
    for role in ALL:
        page = page_of(browser, role, world, live_server.url, width)
        for address in looked_at(role, width, world):
            answer = page.goto(f"{live_server.url}{address}")
            browsers.ready(page)
            found = wrong_with(page, address, answer.status if answer else 0)
            wrong += [f"{role} {one}" for one in found]
        page.context.close()
    assert wrong == [], "\n".join(wrong)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", WIDTHS)
def test_forms_with_mistakes_can_be_used_by_everybody(
    browser: Browser, live_server: LiveServer, in_english: None, width: int
) -> None:
    """What was wrong is told at the top, has the focus, and leads to each field."""
    topics()
    page = browsers.new_page(browser, width=width)
    wrong: list[str] = []
    for address, button in (
        ("/", "Get an answer"),
        ("/ask/", "Send my question"),
        ("/cases/", "Show my case"),
    ):
        page.goto(f"{live_server.url}{address}")
        browsers.ready(page)
        page.get_by_role("button", name=button).first.click()
        page.locator(".error-summary").wait_for()
        browsers.ready(page)
        page.console_errors.clear()  # type: ignore[attr-defined]  # the browser notes the status 422
        wrong += wrong_with(page, f"{address} with mistakes", 200)
        assert page.evaluate("document.activeElement.closest('.error-summary') !== null"), address
        page.locator(".error-summary a").first.click()
        assert page.evaluate("document.activeElement.matches('input, select, textarea')"), address
    page.context.close()
    assert wrong == [], "\n".join(wrong)
