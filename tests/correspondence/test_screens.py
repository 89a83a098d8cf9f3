"""The pages of mail in a real browser: nothing that axe finds, no small targets, and all by keyboard."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from frontoffice.correspondence.models import Message, OutboxItem, Status
from frontoffice.foundation import clock, files
from frontoffice.foundation.actors import service
from tests import browser as browsers
from tests.browser_fixtures import Screen, browser, screen  # noqa: F401 - fixtures
from tests.correspondence.letters import RELEASE, drafted, passage, sent_out, work
from tests.correspondence.screens import ALL, failed, inconclusive
from tests.factories import NOW, staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session() -> str:
    """The session of somebody who may do everything with mail."""
    member = staff("Ruth Okafor", grants=ALL, username="ruth")
    client = Client()
    assert member.user is not None
    client.force_login(member.user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def signed_in(page: Page, url: str, session: str) -> Page:
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    return page


def in_order(page: Page, name: str) -> None:
    browsers.picture(page, name, whole=True)
    browsers.assert_accessible(page)
    assert browsers.small_targets(page) == []
    assert not browsers.overflows(page)
    assert page.console_errors == []  # type: ignore[attr-defined]


def a_day_of_mail() -> dict[str, Message]:
    """Messages in every state."""
    by = staff("Dana Whitfield", grants=[RELEASE]).actor
    form = files.store(b"form", name="renewal-form.txt", by=service("tests"), at=NOW)
    sent = sent_out(by, passages=[passage()], files=[form])
    work()
    return {
        "sent": sent,
        "inconclusive": inconclusive(by=by, subject="Your sales-tax permit"),
        "failed": failed(by=by, subject="Your title for the 2009 Corolla"),
        "held": sent_out(staff("Ana Ruiz", asks=[RELEASE]).actor, subject="Fee for a lost license"),
        "released": sent_out(by, subject="Office hours on Friday"),
        "draft": drafted(by, subject="Parking placard"),
    }


@pytest.mark.parametrize("width", [390, 1440])
def test_every_page_of_mail_is_in_order(screen: Screen, live_server: Any, session: str, width: int) -> None:  # noqa: F811
    made = a_day_of_mail()
    item = OutboxItem.objects.get()
    pages = {
        "outbox": reverse("correspondence:outbox"),
        "attention": reverse("correspondence:outbox") + "?show=attention",
        "change": reverse("correspondence:change", args=[made["draft"].reference]),
        "kept-mails": reverse("correspondence:kept_mails"),
        "kept-mail": reverse("correspondence:kept_mail", args=[item.reference]),
    }
    pages |= {
        f"message-{state}": reverse("correspondence:message", args=[message.reference])
        for state, message in made.items()
    }
    page = signed_in(screen(live_server.url + "/accounts/login/", width=width), live_server.url, session)
    for name, path in pages.items():
        browsers.visit(page, live_server.url + path)
        in_order(page, f"mail-{name}-{width}")


def test_a_message_in_doubt_is_settled_and_sent_again_by_keyboard_alone(
    screen: Screen,  # noqa: F811
    live_server: Any,
    session: str,
) -> None:
    message = inconclusive()
    page = signed_in(screen(live_server.url + "/accounts/login/"), live_server.url, session)
    browsers.visit(page, live_server.url + reverse("correspondence:message", args=[message.reference]))
    page.get_by_label("No, it did not go").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("The server's log does not have it.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Written down.").wait_for()
    page.get_by_role("button", name="Send again").focus()
    page.keyboard.press("Enter")
    page.get_by_text("It will be sent again now.").wait_for()
    work(clock.now())
    message.refresh_from_db()
    assert message.status == Status.SENT
