"""The desk in a real browser: worked by keyboard alone, readable for everybody, from a phone to a wall of screen."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Attention, Case, Note
from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from tests import browser as browsers
from tests import factories
from tests.browser_fixtures import browser
from tests.cases import making

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Desk = Callable[..., Page]


@pytest.fixture
def member(transactional_db: None) -> StaffMember:
    factories.agency()
    making.topic()
    return factories.representative("Dana Whitfield", username="dana")


@pytest.fixture
def cases(member: StaffMember) -> list[Case]:
    """Three that nobody has, on file now, so that the page's clock and theirs agree."""
    names = ("Marisol Ortega-Reyes", "Huong Tran", "")
    return [
        making.case(
            name=name, email="m.ortega@example.org" if name else "", subject=f"Card {number}", at=clock.now()
        )
        for number, name in enumerate(names, start=1)
    ]


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, member: StaffMember) -> Desk:
    """Open a page of the desk as Dana: `desk("/desk/", width=390)`."""

    def opened(path: str, *, width: int = browsers.DESK, script: bool = True) -> Page:
        client = Client()
        client.force_login(member.user)  # type: ignore[arg-type]
        page = browsers.new_page(browser, width=width, java_script_enabled=script)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        if script:
            browsers.visit(page, f"{live_server.url}{path}")
        else:
            page.goto(f"{live_server.url}{path}")
        return page

    return opened


def done(page: Page) -> None:
    """The act is done and the keys lead on from the timeline."""
    expect(page.locator("#case-body")).to_be_focused()


def test_j_k_and_t_choose_and_take_a_case(desk: Desk, cases: list[Case]) -> None:
    page = desk("/desk/?view=unit")
    expect(page.locator("#case-head h1")).to_have_text("Card 1")
    page.keyboard.press("j")
    expect(page.locator("#case-head h1")).to_have_text("Card 2")
    expect(page.locator("#queue [data-current]")).to_contain_text("Card 2")
    page.keyboard.press("k")
    expect(page.locator("#case-head h1")).to_have_text("Card 1")
    page.keyboard.press("t")
    expect(page.locator("#case-head")).to_contain_text("yours")
    done(page)
    expect(page.locator("#tally")).to_contain_text("My cases 1")
    assert browsers.console_errors(page) == []


def test_r_p_and_ctrl_enter_reply_with_a_passage(desk: Desk, cases: list[Case]) -> None:
    passage = making.passage()
    page = desk(f"/desk/cases/{cases[0].reference}/")
    keys = page.keyboard
    keys.press("r")
    expect(page.locator("#write-text")).to_be_focused()
    keys.type("Dear Ms. Ortega-Reyes, ")
    page.locator("#write-text").evaluate("element => element.blur()")
    keys.press("p")
    expect(page.locator("dialog[open] #find-q")).to_be_focused()
    keys.press("Control+a")
    keys.type("What does a replacement card cost?")
    expect(page.locator("dialog mark").first).to_have_text("A replacement card costs $18.00.")
    page.locator("dialog [data-inserts]").first.focus()
    keys.press("Enter")
    expect(page.locator("#write-text")).to_be_focused()
    expect(page.locator("#write-text")).to_have_value(
        "Dear Ms. Ortega-Reyes, A replacement card costs $18.00. [1]"
    )
    expect(page.locator("#chips .chip")).to_have_count(1)
    keys.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("replied by e-mail")
    done(page)
    assert Message.objects.get().citations.get().passage == passage
    expect(page.locator("#write-text")).to_have_value("")
    assert browsers.console_errors(page) == []


def test_n_e_and_o_note_resolve_and_reopen(desk: Desk, cases: list[Case]) -> None:
    page = desk(f"/desk/cases/{cases[0].reference}/")
    keys = page.keyboard
    keys.press("n")
    keys.type("She has a form.")
    keys.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("internal note")
    done(page)
    assert Note.objects.get().text == "She has a form."
    for key, words, state in (("e", "Told the fee.", "Resolved"), ("o", "Asked again.", "New")):
        keys.press(key)
        expect(page.locator("dialog[open] textarea")).to_be_focused()
        keys.type(words)
        keys.press("Control+Enter")
        expect(page.locator("#case-head .page-head-sub .badge")).to_have_text(state)
        done(page)
    cases[0].refresh_from_db()
    assert (cases[0].status, cases[0].reopened) == ("new", 1)
    assert browsers.console_errors(page) == []


def test_what_is_typed_survives_leaving_the_page_and_a_stale_send(desk: Desk, cases: list[Case]) -> None:
    passage = making.passage()
    page = desk(f"/desk/cases/{cases[0].reference}/")
    page.keyboard.press("r")
    page.keyboard.type("Half a sentence")
    page.locator("#write-text").evaluate("element => element.blur()")
    page.keyboard.press("p")
    page.locator("dialog [data-inserts]").first.click()
    expect(page.locator("#chips .chip")).to_have_count(1)
    page.wait_for_timeout(500)
    page.goto(page.url)
    browsers.ready(page)
    expect(page.locator("#write-text")).to_have_value(re.compile(r"^Half a sentence .+\[1\]$"))
    expect(page.locator("#chips .chip")).to_contain_text(passage.version.title)
    note(case=cases[0], text="Wait!", by=factories.representative("Tomas").actor, at=clock.now())
    page.locator("#write-text").press("Control+Enter")
    expect(page.locator("#case-head")).to_contain_text("has changed since you began to write")
    expect(page.locator(".entry-new-mark")).to_have_count(1)
    expect(page.locator("#write-text")).to_have_value(re.compile("^Half a sentence"))
    assert not Message.objects.exists()
    page.locator("#write-text").press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("replied by e-mail")
    assert Message.objects.get().citations.get().passage == passage


