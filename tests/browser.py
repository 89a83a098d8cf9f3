"""A real browser for tests: started once, pages at a given width, axe, sizes of targets, pictures.

The fixtures `browser` and `screen` are in tests/browser_fixtures.py; a conftest asks for them with
`pytest_plugins = ["tests.browser_fixtures"]` in tests/conftest.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "build" / "axe.min.js"
PICTURES = ROOT / "var" / "screens"

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESK, WALL = 390, 1440, 2560
HEIGHTS = {PHONE: 844, DESK: 900, WALL: 1300}
LEAST_TARGET = 24

# What can be pointed at, with the box that reacts: a label stands in for the control it covers. Links in a
# sentence may be smaller (WCAG 2.5.8, inline), and so may what has a full-size equivalent (data-small-target).
_SMALL_TARGETS = """
(least) => {
  const seen = (e) => e.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  const box = (e) => {
    const own = e.getBoundingClientRect();
    const label = e.labels && e.labels[0] ? e.labels[0].getBoundingClientRect() : null;
    if (!label || (e.type !== "radio" && e.type !== "checkbox")) return own;
    return { width: Math.max(own.width, label.width), height: Math.max(own.height, label.height) };
  };
  const inline = (e) => {
    if (e.tagName !== "A" || getComputedStyle(e).display !== "inline") return false;
    const around = e.closest("p, li, td, dd, figcaption, blockquote, span, div");
    return around && around.textContent.trim().length > e.textContent.trim().length;
  };
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=tab], [role=button]";
  return [...document.querySelectorAll(kinds)]
    .filter((e) => seen(e) && !e.disabled && !inline(e) && !e.closest("[data-small-target]"))
    .filter((e) => !e.matches(".usa-skipnav, .usa-combo-box__select, [aria-hidden=true]"))
    .map((e) => ({ e, at: box(e) }))
    .filter(({ at }) => at.width > 0 && (at.width < least - 0.5 || at.height < least - 0.5))
    .map(({ e, at }) => `${e.outerHTML.slice(0, 120)} ${Math.round(at.width)}x${Math.round(at.height)}`);
}
"""


# Keys that come before the first picture has been drawn are dropped by the browser. A test that sets the clock also
# loses this measure, so the wait ends after a second.
_DRAWN = """
() => new Promise((drawn) => {
  const look = (tries) => {
    if (tries > 100 || performance.getEntriesByName("first-contentful-paint").length) drawn(true);
    else setTimeout(look, 10, tries + 1);
  };
  look(0);
})
"""


@dataclass(frozen=True)
class Violation:
    """One thing that axe found: the rule, what it says, and the elements in question."""

    rule: str
    help: str
    where: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}: {self.help}\n    " + "\n    ".join(self.where)


_running: dict[str, Browser] = {}


@contextmanager
def started(executable: str) -> Iterator[Browser]:
    """The browser at this path, with a fresh profile, closed at the end.

    Asked for again while it runs it is the same one: two of its drivers can't live in one thread, and each module
    that imports the fixture has a fixture of its own.
    """
    if executable in _running:
        yield _running[executable]
        return
    with sync_playwright() as playwright:
        browser = _running[executable] = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        try:
            yield browser
        finally:
            del _running[executable]
            browser.close()


def new_page(browser: Browser, *, width: int = DESK, height: int | None = None, **options: Any) -> Page:
    """A page in a context of its own (no cookies of others), without motion, that fails fast."""
    size = {"width": width, "height": height or HEIGHTS.get(width, 900)}
    if width <= PHONE:
        options.setdefault("has_touch", True)
    context = browser.new_context(viewport=size, reduced_motion="reduce", **options)  # type: ignore[arg-type]
    context.set_default_timeout(8000)
    context.set_default_navigation_timeout(30_000)  # the first page of a run compiles its templates
    page = context.new_page()
    page.console_errors = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.console_errors.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda said: _note(page, said.type, said.text))
    return page


def _note(page: Page, kind: str, text: str) -> None:
    if kind == "error" and "favicon" not in text:
        page.console_errors.append(text)  # type: ignore[attr-defined]


def visit(page: Page, address: str) -> None:
    """Open and wait until the page's script has started and its fonts are there."""
    page.goto(address)
    ready(page)


def ready(page: Page) -> None:
    # By selector: waiting for an expression needs eval in the page, which its content policy forbids.
    page.locator("html[data-ready=true]").wait_for(state="attached")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(_DRAWN)


def violations(page: Page, *, within: str | None = None) -> list[Violation]:
    """What axe finds in the page, or in a part of it, under the tags to WCAG 2.2 AA with target-size on."""
    if not AXE.exists():
        raise FileNotFoundError(f"{AXE.relative_to(ROOT)} is not there: run assets/build.py")
    if not page.evaluate("Boolean(window.axe)"):
        # The page's own policy forbids foreign script tags, so it is evaluated, not added.
        page.evaluate(AXE.read_text())
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
    call = f"axe.run({json.dumps(within) if within else 'document'}, {json.dumps(options)})"
    found = page.evaluate(call)["violations"]
    return [
        Violation(
            rule=one["id"],
            help=one["help"],
            where=tuple(f"{node['target']} {node['html'][:160]}" for node in one["nodes"]),
        )
        for one in found
    ]


def assert_accessible(page: Page, *, within: str | None = None) -> None:
    """Fail with what axe found, readable."""
    found = violations(page, within=within)
    assert not found, "\n".join(f"{page.url}\n{one}" for one in found)


def small_targets(page: Page, *, least: int = LEAST_TARGET) -> list[str]:
    """Controls that are smaller than `least` CSS pixels on a side, measured as drawn."""
    return list(page.evaluate(_SMALL_TARGETS, least))


def overflows(page: Page) -> bool:
    """Whether the page scrolls sideways, which no screen may from 390 to 2560 px."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"))


def picture(page: Page, name: str, *, folder: Path = PICTURES, whole: bool = False) -> Path:
    """Save the screen as a PNG and say where; `whole` shows also what has to be scrolled to."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    size = page.viewport_size
    if whole and size:
        # Staff pages scroll inside their panes, so the window is made as tall as what is in them.
        hidden = page.evaluate(
            "Math.max(0, ...[...document.querySelectorAll('.pane, .pane-body, .desk-page')]"
            ".map((e) => e.scrollHeight - e.clientHeight))"
        )
        page.set_viewport_size({"width": size["width"], "height": size["height"] + int(hidden)})
    page.screenshot(path=path, full_page=whole)
    if whole and size:
        page.set_viewport_size(size)
    return path


def console_errors(page: Page) -> list[str]:
    """What the page's script complained of, including anything its content policy refused."""
    return list(page.console_errors)  # type: ignore[attr-defined]
