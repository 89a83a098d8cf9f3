"""Fixtures for tests with a browser. A conftest imports them: `from tests.browser_fixtures import browser, screen`."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests import browser as browsers

Screen = Callable[..., Page]


@contextmanager
def serving(blocker: DjangoDbBlocker, **settings: Any) -> Iterator[str]:
    """The address of a running server under these settings, for pages that write nothing to the database.

    Unlike the fixture `live_server` it does not empty every table after each test, which takes seconds. Sessions
    and messages are kept in cookies. Tests that use it are marked `django_db`, so that there are tables.
    """
    in_cookies = {"SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies"}
    with blocker.unblock(), override_settings(**in_cookies, **settings):
        server = LiveServer("localhost")
        with server._live_server_modified_settings:
            yield server.url
            server.stop()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the whole run."""
    # The browser's driver keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=10_000)  # a busy machine takes longer than five seconds
    with browsers.started(chromium) as running:
        yield running


@pytest.fixture
def screen(browser: Browser) -> Iterator[Screen]:
    """Open a page: `screen(address, width=390)`. Each has cookies of its own; all are closed at the end."""
    pages: list[Page] = []

    def open_screen(address: str, **options: Any) -> Page:
        page = browsers.new_page(browser, **options)
        pages.append(page)
        browsers.visit(page, address)
        return page

    yield open_screen
    for page in pages:
        page.context.close()
