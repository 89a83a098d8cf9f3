"""A telephone inquiry from the first ring to wrap-up, with keys alone; every key is counted.

Pictures are left in var/screens, the count and the estimate of the time in var/figures/telephone.json. The estimate is
that of the keystroke-level model (Card, Moran and Newell 1980): 0.2 s a key for an average typist, 1.35 s for each
time that somebody has to think what comes next. What the customer says meanwhile is not the system's time.
"""

import json

import pytest
from playwright.sync_api import Page, expect

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.contacts.models import CallBack, Contact, Outcome, PeriodKind, Verification
from frontoffice.customers.actions.registering import register
from frontoffice.foundation import clock
from frontoffice.knowledge.models import AnswerGiven
from tests import browser as browsers
from tests.browser import ROOT
from tests.journeys.conftest import Come
from tests.journeys.hands import Hands, Keyboard, settled
from tests.journeys.test_by_browser import signs_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY, MENTAL = 0.2, 1.35
MOST_SECONDS = 15
FIGURES = ROOT / "var" / "figures"


class Counted:
    """Presses and types, and counts; `think` is where somebody decides what comes next."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.thoughts = page, 0, 0

    def press(self, key: str) -> None:
        self.keys += len(key.split("+"))
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def think(self) -> None:
        self.thoughts += 1

    @property
    def seconds(self) -> float:
        return self.keys * KEY + self.thoughts * MENTAL


def shown(page: Page, step: str) -> None:
    """The screen at both widths is a picture, accessible, and no wider than the window."""
    for width in (browsers.DESK, browsers.PHONE):
        page.set_viewport_size({"width": width, "height": browsers.HEIGHTS[width]})
        browsers.picture(page, f"telephone-{step}-{width}", whole=True)
        assert not browsers.overflows(page)
        assert browsers.small_targets(page) == []
        browsers.assert_accessible(page)
    page.set_viewport_size({"width": browsers.DESK, "height": browsers.HEIGHTS[browsers.DESK]})
    assert browsers.console_errors(page) == []


@pytest.fixture
def marisol() -> str:
    dana = StaffMember.objects.get(actor__name="Dana Whitfield")
    made = register(name="Marisol Ortega-Reyes", phone="202 555 0147", by=dana.actor, at=clock.now())
    return made.reference


@pytest.fixture
def desk(come: Come) -> Page:
    representative = come("/desk/")
    signs_in(representative)
    return representative.page


@pytest.fixture
def hands() -> type[Hands]:
    return Keyboard


def focused(page: Page, identifier: str) -> None:
    expect(page.locator(f"#{identifier}")).to_be_focused()


def takes_the_call(page: Page, keys: Counted, name: str) -> None:
    keys.press("i")
    settled(page)
    focused(page, "whom-q")
    keys.think()
    keys.type(name)
    expect(page.locator("#found .found-row").first).to_be_visible()
    keys.press("Enter")
    expect(page.locator(".whom-is")).to_contain_text("Marisol")
    focused(page, "contact-topic")


def names_the_topic(keys: Counted, letters: str) -> None:
    keys.think()
    keys.type(letters)
    keys.press("ArrowDown")
    keys.press("Enter")


def test_a_routine_contact_is_logged_by_keys_in_under_15_seconds(
    agency: None, marisol: str, desk: Page
) -> None:
    keys = Counted(desk)
    keys.think()
    takes_the_call(desk, keys, "mari")
    names_the_topic(keys, "lost")
    keys.think()
    keys.press("Control+Enter")
    expect(desk.get_by_text("The contact is logged.")).to_be_visible()
    contact = Contact.objects.get(customer__reference=marisol)
    assert (contact.outcome, contact.ended_at is not None) == (Outcome.ANSWERED, True)
    purpose = contact.purposes.get()
    assert purpose.topic == "license-replacement"
    assert (purpose.resolved, contact.periods.count()) == (True, 1)
    figure = {
        "what": "a routine telephone contact: customer found, topic named, outcome answered",
        "keys": keys.keys,
        "mental_steps": keys.thoughts,
        "model": {"seconds_a_key": KEY, "seconds_a_mental_step": MENTAL},
        "estimated_seconds": round(keys.seconds, 2),
    }
    FIGURES.mkdir(parents=True, exist_ok=True)
    (FIGURES / "telephone.json").write_text(json.dumps(figure, indent=2) + "\n")
    assert keys.seconds < MOST_SECONDS, figure


def test_a_telephone_inquiry_from_ring_to_wrap_up(agency: None, marisol: str, desk: Page) -> None:
    keys = Counted(desk)
    takes_the_call(desk, keys, "2025550147")
    keys.press("Escape")
    shown(desk, "1-who")
    answers_with_a_passage(desk, keys)
    holds_and_talks_again(desk, keys)
    what_was_typed_survives_a_reload(desk, keys)
    names_the_topic_again(desk, keys)
    keys.press("Escape")
    keys.press("l")
    expect(desk.locator("#clock")).to_contain_text("Wrap-up")
    shown(desk, "3-wrap-up")
    desk.locator("#contact-note").focus()
    keys.press("Control+Enter")
    expect(desk.get_by_text("The contact is logged.")).to_be_visible()
    settled(desk)
    shown(desk, "4-log")
    contact = Contact.objects.get(customer__reference=marisol)
    kinds = list(contact.periods.order_by("position").values_list("kind", flat=True))
    assert kinds == [PeriodKind.TALK, PeriodKind.HOLD, PeriodKind.TALK, PeriodKind.WRAP_UP]
    assert contact.notes.get().text == "Asks about a lost license."
    assert AnswerGiven.objects.get(contact=contact).given_by == contact.representative
    assert not Verification.objects.exists()
    desk.goto(f"{desk.url.split('/contacts')[0]}/contacts/{contact.reference}/")
    settled(desk)
    expect(desk.get_by_text("Where the time went")).to_be_visible()
    shown(desk, "5-record")


def answers_with_a_passage(page: Page, keys: Counted) -> None:
    keys.press("q")
    keys.type("lost or stolen license replacement")
    expect(page.get_by_role("button", name="I told them this").first).to_be_visible()
    keys.press("Escape")
    keys.press("y")
    expect(page.locator(".given")).to_be_visible()
    shown(page, "2-answers")


def holds_and_talks_again(page: Page, keys: Counted) -> None:
    keys.press("h")
    expect(page.get_by_role("button", name="Talk again")).to_be_visible()
    keys.press("h")
    expect(page.get_by_role("button", name="Hold")).to_be_visible()


def what_was_typed_survives_a_reload(page: Page, keys: Counted) -> None:
    keys.press("n")
    keys.type("Asks about a lost license.")
    page.reload()
    settled(page)
    expect(page.locator("#contact-note")).to_have_value("Asks about a lost license.")


def names_the_topic_again(page: Page, keys: Counted) -> None:
    page.locator("#contact-topic").focus()
    names_the_topic(keys, "lost")


def test_a_call_becomes_a_case_and_another_one_a_call_back(agency: None, marisol: str, desk: Page) -> None:
    keys = Counted(desk)
    takes_the_call(desk, keys, "mari")
    names_the_topic(keys, "lost")
    desk.locator("#contact-note").focus()
    keys.type("My license did not come.")
    desk.get_by_label("Starts a case").focus()
    keys.press("Space")
    keys.press("Control+Enter")
    expect(desk.get_by_text("The contact is logged with")).to_be_visible()
    case = Case.objects.get()
    assert case.case_contacts.get().contact == Contact.objects.get()
    assert case.customer is not None
    assert case.customer.reference == marisol
    settled(desk)
    keys.press("i")
    settled(desk)
    expect(desk.locator("#whom-q")).to_be_focused()
    assert Contact.objects.count() == 2
    assert not CallBack.objects.exists()
