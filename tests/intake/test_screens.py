"""The pages of incoming mail and of customers in a real browser: nothing that axe finds, none too small or wide."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.correspondence.models import Message
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from frontoffice.foundation import clock
from frontoffice.intake.models import Incoming, Mailbox
from tests import browser as browsers
from tests import factories
from tests.browser_fixtures import Screen, browser, screen  # noqa: F401 - fixtures
from tests.intake import making
from tests.intake.real_mail import mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOLDED = (
    "Thank you. My new card has not come yet.\n\nJordan\n\nOn Nov 2, 2026 Dana Whitfield wrote:\n"
    "> We have stopped the old card.\n> The new one is mailed within ten days."
)


@pytest.fixture
def miriam(mailbox: Mailbox) -> StaffMember:
    return factories.supervisor("Miriam Castellanos", username="miriam")


def incoming(mailbox: Mailbox) -> tuple[Incoming, Incoming, str]:
    """A held mail, one that joined its case, and the page of that case."""
    now = clock.now()
    first = making.came(mailbox, mail(), at=now - dt.timedelta(minutes=50))
    said = Message.objects.filter(to_address="jordan@example.org", message_id__isnull=False).latest("pk")
    again = mail(subject="Re: Stolen license", text=FOLDED, In_Reply_To=f"<{said.message_id}>")
    joined = making.came(mailbox, again, at=now - dt.timedelta(minutes=20))
    held = making.came(mailbox, mail(Precedence="bulk", subject="Toner, 20 percent off"), at=now)
    assert first.case is not None
    assert joined.case == first.case
    return held, joined, f"/desk/cases/{first.case.reference}/"


def customers(by: StaffMember) -> Party:
    """One with all that is kept of a customer, and two of like names."""
    at = clock.now()
    register(name="Maricel Ortego", email="maricel@example.org", by=by.actor, at=at)
    register(name="Marisol Ortiz", phone="202 555 0190", by=by.actor, at=at)
    party = register(
        name="Marisol Ortega-Reyes",
        email="m.ortega@example.org",
        phone="202 555 0147",
        address="14 Linden Street\nAlder City, CB 55012",
        by=by.actor,
        at=at,
    )
    factories.said_why(by, party)
    return party


def addresses(mailbox: Mailbox, held: Any, joined: Any, case: str, party: Any) -> dict[str, str]:
    """The pages that are looked at, by the names of their pictures."""
    return {
        "incoming": "/incoming/",
        "incoming-all": "/incoming/?show=all",
        "incoming-held": f"/incoming/{held.reference}/",
        "incoming-joined": f"/incoming/{joined.reference}/",
        "mailboxes": "/incoming/mailboxes/",
        "mailbox": f"/incoming/mailboxes/{mailbox.reference}/",
        "case-with-mail": case,
        "customers-misspelled": "/customers/?q=Marisoll+Ortegga",
        "customer": f"/customers/{party.reference}/",
        "customer-address": f"/customers/{party.reference}/change/address/",
        "customer-new": "/customers/new/",
    }


@pytest.mark.parametrize("width", [browsers.PHONE, browsers.DESK])
def test_the_pages_of_mail_that_came_in_and_of_customers_are_in_order(
    screen: Screen,  # noqa: F811
    live_server: Any,
    mailbox: Mailbox,
    miriam: StaffMember,
    width: int,
) -> None:
    held, joined, case = incoming(mailbox)
    party = customers(miriam)
    pages = addresses(mailbox, held, joined, case, party)
    client = Client()
    client.force_login(miriam.user)  # type: ignore[arg-type]
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.get("/incoming/")  # what is read once is read by now
    page = screen(live_server.url + "/accounts/login/", width=width)
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    wrong: list[str] = []
    for name, path in pages.items():
        browsers.visit(page, live_server.url + path)
        if name == "customer-new":
            page.locator("#id_name").fill("Marisol Ortega Reyes")
            page.locator("#id_email").fill("m.ortega@example.org")
            page.keyboard.press("Tab")
            page.get_by_text("same e-mail address").first.wait_for()
            browsers.ready(page)
        browsers.picture(page, f"in-{name}-{width}", whole=True)
        found = [str(one) for one in browsers.violations(page)] + browsers.small_targets(page)
        found += ["wider than the window"] if browsers.overflows(page) else []
        found += page.console_errors  # type: ignore[attr-defined]
        page.console_errors.clear()  # type: ignore[attr-defined]
        wrong += [f"{name}: {one}" for one in found]
    assert wrong == [], "\n".join(wrong)
