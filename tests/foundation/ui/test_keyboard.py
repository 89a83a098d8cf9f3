"""Everything can be done from the keyboard, and single keys never get in the way of typing."""

import pytest
from playwright.sync_api import Page, expect

from tests import browser as browsers
from tests.browser_fixtures import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def desk(kit: str, screen: Screen) -> Page:
    return screen(f"{kit}/desk/")


def focus_is_on(page: Page, text: str) -> None:
    expect(page.locator(":focus")).to_contain_text(text)


def test_a_question_mark_lists_the_keys_of_this_very_page_and_escape_closes_it(desk: Page) -> None:
    desk.keyboard.press("?")
    keys = desk.locator("#ui-keys")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("Resolve")
    expect(keys).to_contain_text("Your reply")
    expect(keys).to_contain_text("Next in the list")
    browsers.assert_accessible(desk, within="#ui-keys")
    desk.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_a_key_presses_its_button_and_escape_gives_the_focus_back(desk: Page) -> None:
    desk.keyboard.press("e")
    dialog = desk.locator("#kit-dialog")
    expect(dialog).to_be_visible()
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    focus_is_on(desk, "Resolve")


def test_a_key_goes_to_its_field_and_typing_there_presses_nothing(desk: Page) -> None:
    desk.keyboard.press("r")
    expect(desk.get_by_label("Your reply")).to_be_focused()
    desk.keyboard.press("e")
    desk.keyboard.press("?")
    expect(desk.locator("#kit-dialog")).to_be_hidden()
    expect(desk.locator("#ui-keys")).to_be_hidden()


def test_two_keys_in_a_row_lead_to_a_place(desk: Page) -> None:
    desk.keyboard.press("g")
    desk.keyboard.press("k")
    desk.wait_for_url("**/kit/staff/")


def test_modifier_keys_belong_to_the_browser(desk: Page) -> None:
    desk.keyboard.press("Control+e")
    expect(desk.locator("#kit-dialog")).to_be_hidden()


def test_single_keys_can_be_switched_off_and_stay_off(desk: Page) -> None:
    desk.keyboard.press("?")
    desk.get_by_label("Single-key shortcuts are on").uncheck()
    desk.keyboard.press("Escape")
    desk.reload()
    browsers.ready(desk)
    for key in ("e", "?", "j"):
        desk.keyboard.press(key)
    expect(desk.locator("dialog[open]")).to_have_count(0)
    assert desk.evaluate("document.activeElement.tagName") == "BODY"
    # They can be switched on again without any key: from the menu.
    desk.get_by_role("button", name="Dana Whitfield").click()
    desk.get_by_role("button", name="Keyboard shortcuts").click()
    expect(desk.locator("#ui-keys")).to_be_visible()


def test_j_and_k_move_through_the_queue(desk: Page) -> None:
    desk.keyboard.press("j")
    focus_is_on(desk, "Terrence Bowdry")
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    focus_is_on(desk, "Terrence Bowdry")
    desk.keyboard.press("ArrowUp")
    focus_is_on(desk, "Marisol")


def test_a_menu_opens_moves_and_closes_by_keyboard(desk: Page) -> None:
    desk.keyboard.press("i")
    menu = desk.locator("#insert")
    expect(menu).to_be_visible()
    focus_is_on(desk, "Passage with its citation")
    desk.keyboard.press("ArrowDown")
    focus_is_on(desk, "Standard text")
    desk.keyboard.press("ArrowDown")
    focus_is_on(desk, "Passage with its citation")
    browsers.assert_accessible(desk)
    desk.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    focus_is_on(desk, "Insert")


def test_tabs_move_with_the_arrows(kit: str, screen: Screen) -> None:
    page = screen(f"{kit}/staff/")
    page.get_by_role("tab", name="Open").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Waiting")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#tab-waiting")).to_be_visible()
    expect(page.locator("#tab-open")).to_be_hidden()
    page.keyboard.press("End")
    focus_is_on(page, "Resolved")


def test_a_combo_box_finds_by_typing(kit: str, screen: Screen) -> None:
    page = screen(f"{kit}/form/")
    box = page.get_by_role("combobox", name="Topic")
    box.focus()
    page.keyboard.type("refund")
    expect(page.get_by_role("option", name="Fees and refunds")).to_be_visible()
    browsers.assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Fees and refunds")
    assert page.locator("select[name=topic]").input_value() == "fees"
    box.fill("zzz")
    expect(page.locator(".usa-combo-box__list-option--no-results")).to_have_text("Nothing found")
