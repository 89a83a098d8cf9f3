"""Second factors in a real browser: set up, used to sign in and to confirm, readable for everybody."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from frontoffice.authority.models import SignIn, StaffMember
from tests import browser as browsers
from tests import factories
from tests.authority.signing_in.conftest import Open
from tests.authority.signing_in.devices import code_of, device_of
from tests.browser_fixtures import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINE = re.compile(r"^http://[^/]+/accounts/mine/$")
DESK = re.compile(r"^http://[^/]+/desk/$")


def enter(page: Page, name: str = "dana") -> None:
    """Type name and password, by keyboard alone."""
    page.get_by_label("User name").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(factories.PASSWORD)
    page.keyboard.press("Enter")


def looks_right(page: Page) -> None:
    browsers.ready(page)
    browsers.assert_accessible(page)
    assert browsers.small_targets(page) == []
    assert not browsers.overflows(page)
    assert browsers.console_errors(page) == []


def add_passkey(page: Page, *, alone: bool = True) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    looks_right(page)
    if not alone:
        page.get_by_label("It also signs me in without a password").press("Space")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    looks_right(page)
    page.get_by_role("link", name="I have them").click()
    page.wait_for_url(MINE)


@pytest.mark.parametrize("width", [browsers.PHONE, browsers.DESK])
def test_a_passkey_is_added_and_signs_in_alone(dana: StaffMember, opened: Open, width: int) -> None:
    page = opened("/accounts/login/?next=/accounts/mine/", width=width)
    device = device_of(page)
    looks_right(page)
    enter(page)
    page.wait_for_url(MINE)
    add_passkey(page)
    looks_right(page)
    browsers.picture(page, f"my-sign-in-{width}", whole=True)
    assert len(device.keys()) == 1
    home = page.url.split("/accounts/")[0]
    page.goto(f"{home}/accounts/logout/")
    page.get_by_role("button", name="Sign out").last.click()
    page.wait_for_url(f"{home}/")
    page.goto(f"{home}/accounts/login/?next=/accounts/mine/")
    browsers.ready(page)
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    page.wait_for_url(MINE)
    assert SignIn.objects.order_by("-pk").values_list("method", "second_factor")[0] == ("passkey", True)


def test_a_passkey_is_the_second_step_of_a_password_and_confirms(dana: StaffMember, opened: Open) -> None:
    page = opened("/accounts/login/?next=/accounts/mine/")
    device_of(page)
    enter(page)
    page.wait_for_url(MINE)
    add_passkey(page, alone=False)
    page.context.clear_cookies()
    page.goto(page.url.replace("/mine/", "/login/"))
    browsers.ready(page)
    enter(page)
    page.get_by_role("heading", name="Second step").wait_for()
    looks_right(page)
    assert SignIn.objects.count() == 1, "not signed in yet"
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(DESK)
    page.goto(page.url.replace("/desk/", "/accounts/passkeys/confirm/?next=/accounts/mine/"))
    looks_right(page)
    page.get_by_role("button", name="Confirm with a passkey").click()
    page.wait_for_url(MINE)
    looks_right(page)
    page.get_by_role("button", name=re.compile("^End it")).press("Enter")
    page.get_by_text("Whoever holds that browser has to sign in again").first.wait_for()
    assert SignIn.objects.filter(ended_at=None).count() == 1


def test_a_key_whose_holder_was_not_verified_does_not_sign_in_alone(dana: StaffMember, opened: Open) -> None:
    page = opened("/accounts/login/?next=/accounts/mine/")
    device = device_of(page)
    enter(page)
    page.wait_for_url(MINE)
    add_passkey(page)
    page.context.clear_cookies()
    device.verifies(False)
    page.goto(page.url.replace("/mine/", "/login/"))
    browsers.ready(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert").filter(has_text="did not work")).to_be_visible()
    assert SignIn.objects.count() == 1


@pytest.mark.parametrize("width", [browsers.PHONE, browsers.DESK])
def test_an_app_is_set_up_asked_for_and_removed(dana: StaffMember, opened: Open, width: int) -> None:
    page = opened("/accounts/login/?next=/accounts/mine/", width=width)
    enter(page)
    page.wait_for_url(MINE)
    page.get_by_role("link", name="Set up an app").click()
    looks_right(page)
    browsers.picture(page, f"app-add-{width}", whole=True)
    secret = page.locator("#app-key").inner_text()
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    browsers.picture(page, f"recovery-codes-{width}", whole=True)
    looks_right(page)
    home = page.url.split("/accounts/")[0]
    spare = page.locator("#recovery-codes code").first.inner_text()
    for code in (code_of(secret, steps=1), spare):
        page.context.clear_cookies()
        page.goto(f"{home}/accounts/login/")
        browsers.ready(page)
        enter(page)
        page.get_by_role("textbox", name="Code").fill(code)
        page.keyboard.press("Enter")
        page.wait_for_url(DESK)
    page.goto(page.url.replace("/desk/", "/accounts/app/remove/"))
    looks_right(page)
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url(MINE)
    assert not Authenticator.objects.exists(), "codes go with the last factor"


def test_with_a_second_factor_required_nothing_opens_before_one_is_set_up(
    dana: StaffMember, opened: Open, settings: object
) -> None:
    settings.SECOND_FACTOR = "required"  # type: ignore[attr-defined]
    page = opened("/accounts/login/")
    device_of(page)
    enter(page)
    page.wait_for_url(MINE)
    expect(page.get_by_text("Set up a second factor first")).to_be_visible()
    looks_right(page)
    home = page.url.split("/accounts/")[0]
    page.goto(f"{home}/desk/")
    page.wait_for_url(MINE)
    add_passkey(page)
    page.goto(f"{home}/desk/")
    page.wait_for_url(DESK)
    page.goto(f"{home}/accounts/mine/")
    page.get_by_role("link", name="Remove Passkey 1").click()
    page.wait_for_url(MINE)
    expect(page.get_by_text("This is your only second factor")).to_be_visible()
    assert Authenticator.objects.filter(type="webauthn").count() == 1
