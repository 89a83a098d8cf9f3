"""Text modules, passages and macros in a real browser, by keyboard alone."""

import json

import pytest
from playwright.sync_api import expect

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.keeping_macros import keep_my_macro
from frontoffice.cases.actions.keeping_modules import keep_my_module
from frontoffice.cases.models import Case, Note
from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from tests import browser as browsers
from tests.browser_fixtures import browser
from tests.cases import making
from tests.cases.test_by_keyboard import Desk, cases, desk, done, member

__all__ = ["browser", "cases", "desk", "member"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_module(member: StaffMember) -> None:
    keep_my_module(
        shortcut="fee",
        name="Fee of a card",
        languages=["en"],
        texts=["Dear {{customer}}, {{? the amount}} is due."],
        by=member.actor,
        at=clock.now(),
    )


def test_two_colons_put_in_a_text_module_and_nothing_is_sent_before_its_blanks_are_filled(
    desk: Desk, cases: list[Case], member: StaffMember
) -> None:
    a_module(member)
    page = desk(f"/desk/cases/{cases[0].reference}/")
    keys, box = page.keyboard, page.locator("#write-text")
    keys.press("r")
    keys.type("::fe")
    expect(page.get_by_role("option", name="::fee")).to_be_visible()
    expect(box).to_have_attribute("aria-activedescendant", "offered-0")
    expect(page.locator("#offer-said")).to_contain_text("1 offered")
    browsers.assert_accessible(page)
    keys.press("Tab")
    expect(box).to_have_value("Dear Marisol Ortega-Reyes, [[the amount]] is due.")
    expect(page.get_by_role("listbox", name="Text modules")).to_have_count(0)
    expect(page.locator(".blanks")).to_contain_text("the amount")
    keys.press("Control+Enter")
    expect(page.locator("#offer-said")).to_contain_text("still to be filled in")
    keys.type("$18.00")
    expect(page.locator(".blanks")).to_have_count(0)
    keys.press("Control+Enter")
    done(page)
    assert Message.objects.get().body == "Dear Marisol Ortega-Reyes, $18.00 is due."
    assert browsers.console_errors(page) == []


def test_two_question_marks_put_in_a_passage_with_the_version_that_it_is_from(
    desk: Desk, cases: list[Case]
) -> None:
    passage = making.passage()
    page = desk(f"/desk/cases/{cases[0].reference}/")
    keys, box = page.keyboard, page.locator("#write-text")
    keys.press("r")
    keys.type("So: ??replacement card fee")
    expect(page.get_by_role("option", name="A replacement card costs $18.00.")).to_be_visible()
    keys.press("Enter")
    expect(box).to_have_value("So: A replacement card costs $18.00. [1]")
    keys.press("Control+Enter")
    done(page)
    assert Message.objects.get().citations.get().passage == passage
    keys.press("n")
    keys.type("??replacement card fee")
    expect(page.get_by_role("option").first).to_be_visible()
    keys.press("Enter")
    expect(box).to_have_value("“A replacement card costs $18.00.” (Replacing a card, version 1)")


def test_what_only_looks_alike_and_escape_leave_the_text_as_it_is(
    desk: Desk, cases: list[Case], member: StaffMember
) -> None:
    a_module(member)
    page = desk(f"/desk/cases/{cases[0].reference}/")
    keys, box = page.keyboard, page.locator("#write-text")
    keys.press("r")
    keys.type("Really?? I think std::fee and ::fe")
    expect(page.get_by_role("option")).to_have_count(1)
    keys.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    keys.press("Enter")
    expect(box).to_have_value("Really?? I think std::fee and ::fe\n")
    expect(box).to_be_focused()


def test_m_and_a_number_run_a_macro_and_the_next_case_opens(
    desk: Desk, cases: list[Case], member: StaffMember
) -> None:
    steps = [{"do": "note", "text": "Told {{customer}}."}, {"do": "resolve", "text": "Told."}]
    keep_my_macro(name="Told and done", steps=json.dumps(steps), by=member.actor, at=clock.now())
    page = desk("/desk/?view=unit")
    keys = page.keyboard
    keys.press("j")
    expect(page.locator("#case-head h1")).to_have_text("Card 2")
    keys.press("m")
    expect(page.locator("dialog[open] .macro-run")).to_be_focused()
    browsers.assert_accessible(page)
    assert browsers.small_targets(page) == []
    keys.press("1")
    expect(page.locator("#case-head h1")).to_have_text("Card 3")
    expect(page).to_have_url(
        page.url.split("/desk/")[0] + f"/desk/cases/{cases[2].reference}/?view=unit&sort=due"
    )
    done(page)
    expect(page.locator("#queue")).not_to_contain_text("Card 2")
    expect(page.locator("#queue [data-current]")).to_contain_text("Card 3")
    expect(page.locator("#toasts")).to_contain_text("“Told and done” is done")
    assert Note.objects.get().text == "Told Huong Tran."
    assert browsers.console_errors(page) == []
