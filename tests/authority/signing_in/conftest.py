"""People who sign in: by a form as a program sends it, and in a real browser with a passkey device of its own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from tests import browser as browsers
from tests import factories
from tests.authority.signing_in import provider as providers
from tests.authority.signing_in.provider import CLIENT, Provider

Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def nobody_failed_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dana(db: None) -> StaffMember:
    """A representative who signs in as dana."""
    return factories.representative("Dana Whitfield", username="dana", at=clock.now())


@pytest.fixture
def miriam(db: None) -> StaffMember:
    """A supervisor who signs in as miriam."""
    return factories.supervisor("Miriam Castellanos", username="miriam", at=clock.now())


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer) -> Iterator[Open]:
    """Open an address in a browser of its own: `opened("/accounts/login/", width=390)`."""
    pages: list[Page] = []

    def open_(path: str, *, width: int = browsers.DESK) -> Page:
        page = browsers.new_page(browser, width=width)
        pages.append(page)
        browsers.visit(page, f"{live_server.url}{path}")
        return page

    yield open_
    for page in pages:
        page.context.close()


def signed_in(username: str, password: str = factories.PASSWORD, **given: Any) -> Client:
    """A browser that signed in by the form; whoever has a second factor is asked for it next."""
    client = Client(**given)
    answer = client.post("/accounts/login/", {"login": username, "password": password})
    assert answer.status_code == 302, "not signed in"
    return client


def is_in(client: Client) -> bool:
    return client.get("/accounts/mine/").status_code == 200


@pytest.fixture
def provider(settings: Any, dana: StaffMember) -> Iterator[Provider]:
    with providers.running() as one:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = one.address, CLIENT
        settings.OIDC_CLIENT_SECRET = providers.SECRET
        settings.PUBLIC_URL = "http://testserver"
        yield one
