"""The main job, tried as a new user would: from the question to the cited answer, the reply, and the reopened case.

With the mouse and by keyboard alone, on a telephone's width and on a desk's. Pictures are left in var/screens.
"""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from frontoffice.cases.models import Case, Status
from frontoffice.contacts.models import Contact
from frontoffice.knowledge.models import AnswerGiven, KnowledgeGap
from tests import browser as browsers
from tests.factories import PASSWORD
from tests.journeys.conftest import Come
from tests.journeys.hands import Hands, Keyboard, Mouse, settled
from tests.portal.making import ANSWERED, CITATION, SENTENCE, UNANSWERED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOTH_WAYS = [(Mouse, browsers.DESK), (Mouse, browsers.PHONE), (Keyboard, browsers.DESK)]
NAMES = ["mouse", "mouse-phone", "keyboard"]


def shown(page: Page, step: str, width: int, hands: Hands) -> None:
    """The screen is a picture, accessible, not wider than the window, and its script complained of nothing."""
    browsers.picture(page, f"journey-{type(hands).__name__.lower()}-{width}-{step}", whole=True)
    browsers.assert_accessible(page)
    assert not browsers.overflows(page)
    assert browsers.small_targets(page) == []
    assert browsers.console_errors(page) == []


def asks(customer: Hands, question: str) -> None:
    customer.write("Your question", question)
    customer.press("Get an answer")
    expect(customer.page.get_by_role("heading", name=question)).to_be_visible()
    settled(customer.page)


def signs_in(representative: Hands) -> None:
    representative.write("User name", "dana")
    representative.write("Password", PASSWORD)
    representative.press("Sign in")
    expect(representative.page.get_by_role("heading", name="My cases")).to_be_visible()
    settled(representative.page)


def works() -> None:
    """The worker does what is owed."""
    call_command("worker", "--once")


@pytest.mark.parametrize(("hands", "width"), BOTH_WAYS, ids=NAMES)
def test_a_question_is_answered_with_its_source(come: Come, hands: type[Hands], width: int) -> None:
    customer = come("/", width=width)
    page = customer.page
    shown(page, "1-home", width, customer)
    asks(customer, ANSWERED)
    expect(page.locator("mark").first).to_have_text(SENTENCE)
    expect(page.get_by_text(CITATION).first).to_be_visible()
    expect(page.get_by_text("in force since").first).to_be_visible()
    shown(page, "2-answer", width, customer)
    asks(customer, "And what does it cost?")
    shown(page, "3-follow-up", width, customer)
    customer.follow("Replace a lost, stolen or damaged license")
    settled(page)
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    shown(page, "4-source", width, customer)
    assert AnswerGiven.objects.filter(rank=1).exists()


@pytest.mark.parametrize(("hands", "width"), BOTH_WAYS, ids=NAMES)
def test_a_question_without_an_answer_goes_to_a_representative_who_cites_and_the_customer_goes_on(
    come: Come, hands: type[Hands], width: int
) -> None:
    customer = come("/", width=width)
    asks(customer, UNANSWERED)
    expect(customer.page.get_by_text("We found no sure answer to this in our pages.")).to_be_visible()
    assert KnowledgeGap.objects.get().words == UNANSWERED
    shown(customer.page, "5-no-answer", width, customer)
    case = asks_a_representative(customer, width)

    representative = come("/desk/")
    signs_in(representative)
    replies_with_a_passage(representative, width)
    works()

    reads_the_answer(customer, width)
    resolves(representative, case)
    goes_on(customer, width)
    case.refresh_from_db()
    assert case.status == Status.OPEN
    assert case.reopened == 1
    sees_that_it_came_back(representative)


def asks_a_representative(customer: Hands, width: int) -> Case:
    page = customer.page
    customer.follow("Send this question to a representative")
    settled(page)
    expect(page.get_by_label("Your question").first).to_have_value(UNANSWERED)
    shown(page, "6-ask", width, customer)
    customer.pick("What is it about?", "Something else")
    customer.choose("On this site")
    customer.press("Send my question")
    expect(page.get_by_role("heading", name="We have your question")).to_be_visible()
    settled(page)
    case = Case.objects.get()
    expect(page.get_by_text(case.reference, exact=True)).to_be_visible()
    shown(page, "7-done", width, customer)
    customer.follow("Go to my case")
    settled(page)
    expect(
        page.get_by_text("We have your question. A representative will read it and answer.")
    ).to_be_visible()
    assert case.question is not None
    assert case.question.contact == Contact.objects.get(visitor__isnull=False)
    return case


def replies_with_a_passage(representative: Hands, width: int) -> None:
    page = representative.page
    representative.follow("Unassigned")
    expect(page.get_by_role("heading", name="Unassigned")).to_be_visible()
    settled(page)
    opens_the_only_case(page)
    expect(page.get_by_role("button", name="Take")).to_be_visible()
    shown(page, "8-desk", width, representative)
    representative.press("Take")
    expect(page.get_by_text("took the case")).to_be_visible()
    representative.press("Insert a passage")
    expect(page.get_by_role("dialog")).to_be_visible()
    representative.write("What to look for", "lost or stolen license replacement")
    expect(page.get_by_role("button", name="Insert sentence").first).to_be_visible()
    shown(page, "9-passages", width, representative)
    representative.press("Insert sentence")
    expect(page.locator("[data-chip]")).to_have_count(1)
    representative.press("Send reply")
    expect(page.get_by_text("replied on the case page")).to_be_visible()
    shown(page, "10-replied", width, representative)


def reads_the_answer(customer: Hands, width: int) -> None:
    page = customer.page
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", name="Answered")).to_be_visible()
    expect(page.get_by_text("This answer rests on")).to_be_visible()
    expect(page.locator(".answer").get_by_text("Columbia Revised Code").first).to_be_visible()
    expect(page.locator(".answer").get_by_text("in force since").first).to_be_visible()
    shown(page, "11-answer", width, customer)


def resolves(representative: Hands, case: Case) -> None:
    page = representative.page
    representative.follow("Resolve", exact=True)
    expect(page.get_by_role("dialog")).to_be_visible()
    representative.press("Resolve")
    expect(page.get_by_text("resolved the case").first).to_be_visible()
    case.refresh_from_db()
    assert case.status == Status.RESOLVED


def goes_on(customer: Hands, width: int) -> None:
    page = customer.page
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", name="Resolved")).to_be_visible()
    shown(page, "12-resolved", width, customer)
    customer.write("Add to your case", "It happened again.")
    customer.press("Add to my case")
    expect(page.get_by_role("heading", name="In progress")).to_be_visible()
    settled(page)
    expect(page.get_by_text("took the case up again")).to_be_visible()
    shown(page, "13-reopened", width, customer)


def sees_that_it_came_back(representative: Hands) -> None:
    page = representative.page
    representative.follow("My cases")
    expect(page.get_by_role("heading", name="My cases")).to_be_visible()
    opens_the_only_case(page)
    expect(page.get_by_text("It happened again.").first).to_be_visible()


def opens_the_only_case(page: Page) -> None:
    """With j, as the page says."""
    settled(page)
    if not page.locator("#main h1").is_visible():
        page.keyboard.press("j")
        page.keyboard.press("Enter")
    expect(page.locator("#main h1")).to_be_visible()
