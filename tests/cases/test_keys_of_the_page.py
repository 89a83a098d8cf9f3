"""Behind `?` stand exactly the keys that work on the page; single keys never fire in a text (WCAG 2.1.4)."""

import string
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.models import Case
from frontoffice.foundation import clock
from tests import browser as browsers
from tests.browser_fixtures import browser
from tests.cases.test_by_keyboard import Desk, cases, desk, member

__all__ = ["browser", "cases", "desk", "member"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED, HELD = {": :", "? ?", "@"}, {"Ctrl K", "Ctrl Enter", "Esc"}
MOVING = {"j", "k", "?"}
# What a key presses is noted instead of done, so that the page stays as it is.
NOTE = """
() => {
  window.pressed = [];
  document.addEventListener("click", (event) => {
    if (event.isTrusted) return;
    const control = event.target.closest("[data-key]");
    if (!control) return;
    window.pressed.push(control.dataset.key);
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("focusin", (event) => {
    const text = event.target.matches("input[data-key]:not([type=radio], [type=checkbox])");
    if (!text) return;
    window.pressed.push(event.target.dataset.key);
    event.target.blur();
  });
}
"""


def listed(page: Page) -> list[str]:
    """The keys in the overlay, which is opened and closed again."""
    page.keyboard.press("?")
    expect(page.locator("#ui-keys")).to_be_visible()
    found = [
        " ".join(row.locator("kbd").all_inner_texts()) for row in page.locator("#ui-keys .keys-list dd").all()
    ]
    page.keyboard.press("Escape")
    expect(page.locator("#ui-keys")).to_be_hidden()
    return found


def pressing(page: Page, keys: str) -> set[Any]:
    page.evaluate("() => { window.pressed = []; document.activeElement.blur(); }")
    for key in keys.split(" "):
        page.keyboard.press(key)
    return set(page.evaluate("window.pressed"))


@pytest.mark.parametrize("path", ["/desk/?view=unit", "case", "/my-work/", "/customers/", "/desk/modules/"])
def test_each_listed_key_presses_one_control_and_no_other_key_presses_any(
    desk: Desk, cases: list[Case], member: StaffMember, path: str
) -> None:
    take(case=cases[0], by=member.actor, at=clock.now())
    page = desk(f"/desk/cases/{cases[0].reference}/" if path == "case" else path)
    shown = listed(page)
    assert len(shown) == len(set(shown))
    controls = [keys for keys in shown if keys not in TYPED | HELD | MOVING]
    assert {"?", "Ctrl K", "Esc"} <= set(shown)
    assert ("j" in shown) == (page.locator("[data-list]").count() > 0)
    assert (": :" in shown) == (page.locator("#write-text").count() > 0)
    page.evaluate(NOTE)
    for keys in controls:
        page.wait_for_timeout(10)
        assert pressing(page, keys) == {keys}, keys
    page.wait_for_timeout(1100)  # a first key of two is forgotten
    for letter in set(string.ascii_lowercase + string.digits) - set(controls) - MOVING - {"g"}:
        assert pressing(page, letter) == set(), letter
        page.wait_for_timeout(10)


def test_in_a_text_no_single_key_does_anything_and_they_can_be_switched_off(
    desk: Desk, cases: list[Case], member: StaffMember
) -> None:
    page = desk(f"/desk/cases/{cases[0].reference}/")
    page.locator("#write-text").focus()
    page.evaluate(NOTE)
    page.keyboard.type(f"{string.ascii_lowercase}?.[]+")
    expect(page.locator("#write-text")).to_have_value(f"{string.ascii_lowercase}?.[]+")
    assert page.evaluate("window.pressed") == []
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("?")
    page.locator("label[for=ui-keys-switch]").click()
    expect(page.locator("#ui-keys-switch")).not_to_be_checked()
    left = [
        " ".join(row.locator("kbd").all_inner_texts()) for row in page.locator("#ui-keys .keys-list dd").all()
    ]
    assert set(left) == TYPED | HELD
    page.keyboard.press("Escape")
    for key in ("t", "r", "m", "g d"):
        assert pressing(page, key) == set(), key
    page.keyboard.press("Control+k")
    expect(page.locator("#ui-palette")).to_be_visible()


def test_the_palette_goes_to_a_case_and_presses_what_the_page_has(
    desk: Desk, cases: list[Case], member: StaffMember
) -> None:
    page = desk(f"/desk/cases/{cases[0].reference}/?view=unit")
    keys = page.keyboard
    keys.press("Control+k")
    expect(page.locator("#ui-palette-q")).to_be_focused()
    expect(page.get_by_role("option", name="Take the case")).to_be_visible()
    browsers.assert_accessible(page)
    assert browsers.small_targets(page) == []
    keys.type("take")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option", selected=True)).to_contain_text("Take the case")
    keys.press("Enter")
    expect(page.locator("#case-head")).to_contain_text("yours")
    keys.press("Control+k")
    keys.type("resolve the")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Resolve the case")
    keys.press("Enter")
    expect(page.locator("dialog[open] textarea")).to_be_focused()
    keys.press("Control+k")
    expect(page.locator("#ui-palette-q")).to_be_focused()
    keys.type("huong")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Card 2")
    keys.press("Enter")
    expect(page.locator("#case-head h1")).to_have_text("Card 2")
    keys.press("Control+k")
    expect(page.get_by_role("option", name="Card 1")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#ui-palette")).to_be_hidden()
    assert browsers.console_errors(page) == []


def test_the_palette_fits_a_phone_and_opens_from_the_menu(desk: Desk, cases: list[Case]) -> None:
    page = desk("/desk/?view=unit", width=browsers.PHONE)
    page.locator("[popovertarget=user-menu]").click()
    page.locator("[data-opens-palette]").click()
    page.locator("#ui-palette-q").fill("ortega")
    expect(page.get_by_role("option").first).to_contain_text("Card 1")
    browsers.assert_accessible(page)
    assert not browsers.overflows(page)
    assert browsers.small_targets(page) == []
    page.get_by_role("option").first.click()
    expect(page.locator("#case-head h1")).to_have_text("Card 1")
