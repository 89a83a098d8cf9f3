"""The life of a text: asked for, approved by another, published, found wrong, corrected, and told to who relied on it.

Pictures of each step go to the folder of screens.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.replying import reply
from frontoffice.foundation import clock
from frontoffice.knowledge.models import ArticleVersion, Status
from tests import browser as browsers
from tests import factories
from tests.portal.making import PAGE, Visitor, only_case, passage, version_of, work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OLD = "If your driver license or ID card is lost, stolen or damaged, you can order a replacement."
RIGHT = "If your driver license or ID card is lost or stolen, report it and then order a replacement."
NOTE = "A stolen card is reported first."
Opens = Callable[[StaffMember, str], Page]


@pytest.fixture
def opens(browser: Browser, live_server: LiveServer) -> Iterator[Opens]:
    """A page as a colleague sees it."""
    pages = []

    def opened(member: StaffMember, path: str) -> Page:
        client = Client()
        client.force_login(member.user)  # type: ignore[arg-type]
        page = browsers.new_page(browser)
        pages.append(page)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url}
        page.context.add_cookies([{**cookie, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}])  # type: ignore[list-item]
        browsers.visit(page, f"{live_server.url}{path}")
        return page

    yield opened
    for page in pages:
        page.context.close()


def relied_on() -> None:
    """A customer was answered from the text that will turn out to be wrong."""
    Visitor().open_case(topic="license-replacement", name="Marisol Ortega-Reyes", email="marisol@example.org")
    dana = StaffMember.objects.get(actor__name="Dana Whitfield").actor
    given = {"text": "You can order a replacement. [1]", "passages": [passage()]}
    reply(case=only_case(), **given, by=dana, at=clock.now())  # type: ignore[arg-type]
    work()


def looks_right(page: Page, name: str) -> None:
    browsers.assert_accessible(page)
    assert not browsers.overflows(page)
    assert browsers.console_errors(page) == []
    browsers.picture(page, f"article-{name}", whole=True)


def test_a_text_is_written_approved_published_corrected_and_who_relied_on_it_is_listed(
    opens: Opens, agency: None, live_server: LiveServer
) -> None:
    ruth = factories.senior("Ruth Okafor", username="ruth", at=clock.now())
    factories.grant(ruth, "knowledge.publish", asks=True)
    gordon = factories.supervisor("Gordon Pike", username="gordon", at=clock.now())
    relied_on()
    wrong = version_of()
    writes_the_correction(opens(ruth, f"/knowledge/articles/{PAGE}/"))
    assert ArticleVersion.objects.get(corrects=wrong).status == Status.DRAFT
    approves(opens(gordon, "/authority/approvals/"))
    done, wrong = ArticleVersion.objects.get(corrects=wrong), ArticleVersion.objects.get(pk=wrong.pk)
    assert (done.status, done.published_by.name, done.approved_by.name) == (  # type: ignore[union-attr]
        Status.PUBLISHED,
        "Ruth Okafor",
        "Gordon Pike",
    )
    assert (wrong.status, wrong.withdrawn_on) == (Status.WITHDRAWN, wrong.effective_from)
    assert RIGHT in Client().get(f"/help/{PAGE}/").content.decode()
    sees_who_relied_on_it(opens(gordon, "/desk/set-right/"))


def writes_the_correction(page: Page) -> None:
    """With the editor: the words, a heading of the callout by its tool, what changed; then asks for publication."""
    page.get_by_role("button", name="More", exact=True).last.click()
    page.get_by_role("link", name="Correct an error in it").click()
    browsers.ready(page)
    expect(page.get_by_label("The text was wrong: this takes its place")).to_be_checked()
    text = page.get_by_label(re.compile("^Text"))
    text.fill(text.input_value().replace(OLD, RIGHT))
    text.press("Control+End")
    page.get_by_role("toolbar").get_by_role("button", name="Callout").click()
    page.keyboard.type("Report it first")
    preview = page.locator("#preview")
    expect(preview.locator("aside.callout")).to_contain_text("Report it first")
    expect(preview).to_contain_text(RIGHT)
    page.get_by_label(re.compile("^What changed, in a sentence")).fill(NOTE)
    looks_right(page, "1-writing")
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_text("Nobody is answered from it until it is published")).to_be_visible()
    page.get_by_role("button", name="More", exact=True).last.click()
    page.get_by_role("link", name="Compare versions").click()
    browsers.ready(page)
    expect(page.locator("ins", has_text="report it and then")).to_be_visible()
    looks_right(page, "2-comparing")
    page.go_back()
    page.get_by_role("button", name="Ask for publication").click()
    expect(page.get_by_text("It waits for a colleague who did not write it")).to_be_visible()
    looks_right(page, "3-asked")


def approves(page: Page) -> None:
    """The ask tells what changed."""
    page.get_by_role("link", name=re.compile("Publish a version")).first.click()
    page.wait_for_url(
        re.compile("/approvals/.+")
    )  # the list shows its first ask already, before it is opened
    browsers.ready(page)
    expect(page.locator("main")).to_contain_text(NOTE)
    expect(page.locator("main")).to_contain_text("report it and then")
    looks_right(page, "4-approving")
    page.get_by_role("link", name="Approve", exact=True).click()
    page.get_by_role("button", name="Yes, approve").click()
    expect(page.get_by_role("button", name="Yes, approve")).to_have_count(0)


def sees_who_relied_on_it(page: Page) -> None:
    """The case, the customer, what was said and what counts now."""
    listed = page.locator("main")
    expect(listed).to_contain_text("Marisol Ortega-Reyes")
    expect(listed.locator("del").first).to_contain_text("damaged")
    expect(listed.locator("ins").first).to_contain_text("report it and then")
    looks_right(page, "5-to-set-right")
