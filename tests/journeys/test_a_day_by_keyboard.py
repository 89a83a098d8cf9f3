"""A day's queue by keyboard alone: ten cases, each brought on, the mouse never touched and every key counted.

Pictures are left in var/screens, the count in var/figures/day_by_keyboard.json.
"""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from frontoffice.authority.models import Notice, StaffMember
from frontoffice.cases.actions.keeping_macros import keep_my_macro
from frontoffice.cases.actions.keeping_modules import keep_my_module
from frontoffice.cases.models import Case, Note, Status
from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from tests import browser as browsers
from tests import factories
from tests.browser import ROOT
from tests.cases import making
from tests.journeys.conftest import Come
from tests.journeys.hands import Hands, Keyboard
from tests.journeys.test_by_browser import signs_in
from tests.journeys.test_telephone_by_browser import Counted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIGURES = ROOT / "var" / "figures"
NAMES = (
    "Marisol Ortega-Reyes", "Huong Tran", "Abdi Warsame", "Grace Nakamura", "Dwayne Lattimore",
    "Samuel Adeyemi", "Oksana Melnyk", "Ingrid Sorensen", "Terrence Bowdry", "Jesse Kowalczyk",
)  # fmt: skip
MOST_KEYS = 160


@pytest.fixture
def hands() -> type[Hands]:
    return Keyboard


@pytest.fixture
def cases(agency: None) -> list[Case]:
    """Ten that came in over night, a colleague to ask, and what Dana keeps for writing fast."""
    dana = StaffMember.objects.get(actor__name="Dana Whitfield")
    now = clock.now()
    factories.representative("Tomas Reinholt", username="tomas")
    keep_my_module(
        shortcut="fee",
        name="Fee",
        languages=["en"],
        texts=["Dear {{customer}}, the fee is {{? the amount}}."],
        by=dana.actor,
        at=now,
    )
    steps = [
        {"do": "take"},
        {"do": "reply", "text": "Dear {{customer}}, it is on its way. {{me}}", "then": "resolve"},
    ]
    keep_my_macro(name="On its way", steps=json.dumps(steps), by=dana.actor, at=now)
    return [
        making.case(
            topic="license-replacement",
            name=name,
            email=f"{name.split()[0].lower()}@example.org",
            subject=f"Card of {name.split()[0]}",
            at=now,
        )
        for name in NAMES
    ]


def shown(page: Page, step: str, *widths: int) -> None:
    """A picture, at both widths unless told otherwise, no wider than the window, accessible."""
    for width in widths or (browsers.DESK, browsers.PHONE):
        page.set_viewport_size({"width": width, "height": browsers.HEIGHTS[width]})
        browsers.picture(page, f"day-{step}-{width}")
        assert not browsers.overflows(page)
    page.set_viewport_size({"width": browsers.DESK, "height": browsers.HEIGHTS[browsers.DESK]})
    browsers.assert_accessible(page)


def at_case(page: Page, name: str) -> None:
    expect(page.locator("#case-head h1")).to_have_text(f"Card of {name}")


def done(page: Page, said: str) -> None:
    expect(page.locator("#timeline")).to_contain_text(said)
    expect(page.locator("#case-body")).to_be_focused()


def opens_the_queue(page: Page, keys: Counted) -> None:
    keys.press("Control+k")
    keys.type("my unit")
    expect(page.get_by_role("option", name="My unit").first).to_be_visible()
    keys.press("Enter")
    at_case(page, "Marisol")
    shown(page, "1-queue")


def takes_and_replies_by_a_module(page: Page, keys: Counted) -> None:
    keys.press("t")
    expect(page.locator("#case-head")).to_contain_text("yours")
    expect(page.locator("#case-body")).to_be_focused()
    keys.press("r")
    keys.type("::fe")
    expect(page.get_by_role("option")).to_have_count(1)
    shown(page, "2-module", browsers.DESK)  # on a phone the list stands in front of the case
    keys.press("Enter")
    expect(page.locator(".blanks")).to_contain_text("the amount")
    keys.type("$20.00")
    keys.press("Control+Enter")
    done(page, "the fee is $20.00")


