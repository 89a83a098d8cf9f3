"""Two more stories in a browser: what people ask in vain becomes a page, and somebody asks in Spanish.

Pictures are left in var/screens.
"""

import datetime as dt

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from frontoffice.foundation import clock
from frontoffice.knowledge.models import AnswerGiven, ArticleVersion, GapGroup, GapStatus, KnowledgeGap
from tests import browser as browsers
from tests import factories
from tests.factories import PASSWORD
from tests.journeys.conftest import Come
from tests.journeys.hands import Hands, Mouse, settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST, SECOND = "do you register boats", "where can i register my boat"
ANSWER = "We do not register boats. The Columbia Wildlife Agency does. Its office is at 12 Lake Street."
SPANISH = "¿Cuánto cuesta reponer una licencia perdida?"


def shown(page: Page, step: str) -> None:
    """The screen is a picture, accessible, not wider than the window, and its script complained of nothing."""
    settled(page)
    width = page.viewport_size["width"] if page.viewport_size else 0
    browsers.picture(page, f"journey-{step}-{width}", whole=True)
    browsers.assert_accessible(page)
    assert not browsers.overflows(page)
    assert browsers.small_targets(page) == []
    assert browsers.console_errors(page) == []


def asks(
    customer: Hands, question: str, *, field: str = "Your question", button: str = "Get an answer"
) -> None:
    customer.write(field, question)
    customer.press(button)
    expect(customer.page.get_by_role("heading", name=question)).to_be_visible()
    settled(customer.page)


def signs_in(colleague: Hands, username: str) -> None:
    colleague.write("User name", username)
    colleague.write("Password", PASSWORD)
    colleague.press("Sign in")
    expect(colleague.page.get_by_role("link", name="Knowledge").first).to_be_visible()
    settled(colleague.page)


@pytest.fixture
def colleagues(agency: None) -> None:
    """Who writes, and who publishes what another wrote."""
    for name, username in (("Ruth Okafor", "ruth"), ("Gordon Pike", "gordon")):
        factories.supervisor(name, username=username, at=clock.now() - dt.timedelta(days=1))


@pytest.mark.parametrize("hands", [Mouse])
def test_inq_7_a_gap_is_closed_by_the_page_that_answers_it(
    come: Come, colleagues: None, hands: type[Hands]
) -> None:
    customers = [come("/") for _one in range(2)]
    for customer, question in zip(customers, (FIRST, SECOND), strict=True):
        asks(customer, question)
        expect(customer.page.get_by_text("We found no sure answer to this in our pages.")).to_be_visible()
    assert GapGroup.objects.get().asked == 2
    begins_a_text(come)
    writes_it(come)
    publishes_it(come)
    closes_the_gap(come)
    customer = customers[0]
    customer.page.reload()
    expect(customer.page.get_by_role("link", name="Register a boat").first).to_be_visible()
    shown(customer.page, "gap-5-told-since")
    asks(come("/", width=browsers.PHONE), SECOND)
    assert AnswerGiven.objects.filter(rank=1, version__article__slug="register-a-boat").exists()


def begins_a_text(come: Come) -> None:
    ruth = come("/knowledge/gaps/")
    signs_in(ruth, "ruth")
    expect(ruth.page.get_by_text("2 times")).to_be_visible()
    shown(ruth.page, "gap-1-list")
    ruth.follow(FIRST)
    settled(ruth.page)
    expect(ruth.page.get_by_text("no sure answer").first).to_be_visible()
    shown(ruth.page, "gap-2-group")
    ruth.write("Title", "Register a boat")
    ruth.write("Name in the address", "register-a-boat")
    ruth.press("Begin the draft")
    expect(ruth.page.get_by_role("heading", name="Register a boat").first).to_be_visible()


def writes_it(come: Come) -> None:
    ruth = come("/knowledge/articles/register-a-boat/")
    signs_in(ruth, "ruth")
    ruth.follow("Go on writing")
    settled(ruth.page)
    ruth.page.locator("textarea[name=body]").fill(f"## Where to register a boat\n\n{ANSWER}")
    ruth.page.locator("form:has(textarea[name=body]) button[type=submit]").last.click()
    expect(ruth.page.get_by_text("12 Lake Street").first).to_be_visible()


def publishes_it(come: Come) -> None:
    gordon = come("/knowledge/articles/register-a-boat/")
    signs_in(gordon, "gordon")
    gordon.press("Publish")
    expect(gordon.page.get_by_role("link", name="Write the next version")).to_be_visible()
    assert ArticleVersion.objects.get(article__slug="register-a-boat").published_at is not None


def closes_the_gap(come: Come) -> None:
    ruth = come(f"/knowledge/gaps/{GapGroup.objects.get().reference}/")
    signs_in(ruth, "ruth")
    expect(ruth.page.get_by_text("The text that was written for this is published.")).to_be_visible()
    expect(ruth.page.locator("td .badge", has_text="answered").first).to_be_visible()
    shown(ruth.page, "gap-3-published")
    ruth.press("Close the gap for all 2")
    expect(ruth.page.get_by_text("Decided. The gap is closed.")).to_be_visible()
    shown(ruth.page, "gap-4-closed")
    assert set(KnowledgeGap.objects.values_list("status", flat=True)) == {GapStatus.ARTICLE}


@pytest.mark.parametrize("hands", [Mouse])
@pytest.mark.parametrize("width", [browsers.DESK, browsers.PHONE])
def test_a_spanish_question_is_answered_in_spanish_from_the_translation(
    come: Come, hands: type[Hands], width: int
) -> None:
    customer = come("/", width=width)
    page = customer.page
    customer.press("Español")
    expect(page.get_by_role("heading", name="¿En qué podemos ayudarle?")).to_be_visible()
    shown(page, "spanish-1-home")
    asks(customer, SPANISH, field="Su pregunta", button="Obtener una respuesta")
    expect(page.locator("mark").first).to_be_visible()
    shown(page, "spanish-2-answer")
    given = AnswerGiven.objects.filter(rank=1).select_related("version__article").get()
    assert (given.language, given.version.article.slug) == ("es", "replace-driver-license")
    page.locator("figcaption a").first.click()
    settled(page)
    assert page.locator("html").get_attribute("lang") == "es"
    expect(page.get_by_role("link", name="English", exact=True)).to_be_visible()
    shown(page, "spanish-3-page")
    customer.follow("Hablar con una persona")
    expect(page.get_by_role("heading", name="Hablar con una persona").first).to_be_visible()
    shown(page, "spanish-4-person")
    translation.activate("en-us")
