"""Two ways to use a page: with the mouse, and with the keyboard alone. Both name things as people see or hear them."""

import re
from typing import Protocol

from playwright.sync_api import Page, expect

from tests import browser as browsers

MOST_TABS = 200
# The name by which the focused element is announced.
_FOCUSED = """() => {
  const element = document.activeElement;
  const labels = element.labels?.length ? [...element.labels].map((label) => label.textContent).join(" ") : "";
  const given = element.getAttribute("aria-label") || labels || element.textContent || "";
  return { name: given.trim().replace(/\\s+/g, " "), place: element.tagName };
}"""


class Hands(Protocol):
    """How somebody works with a page."""

    page: Page

    def write(self, name: str, text: str) -> None: ...
    def choose(self, name: str) -> None: ...
    def pick(self, name: str, option: str) -> None: ...
    def press(self, name: str) -> None: ...
    def follow(self, name: str, *, exact: bool = False) -> None: ...


def _begins(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(name)}")


def settled(page: Page) -> None:
    """What was asked for is there and the page's script has started."""
    page.wait_for_load_state("load")
    browsers.ready(page)


class Mouse:
    """Points and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, name: str, text: str) -> None:
        """Into the field with a label that begins so."""
        self.page.locator("input, textarea").and_(self.page.get_by_label(_begins(name))).first.fill(text)

    def choose(self, name: str) -> None:
        """One of several round buttons."""
        self.page.locator("label", has_text=name).first.click()

    def pick(self, name: str, option: str) -> None:
        """From a list."""
        self.page.get_by_label(name).first.select_option(label=option)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=_begins(name)).first.click()

    def follow(self, name: str, *, exact: bool = False) -> None:
        self.page.get_by_role("link", name=name if exact else _begins(name), exact=exact).first.click()


class Keyboard:
    """Never touches the mouse: reaches everything by the tab key, as it comes on the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, name: str, *places: str, exact: bool = False) -> None:
        """Press tab until what is so called has the focus, and see that the focus can be seen."""
        passed = []
        for _tab in range(MOST_TABS):
            focused = self.page.evaluate(_FOCUSED)
            is_so_called = focused["name"] == name if exact else focused["name"].startswith(name)
            if focused["place"] in places and is_so_called:
                self.sees_the_focus()
                return
            passed.append(focused["name"][:40])
            self.page.keyboard.press("Tab")
        raise AssertionError(f"“{name}” can't be reached by the tab key; passed {passed}")

    def sees_the_focus(self) -> None:
        """The focused control, or what is drawn in its stead, has an outline."""
        seen = self.page.evaluate(
            """() => {
              const element = document.activeElement;
              const drawn = [element, element.parentElement, element.labels?.[0], element.nextElementSibling];
              const outlined = (one, pseudo) => getComputedStyle(one, pseudo).outlineStyle !== "none";
              return drawn.some((one) => one && (outlined(one) || outlined(one, "::before")));
            }"""
        )
        assert seen, self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")

    def write(self, name: str, text: str) -> None:
        self.reach(name, "INPUT", "TEXTAREA")
        self.page.keyboard.type(text)

    def choose(self, name: str) -> None:
        self.reach(name, "INPUT")
        self.page.keyboard.press("Space")

    def pick(self, name: str, option: str) -> None:
        self.reach(name, "SELECT")
        self.page.keyboard.type(option)
        expect(self.page.locator("select:focus option:checked")).to_have_text(option)

    def press(self, name: str) -> None:
        self.reach(name, "BUTTON", "SUMMARY")
        self.page.keyboard.press("Enter")

    def follow(self, name: str, *, exact: bool = False) -> None:
        self.reach(name, "A", exact=exact)
        self.page.keyboard.press("Enter")