def test_taking_a_citation_out_renumbers_the_others(desk: Desk, cases: list[Case]) -> None:
    making.passage(title="First article")
    making.passage(title="Second article", body=making.ARTICLE.replace("replacement", "new replacement"))
    page = desk(f"/desk/cases/{cases[0].reference}/")
    for number in (0, 1):
        page.keyboard.press("p")
        page.locator("dialog #find-q").fill("replacement card")
        expect(page.locator("dialog .hit")).to_have_count(2)
        page.locator("dialog .hit").nth(number).get_by_role("button", name="Cite only").click()
        page.locator("#write-text").evaluate("element => element.blur()")
    expect(page.locator("#write-text")).to_have_value("[1] [2]")
    expect(page.locator("#chips .chip")).to_have_count(2)
    page.locator("#chips .chip-remove").first.click()
    expect(page.locator("#chips .chip")).to_have_count(1)
    expect(page.locator("#write-text")).to_have_value(re.compile(r"^\s*\[1\]$"))


def test_the_same_work_is_done_without_the_script(desk: Desk, cases: list[Case]) -> None:
    making.passage()
    page = desk(f"/desk/cases/{cases[0].reference}/", script=False)
    page.get_by_role("button", name="Take", exact=True).click()
    expect(page.locator("#case-head")).to_contain_text("yours")
    page.locator("#write-text").fill("Dear Marisol,")
    page.get_by_role("button", name="Insert a passage").click()
    page.locator("#find-q").fill("What does a replacement card cost?")
    page.get_by_role("button", name="Search").last.click()
    page.locator("[name=use]").first.click()
    expect(page.locator("#write-text")).to_have_value(
        re.compile(r"^Dear Marisol,.*\$18\.00.*\[1\]$", re.DOTALL)
    )
    page.get_by_role("button", name="Send and resolve").click()
    expect(page.locator("#case-head")).to_contain_text("Resolved")
    assert Message.objects.get().citations.count() == 1


@pytest.mark.parametrize("width", [browsers.PHONE, browsers.DESK, browsers.WALL])
def test_everybody_can_read_and_hit_it_at_every_width(
    desk: Desk, cases: list[Case], member: StaffMember, width: int
) -> None:
    take(case=cases[0], by=member.actor, at=clock.now())
    passages, files = [making.passage()], [making.file(by=member.actor)]
    reply(case=cases[0], text="So. [1]", passages=passages, files=files, by=member.actor, at=clock.now())
    Case.objects.filter(pk=cases[0].pk).update(attention=Attention.UNCERTAIN)
    case = f"/desk/cases/{cases[0].reference}"
    paths = [
        "/desk/?view=unit",
        "/desk/?view=mine",
        f"{case}/",
        f"{case}/assign/",
        f"{case}/resolve/",
        "/desk/new/",
    ]
    for path in [
        *paths,
        f"{case}/passages/?q=card",
        "/customers/",
        f"/customers/{cases[0].customer.reference}/",
    ]:  # type: ignore[union-attr]
        page = desk(path, width=width)
        browsers.assert_accessible(page)
        assert browsers.small_targets(page) == [], path
        assert not browsers.overflows(page), path
        assert browsers.console_errors(page) == [], path
        page.context.close()


def test_a_phone_shows_queue_then_case_then_customer(desk: Desk, cases: list[Case]) -> None:
    page = desk("/desk/?view=unit", width=browsers.PHONE)
    expect(page.locator("#queue")).to_be_visible()
    expect(page.locator("#case-head")).to_be_hidden()
    page.locator("#queue .queue-link").nth(1).click()
    expect(page.locator("#case-head h1")).to_have_text("Card 2")
    expect(page.locator("#queue")).to_be_hidden()
    page.get_by_role("button", name="Customer").click()
    expect(page.locator("#aside-pane")).to_contain_text("Huong Tran")
    page.get_by_role("button", name="Queue").click()
    expect(page.locator("#queue")).to_be_visible()


def test_dialogs_are_accessible_and_give_the_focus_back(desk: Desk, cases: list[Case]) -> None:
    making.passage()
    page = desk(f"/desk/cases/{cases[0].reference}/")
    for key, name in (("a", "Assign"), ("e", "Resolve"), ("p", "Insert a passage"), ("c", "Topic cards")):
        page.keyboard.press(key)
        expect(page.locator("dialog[open]")).to_be_visible()
        browsers.assert_accessible(page)
        assert browsers.small_targets(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        page.wait_for_timeout(
            200
        )  # the browser gives the focus back before it says that the dialog is closed
        expect(page.locator(":focus")).to_contain_text(name)
