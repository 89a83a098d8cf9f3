"""An agency that is open: its pages, its topics, a representative who can sign in; and browsers to come with."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.utils import translation
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from frontoffice.foundation import clock
from tests import browser as browsers
from tests import factories
from tests.browser_fixtures import browser
from tests.journeys.hands import Hands
from tests.portal import making

__all__ = ["browser"]

Come = Callable[..., Hands]


@pytest.fixture
def agency(transactional_db: None) -> Iterator[None]:
    """Topics, the demonstration's articles, and Dana, who answers."""
    cache.clear()
    translation.activate("en-us")
    making.topics()
    making.pages()
    factories.representative("Dana Whitfield", username="dana", at=clock.now() - dt.timedelta(days=1))
    yield
    translation.deactivate()


@pytest.fixture
def come(browser: Browser, live_server: LiveServer, agency: None, hands: type[Hands]) -> Iterator[Come]:
    """Somebody opens the site in a browser of their own: `come("/desk/", width=1440)`."""
    pages = []

    def opened(address: str, *, width: int = browsers.DESK) -> Hands:
        page = browsers.new_page(browser, width=width)
        pages.append(page)
        browsers.visit(page, f"{live_server.url}{address}")
        return hands(page)  # type: ignore[call-arg]

    yield opened
    for page in pages:
        page.context.close()
