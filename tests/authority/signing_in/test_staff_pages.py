"""The staff list, a colleague's page and what is changed there, by the page and in a real browser."""

import datetime as dt

import pytest
from django.test import Client
from playwright.sync_api import Page

from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from tests import browser as browsers
from tests import factories
from tests.authority.signing_in.conftest import Open, signed_in
from tests.authority.signing_in.test_by_browser import enter, looks_right
from tests.browser_fixtures import browser

__all__ = ["browser"]
STAFF = "/authority/staff/"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_colleagues_are_found_by_name_post_unit_and_level_and_ended_ones_apart(
    dana: StaffMember, miriam: StaffMember
) -> None:
    gone = factories.representative("Left Long Ago", unit_code="back", at=clock.now())
    StaffMember.objects.filter(pk=gone.pk).update(until=clock.now() - dt.timedelta(days=1))
    client = signed_in("dana")
    assert "Miriam Castellanos" in text(client, STAFF)
    assert "Left Long Ago" not in text(client, STAFF)
    assert "Left Long Ago" in text(client, f"{STAFF}?ended=1&unit=back")
    assert "Miriam" not in text(client, f"{STAFF}?q=whitfield")
    assert "Nobody found" in text(client, f"{STAFF}?unit=nowhere")
    assert "Dana Whitfield" in text(client, f"{STAFF}?level={dana.level.code}&q={dana.post}")


@pytest.mark.django_db
def test_how_a_colleague_signs_in_is_shown_only_to_who_may_set_it(
    dana: StaffMember, miriam: StaffMember
) -> None:
    own, boss = signed_in("dana"), signed_in("miriam")
    assert "User name" not in text(own, f"{STAFF}{miriam.reference}/")
    assert "User name" in text(own, f"{STAFF}{dana.reference}/")
    shown = text(boss, f"{STAFF}{dana.reference}/")
    assert "Reset the password" in shown
    assert "Reset the password" not in text(boss, f"{STAFF}{miriam.reference}/"), "not one's own"
    assert own.get(f"{STAFF}{miriam.reference}/password/").status_code == 403
    assert own.get(f"{STAFF}no-such-one/").status_code == 404


@pytest.mark.django_db
def test_a_post_is_ended_on_a_day_and_changed_by_the_page(dana: StaffMember, miriam: StaffMember) -> None:
    client = signed_in("miriam")
    page = f"{STAFF}{dana.reference}/"
    assert client.post(f"{page}move/", {"reason": "More work", "post": "First window"}).status_code == 302
    day = clock.now().date() + dt.timedelta(days=9)
    answer = client.post(f"{page}end/", {"reason": "Retires", "last_day": day.isoformat()})
    assert answer.status_code == 302
    dana.refresh_from_db()
    assert dana.post == "First window"
    assert dana.until is not None
    assert dana.until.astimezone(clock.zone_named("America/Chicago")).date() == day + dt.timedelta(days=1)
    assert client.post(f"{page}end/", {"reason": ""}).status_code == 409
    past = {"reason": "x", "last_day": "2020-01-01"}
    assert client.post(f"{page}end/", past).status_code == 409


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [browsers.PHONE, browsers.DESK])
def test_the_pages_can_be_used_by_everybody(
    dana: StaffMember, miriam: StaffMember, opened: Open, width: int
) -> None:
    page = opened(f"/accounts/login/?next={STAFF}", width=width)
    home = page.url.split("/accounts/")[0]
    enter(page, "miriam")
    page.get_by_role("heading", name="Staff").wait_for()
    _look(page, f"staff-{width}")
    page.get_by_role("link", name="Dana Whitfield").click()
    page.get_by_role("heading", name="Dana Whitfield").wait_for()
    _look(page, f"colleague-{width}")
    for change in ("end", "move", "factors"):
        browsers.visit(page, f"{home}{STAFF}{dana.reference}/{change}/")
        _look(page, f"colleague-{change}-{width}")
    browsers.visit(page, f"{home}{STAFF}{dana.reference}/password/")
    page.get_by_label("Reason").fill("Forgot it")
    page.get_by_role("button", name="Reset a password").press("Enter")
    page.locator("#password-code").wait_for()
    _look(page, f"colleague-code-{width}")
    code = page.locator("#password-code").inner_text()
    page.context.clear_cookies()
    browsers.visit(page, f"{home}/accounts/new-password/")
    _look(page, f"new-password-{width}")
    page.get_by_label("User name").fill("dana")
    page.get_by_label("Code from your supervisor").fill(code)
    page.locator("#id_password1").fill("several-words-apart")
    page.locator("#id_password2").fill("several-words-apart")
    page.keyboard.press("Enter")
    page.get_by_text("Your new password is set").wait_for()
    _look(page, f"login-{width}")


def _look(page: Page, name: str) -> None:
    looks_right(page)
    browsers.picture(page, name, whole=True)
