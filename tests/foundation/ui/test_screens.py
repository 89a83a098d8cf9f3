"""The kit's pages in a real browser: nothing for axe to find, targets large enough, nothing scrolls sideways."""

import pytest
from playwright.sync_api import expect

from tests import browser as browsers
from tests.browser_fixtures import Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGES = ["/", "/staff/", "/desk/", "/form/", "/error/404/"]
WIDTHS = [browsers.PHONE, browsers.DESK]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_and_every_target_can_be_hit(
    page: str, width: int, kit: str, screen: Screen
) -> None:
    shown = screen(f"{kit}{page}", width=width)
    browsers.assert_accessible(shown)
    assert browsers.small_targets(shown) == []
    assert not browsers.overflows(shown)


@pytest.mark.parametrize("page", ["/", "/staff/", "/desk/"])
@pytest.mark.parametrize("width", [browsers.PHONE, 768, 1024, browsers.WALL])
def test_nothing_scrolls_sideways(page: str, width: int, kit: str, screen: Screen) -> None:
    shown = screen(f"{kit}{page}", width=width)
    assert not browsers.overflows(shown)
    assert browsers.console_errors(shown) == []


def test_the_check_finds_what_is_wrong(kit: str, screen: Screen) -> None:
    """A page made bad on purpose: the helpers must say so."""
    shown = screen(f"{kit}/")
    shown.evaluate(
        """() => {
            const bad = document.createElement("button");
            bad.style.cssText = "width: 10px; height: 10px; padding: 0; min-height: 0; border: 0";
            document.querySelector("main").append(bad);
            document.querySelector("main").append(Object.assign(document.createElement("img"), { src: "/x.png" }));
            document.body.style.width = "3000px";
        }"""
    )
    assert {"button-name", "image-alt"} <= {one.rule for one in browsers.violations(shown)}
    assert len(browsers.small_targets(shown)) == 1
    assert browsers.overflows(shown)


def test_controls_have_the_staff_size(kit: str, screen: Screen) -> None:
    shown = screen(f"{kit}/staff/")
    height = "e => e.getBoundingClientRect().height"
    size = "e => getComputedStyle(e).fontSize"
    assert shown.locator("#kit-buttons .usa-button").first.evaluate(height) == 32
    assert shown.locator("#id_kit-select").evaluate(height) == 32
    assert shown.locator("body").evaluate(size) == "15px"
    assert shown.locator("#kit-buttons .usa-button").first.evaluate(size) == "14px"
    assert shown.locator("#kit-marks .badge").first.evaluate(size) == "13px"


def test_reading_width_stays_sane_on_a_wall(kit: str, screen: Screen) -> None:
    shown = screen(f"{kit}/desk/", width=browsers.WALL)
    assert shown.locator(".entry-box").first.evaluate("e => e.getBoundingClientRect().width") < 1120


def test_the_skip_link_leads_to_the_main_part(kit: str, screen: Screen) -> None:
    shown = screen(f"{kit}/desk/")
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.className") == "usa-skipnav"
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.id") == "main"


def test_on_a_phone_one_pane_shows_at_a_time(kit: str, screen: Screen) -> None:
    shown = screen(f"{kit}/desk/", width=browsers.PHONE)
    visible = (
        "() => [...document.querySelectorAll('.pane')].filter(e => e.checkVisibility()).map(e => e.className)"
    )
    assert shown.evaluate(visible) == ["pane pane--main"]
    shown.get_by_role("button", name="Customer", exact=True).click()
    assert shown.evaluate(visible) == ["pane pane--aside"]
    shown.locator(".pane-switch").get_by_role("button", name="Queue").click()
    assert shown.evaluate(visible) == ["pane pane--queue"]
    assert shown.locator(".desk-nav").is_hidden()
    assert shown.locator(".desk-foot").is_visible()
    shown.get_by_role("button", name="More").click()
    assert shown.locator("#more-places").get_by_role("link", name="Reports").is_visible()
    browsers.assert_accessible(shown)


def test_a_pane_can_be_made_wider_by_keyboard_and_stays_so(kit: str, screen: Screen) -> None:
    shown = screen(f"{kit}/desk/")
    width = "() => document.querySelector('.pane--queue').getBoundingClientRect().width"
    before = shown.evaluate(width)
    grip = shown.get_by_role("separator", name="Width of the list")
    grip.focus()
    for _time in range(4):
        shown.keyboard.press("ArrowRight")
    assert shown.evaluate(width) == pytest.approx(before + 64, abs=2)
    shown.reload()
    browsers.ready(shown)
    assert shown.evaluate(width) == pytest.approx(before + 64, abs=2)


def test_a_pane_can_be_folded_away_and_stays_so(kit: str, screen: Screen) -> None:
    shown = screen(f"{kit}/desk/")
    queue = shown.locator(".pane--queue")
    shown.get_by_role("button", name="Fold the list away").click()
    expect(queue).to_be_hidden()
    shown.reload()
    browsers.ready(shown)
    expect(queue).to_be_hidden()
    browsers.assert_accessible(shown)
    shown.keyboard.press("[")
    expect(queue).to_be_visible()


def test_a_part_put_in_keeps_to_the_content_policy_and_takes_the_focus(kit: str, screen: Screen) -> None:
    shown = screen(f"{kit}/desk/")
    shown.keyboard.press("i")  # placing the menu gives it a style that the swap must not copy as an attribute
    shown.keyboard.press("Escape")
    shown.get_by_role("link", name="Huong Tran").press("Enter")
    shown.wait_for_url("**?row=C-0020421")
    assert shown.get_by_role("button", name="Resolve").is_visible()
    shown.keyboard.press("i")
    assert shown.locator("#insert").is_visible(), "what was put in works as what was there"
    assert browsers.console_errors(shown) == []


def test_who_is_idle_is_asked_before_being_signed_out(kit: str, screen: Screen) -> None:
    shown = screen(f"{kit}/desk/")
    dialog = shown.locator("#ui-staying")
    shown.clock.install()
    shown.reload()
    browsers.ready(shown)
    shown.clock.fast_forward("27:00")
    expect(dialog).to_be_hidden()
    shown.clock.fast_forward("01:30")
    expect(dialog).to_be_visible()
    browsers.assert_accessible(shown, within="#ui-staying")
    shown.get_by_role("button", name="Stay signed in").click()
    expect(dialog).to_be_hidden()
    shown.clock.fast_forward("27:00")
    expect(dialog).to_be_hidden()
