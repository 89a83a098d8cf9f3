"""Two people answer one case at once: they see each other, nothing that was typed is lost, and one answer goes out.

Pictures are left in var/screens, of these pages and of the lists of work.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.assigning import assign
from frontoffice.cases.actions.opening import open_case
from frontoffice.cases.models import Case, CaseMessage, KeptDraft, Note
from frontoffice.foundation import clock
from tests import browser as browsers
from tests import factories
from tests.browser_fixtures import browser
from tests.cases import making
from tests.factories import PASSWORD

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opens = Callable[[str, str], Page]


@pytest.fixture
def case(transactional_db: None) -> Case:
    """One of three cases, received today; Dana, Tomas and Ruth, who leads."""
    since = clock.now() - timedelta(days=1)
    factories.agency()
    making.topic()
    factories.representative("Dana Whitfield", username="dana", at=since)
    tomas = factories.representative("Tomas Reinholt", username="tomas", at=since)
    factories.grant(tomas, "authority.read_notices", at=since)
    lead = factories.supervisor("Ruth Okafor", username="ruth", at=since)
    factories.grant(lead, "authority.hand_over_work", at=since)
    factories.grant(lead, "authority.take_back_work", at=since)
    cases = [
        open_case(
            text="I lost my card. What does a new one cost?",
            topic="cards",
            subject=subject,
            name="Marisol Ortega-Reyes",
            email="m.ortega@example.org",
            by=factories.visitor(),
            at=clock.now(),
        )
        for subject in ("Lost card", "Card never came", "Name on the card is wrong")
    ]
    dana = StaffMember.objects.get(user__username="dana")
    assign(case=cases[0], assignee=dana, by=lead.actor, at=clock.now())
    return cases[0]


@pytest.fixture(params=[browsers.DESK, browsers.PHONE])
def opens(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer, case: Case
) -> Iterator[Opens]:
    """A colleague opens a page in a browser of their own."""
    pages: list[Page] = []

    def opened(who: str, address: str) -> Page:
        client = Client()
        assert client.login(username=who, password=PASSWORD)
        assert (
            client.get(address).status_code == 200
        )  # what is made once a process is made before the browser waits
        page = browsers.new_page(browser, width=request.param)
        page.context.set_default_timeout(20_000)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        browsers.visit(page, f"{live_server.url}{address}")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()


def shown(page: Page, step: str) -> None:
    """A picture; accessible, not wider than the window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    browsers.picture(page, f"work-{width}-{step}")
    browsers.assert_accessible(page)
    assert not browsers.overflows(page)


def types(page: Page, text: str) -> None:
    """Key by key, until the server keeps it."""
    box = page.locator("#write-text")
    box.fill(text[:-1])
    box.press_sequentially(text[-1])
    expect(page.locator("#draft-kept")).to_contain_text("Kept")


def test_two_people_answering_one_case_at_once(opens: Opens, case: Case) -> None:
    address = f"/desk/cases/{case.reference}/"
    dana, tomas = opens("dana", address), opens("tomas", address)
    types(dana, "A new card costs $18.00. Come to any office.")

    tomas.reload()
    expect(tomas.get_by_text("is writing a reply")).to_be_visible()
    shown(tomas, "1-somebody-writes")

    types(tomas, "Dear Ms. Ortega, it costs $18.00.")
    tomas.get_by_role("button", name="Send reply").click()
    expect(tomas.get_by_text("Two answers confuse the customer")).to_be_visible()
    shown(tomas, "2-held-back")
    assert not CaseMessage.objects.exists()
    tomas.get_by_role("button", name="Send all the same").click()
    expect(tomas.locator("#timeline")).to_contain_text("Dear Ms. Ortega, it costs $18.00.")

    dana.get_by_role("button", name="Send reply").click()
    expect(dana.get_by_text("New on the case since you began")).to_be_visible()
    expect(dana.locator(".changed")).to_contain_text("Dear Ms. Ortega, it costs $18.00.")
    expect(dana.locator("#write-text")).to_have_value("A new card costs $18.00. Come to any office.")
    shown(dana, "3-both-versions")
    assert CaseMessage.objects.count() == 1
    dana.get_by_role("button", name="Send anyway, I have read it").click()
    expect(dana.locator("#timeline")).to_contain_text("Come to any office.")
    assert CaseMessage.objects.count() == 2
    assert not KeptDraft.objects.exists()
    said = [*browsers.console_errors(dana), *browsers.console_errors(tomas)]
    assert [one for one in said if "422" not in one] == [], "a refusal is all that the browser notes"


def test_what_was_typed_waits_in_another_browser(opens: Opens, case: Case) -> None:
    address = f"/desk/cases/{case.reference}/"
    types(opens("dana", address), "Half of an answer")
    expect(opens("dana", address).locator("#write-text")).to_have_value("Half of an answer")


def test_a_colleague_is_named_by_key_told_by_the_bell_and_work_is_handed_over(
    opens: Opens, case: Case
) -> None:
    dana = opens("dana", f"/desk/cases/{case.reference}/")
    dana.locator("label[for=write-note]").click()
    box = dana.locator("#write-text")
    box.press_sequentially("Please look, @tom")
    expect(dana.get_by_role("option", name="Tomas Reinholt")).to_be_visible()
    shown(dana, "4-names")
    box.press("Enter")
    expect(box).to_have_value("Please look, @Tomas Reinholt ")
    dana.get_by_role("button", name="Add note").click()
    expect(dana.locator("#timeline")).to_contain_text("Please look")
    assert Note.objects.filter(text__contains="@Tomas Reinholt").count() == 1

    tomas = opens("tomas", "/my-work/notices/")
    expect(tomas.get_by_role("link", name="1 new notice")).to_be_visible()
    shown(tomas, "5-notices")
    tomas.get_by_role("button", name="Dana Whitfield named you").click()
    expect(tomas.get_by_role("heading", name="Lost card").first).to_be_visible()

    mine = opens("dana", "/my-work/")
    expect(mine.get_by_role("link", name="Lost card").first).to_be_visible()
    shown(mine, "6-my-work")

    ruth = opens("ruth", "/my-work/unit/")
    ruth.get_by_label("Choose", exact=False).nth(1).check()
    ruth.get_by_label("Hand over to").select_option(index=2)
    shown(ruth, "7-unit")
    ruth.get_by_role("button", name="Hand over").click()
    expect(ruth.get_by_text("Handed over to").first).to_be_visible()
    shown(opens("ruth", "/my-work/board/"), "8-board")
