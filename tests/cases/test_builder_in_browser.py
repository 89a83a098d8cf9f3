"""The builder of conditions in a real browser: by keyboard, with its preview, and the same without a script."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case, SavedView
from tests.browser_fixtures import browser
from tests.cases.test_by_keyboard import Desk, cases, desk, member

__all__ = ["browser", "cases", "desk", "member"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def read_before(member: StaffMember, client: Client) -> None:
    """The page's templates are read before a browser waits for them."""
    client.force_login(member.user)  # type: ignore[arg-type]
    assert client.get("/desk/lists/new/").status_code == 200


def test_a_list_is_built_by_keyboard_with_its_preview(desk: Desk, cases: list[Case]) -> None:
    page = desk("/desk/lists/new/")
    expect(page.get_by_text("3 cases")).to_be_visible()
    page.locator("#add").select_option("subject")
    page.locator("#add-button").focus()
    page.keyboard.press("Enter")
    words = page.locator("#t1-value")
    expect(words).to_be_visible()
    words.fill("card 2")
    page.keyboard.press("Tab")
    expect(page.locator(".builder-count")).to_have_text("1 case")
    expect(page.locator(".builder-cases")).to_contain_text(cases[1].number)
    expect(page.locator("#drop-t1")).to_be_focused()
    page.locator("#add").select_option("status")
    page.locator("#add-button").press("Enter")
    page.locator("#t2-choices").get_by_label("Open").check()
    expect(page.locator(".builder-count")).to_have_text("0 cases")
    page.locator("#drop-t2").press("Enter")
    expect(page.locator(".builder-count")).to_have_text("1 case")
    page.locator("#id_name").fill("Second cards")
    page.get_by_role("button", name="Keep the list").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second cards")
    assert len(SavedView.objects.get().conditions["tests"]) == 2
    # A request that a later one takes the place of is told by the script as one that was given up.
    told = page.console_errors  # type: ignore[attr-defined]
    assert [error for error in told if not error.startswith("htmx:")] == []


def test_without_a_script_the_same_buttons_do_it(desk: Desk, cases: list[Case]) -> None:
    page = desk("/desk/lists/new/", script=False)
    page.locator("#add").select_option("subject")
    page.locator("#add-button").click()
    page.locator("#t1-value").fill("card 3")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator(".builder-count")).to_have_text("1 case")
    page.locator("#id_name").fill("Third cards")
    page.get_by_role("button", name="Keep the list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Third cards")


def test_chosen_cases_are_counted_and_all_of_a_page_are_chosen_at_once(desk: Desk, cases: list[Case]) -> None:
    page = desk("/desk/lists/unit/")
    page.get_by_label(f"Choose {cases[0].number}").check()
    expect(page.locator("[data-chosen]")).to_have_text("1")
    page.get_by_label("This page").check()
    expect(page.locator("[data-chosen]")).to_have_text("3")
    page.get_by_label("What to do with them").select_option("note")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a note")
    page.locator("#id_text").fill("Call them first.")
    page.get_by_role("button", name="See what will happen").click()
    expect(page.get_by_text("Will be done")).to_have_count(3)
    page.get_by_role("button", name="Do it for 3 cases").click()
    expect(page.locator(".badge--done")).to_have_count(3)
