"""Two files of one customer, each with an open case, are merged at the desk, and parted again when it was wrong.

Pictures of each step are left in var/screens.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.linking_customers import link_customer
from frontoffice.cases.actions.opening import open_case
from frontoffice.cases.models import Case
from frontoffice.customers.actions.identifying import add_identifier
from frontoffice.customers.actions.noting import record_particular, set_preferences
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Interpreter, ParticularKind, Party
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests import browser as browsers
from tests import factories
from tests.browser_fixtures import browser
from tests.cases import making
from tests.factories import PASSWORD

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Files = tuple[Party, Party]
Opens = Callable[[str], Page]


@pytest.fixture
def lead(transactional_db: None) -> StaffMember:
    factories.agency()
    making.topic()
    return factories.supervisor("Ruth Okafor", username="ruth", at=clock.now() - timedelta(days=1))


@pytest.fixture
def files(lead: StaffMember) -> Files:
    """Marisol, on file for long, and again as Mari; a case of each is open."""
    by, now = service("customers"), clock.now()
    marisol = register(
        name="Marisol Ortega-Reyes",
        language="es",
        email="m.ortega@example.org",
        address="418 Alder Street\nNorthside, CB 00120",
        by=by,
        at=now - timedelta(days=400),
    )
    mari = register(
        name="Mari Ortega", phone="202-555-0147", address="PO Box 12\nNorthside, CB 00120", by=by, at=now
    )
    day = (now - timedelta(days=15_000)).date()
    record_particular(party=marisol, kind=ParticularKind.BORN, day=day, by=lead.actor, at=now)
    add_identifier(party=mari, kind="driver_license", value="D-4471-209", issuer="CB", by=lead.actor, at=now)
    set_preferences(party=marisol, language="es", interpreter=Interpreter.SPOKEN, by=lead.actor, at=now)
    for party, subject in ((marisol, "Lost card"), (mari, "Card never came")):
        opened(party, subject, lead)
    for party in (marisol, mari):
        factories.said_why(lead, party)
    return marisol, mari


def opened(party: Party, subject: str, lead: StaffMember) -> Case:
    case = open_case(
        text="What does a new card cost?",
        topic="cards",
        subject=subject,
        by=factories.visitor(),
        at=clock.now(),
    )
    return link_customer(case=case, customer=party, by=lead.actor, at=clock.now())


@pytest.fixture(params=[browsers.DESK, browsers.PHONE])
def opens(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, files: Files
) -> Iterator[Opens]:
    client = Client()
    assert client.login(username="ruth", password=PASSWORD)
    page = browsers.new_page(browser, width=request.param)
    page.context.set_default_timeout(20_000)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    def visited(address: str) -> Page:
        assert client.get(address).status_code == 200
        browsers.visit(page, f"{live_server.url}{address}")
        return page

    yield visited
    page.context.close()


def shown(page: Page, step: str) -> None:
    """A picture; accessible, not wider than the window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    browsers.picture(page, f"merge-{width}-{step}")
    browsers.assert_accessible(page)
    assert not browsers.overflows(page)


def test_merge_and_unmerge_of_two_customers_with_open_cases(
    opens: Opens, files: Files, lead: StaffMember
) -> None:
    marisol, mari = files
    page = opens(f"/customers/{marisol.reference}/merge/?q=202-555-0147")
    shown(page, "1-whom")
    page.get_by_role("link", name="Compare with Mari Ortega").click()
    expect(page.get_by_role("heading", name="Are these one customer?")).to_be_visible()
    shown(page, "2-side-by-side")

    # With the keyboard alone: the address for letters of the other, and why.
    page.locator("#mailing-survivor").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#mailing-other")).to_be_checked()
    page.get_by_label("What shows that they are one customer").fill("Asked her on the telephone.")
    page.keyboard.press("Enter")

    expect(page.get_by_text("They are one customer now")).to_be_visible()
    expect(page.get_by_text("Card never came")).to_be_visible()
    expect(page.get_by_text("PO Box 12").first).to_be_visible()
    shown(page, "3-one-customer")
    page = opens(f"/customers/?q={mari.reference}")
    expect(page.get_by_role("link", name="Marisol Ortega-Reyes")).to_be_visible()

    later = opened(Party.objects.get(pk=marisol.pk), "Name on the card", lead)
    page = opens(f"/customers/{marisol.reference}/")
    page.get_by_role("link", name="Look at the merge").click()
    page.get_by_text(later.number).click()
    page.get_by_label("Why they are two customers").fill("They are mother and daughter.")
    shown(page, "4-parting")
    page.get_by_role("button", name="Part them again").click()

    expect(page.get_by_role("heading", name="Mari Ortega", exact=True)).to_be_visible()
    expect(page.get_by_text("Name on the card")).to_be_visible()
    shown(page, "5-two-again")
    assert dict(Case.objects.values_list("subject", "customer__name")) == {
        "Lost card": "Marisol Ortega-Reyes",
        "Card never came": "Mari Ortega",
        "Name on the card": "Mari Ortega",
    }