def replies_with_a_passage(page: Page, keys: Counted) -> None:
    keys.press("j")
    at_case(page, "Huong")
    keys.press("r")
    keys.type("??replace a lost license")
    expect(page.get_by_role("option").first).to_be_visible()
    shown(page, "3-passage")
    keys.press("Enter")
    expect(page.locator("#write-text")).to_have_value(re.compile(r"\[1\]$"))
    keys.press("Control+Enter")
    done(page, "replied by e-mail")


def asks_a_colleague_in_a_note(page: Page, keys: Counted) -> None:
    keys.press("j")
    at_case(page, "Abdi")
    keys.press("t")
    expect(page.locator("#case-head")).to_contain_text("yours")
    expect(page.locator("#case-body")).to_be_focused()
    keys.press("n")
    keys.type("@tom")
    expect(page.get_by_role("option")).to_have_count(1)
    keys.press("Enter")
    keys.type("is the printer back?")
    keys.press("Control+Enter")
    done(page, "internal note")


def runs_the_macro_on_five(page: Page, keys: Counted) -> None:
    keys.press("j")
    for name in ("Grace", "Dwayne", "Samuel", "Oksana", "Ingrid"):
        at_case(page, name)
        keys.press("m")
        expect(page.locator("dialog[open] .macro-run")).to_be_focused()
        if name == "Grace":
            shown(page, "4-macro")
        keys.press("1")
        expect(page.locator("#queue")).not_to_contain_text(f"Card of {name}")
        expect(page.locator("#case-body")).to_be_focused()


def resolves(page: Page, keys: Counted) -> None:
    at_case(page, "Terrence")
    keys.press("e")
    expect(page.locator("dialog[open] textarea")).to_be_focused()
    keys.type("Told by telephone.")
    keys.press("Control+Enter")
    expect(page.locator("#case-head .page-head-sub")).to_contain_text("Resolved")
    expect(page.locator("#case-body")).to_be_focused()


def finds_the_last_by_name(page: Page, keys: Counted) -> None:
    keys.press("Control+k")
    keys.type("kowal")
    expect(page.get_by_role("option", name="Card of Jesse")).to_be_visible()
    shown(page, "5-palette")
    keys.press("Enter")
    at_case(page, "Jesse")
    keys.press("r")
    expect(page.locator("#write-text")).to_be_focused()
    keys.type("Which card do you mean?")
    keys.press("Control+Enter")
    done(page, "Which card do you mean?")


def test_ten_cases_are_worked_without_the_mouse(come: Come, cases: list[Case]) -> None:
    representative = come("/desk/")
    signs_in(representative)
    page = representative.page
    keys = Counted(page)
    opens_the_queue(page, keys)
    takes_and_replies_by_a_module(page, keys)
    replies_with_a_passage(page, keys)
    asks_a_colleague_in_a_note(page, keys)
    runs_the_macro_on_five(page, keys)
    resolves(page, keys)
    finds_the_last_by_name(page, keys)
    assert browsers.console_errors(page) == []
    left = dict(Case.objects.values_list("asker_name", "status"))
    waiting = [name for name in NAMES if left[name] == Status.WAITING]
    assert waiting == ["Marisol Ortega-Reyes", "Huong Tran", "Jesse Kowalczyk"]
    assert [name for name in NAMES if left[name] == Status.OPEN] == ["Abdi Warsame"]
    assert list(left.values()).count(Status.RESOLVED) == 6
    assert Message.objects.filter(citations__isnull=False).count() == 1
    assert Note.objects.get().text == "@Tomas Reinholt is the printer back?"
    assert Notice.objects.get(kind="cases.mentioned").member.actor.name == "Tomas Reinholt"
    figure = {"what": "ten cases of a queue brought on by keyboard alone", "cases": 10, "keys": keys.keys}
    FIGURES.mkdir(parents=True, exist_ok=True)
    (FIGURES / "day_by_keyboard.json").write_text(json.dumps(figure, indent=2) + "\n")
    assert keys.keys <= MOST_KEYS, figure
