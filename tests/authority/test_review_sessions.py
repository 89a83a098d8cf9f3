"""Signing in, staying signed in, signing out; and what the worker forgets so that tables don't grow for ever."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.urls import resolve

from frontoffice.authority import schedules
from frontoffice.authority.middleware import LAST_SEEN
from frontoffice.authority.models import KeyedCall
from frontoffice.authority.signing_in.confirming import SIGNED_IN
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests.factories import NOW, PASSWORD, staff, visitor

pytestmark = pytest.mark.django_db
PAGE = "/authority/approvals/"


@pytest.fixture(autouse=True)
def nobody_failed_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def client() -> Client:
    staff("Dana", grants=["authority.approve"], username="dana", at=clock.now())
    browser = Client()
    assert browser.post("/accounts/login/", {"login": "dana", "password": PASSWORD}).status_code == 302
    assert browser.get(PAGE).status_code == 200
    return browser


@pytest.fixture
def unattended() -> Iterator[None]:
    view: Any = resolve(PAGE).func
    view.unattended = True
    yield
    del view.unattended


def turn_back(browser: Client, key: str, seconds: float) -> None:
    session = browser.session
    session[key] -= seconds
    session.save()


def test_what_a_page_asks_for_by_itself_does_not_keep_the_session_open(
    client: Client, unattended: None
) -> None:
    turn_back(client, LAST_SEEN, configured.SESSION_IDLE_SECONDS - 60)
    assert client.get(PAGE).status_code == 200
    turn_back(client, LAST_SEEN, 120)
    assert client.get(PAGE).status_code == 302


def test_what_a_person_asks_for_does(client: Client) -> None:
    turn_back(client, LAST_SEEN, configured.SESSION_IDLE_SECONDS - 60)
    assert client.get(PAGE).status_code == 200
    turn_back(client, LAST_SEEN, 120)
    assert client.get(PAGE).status_code == 200


def test_a_session_ends_with_the_day_however_busy_it_was(client: Client) -> None:
    turn_back(client, SIGNED_IN, configured.SESSION_COOKIE_AGE + 1)
    assert client.get(PAGE).status_code == 302
    assert client.get(PAGE).headers["Location"].startswith("/accounts/login/")


def test_part_of_a_page_sends_the_whole_page_to_sign_in_and_back(client: Client) -> None:
    turn_back(client, LAST_SEEN, configured.SESSION_IDLE_SECONDS + 60)
    for _when in ("as the session ends", "after it has"):
        answer = client.get(
            PAGE, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?q=a"}
        )
        assert answer.headers["HX-Redirect"] == "/accounts/login/?next=/desk/%3Fq%3Da"
        assert answer.content == b""


def test_what_staff_saw_is_not_kept_by_the_browser(client: Client) -> None:
    assert client.get(PAGE).headers["Cache-Control"] == "private, no-store"
    answer = Client().get("/api/v1/contacts.contact", headers={"Authorization": "Bearer nobody"})
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "path",
    [
        "password/reset/",
        "email/",
        "confirm-email/",
        "confirm-email/a/",
        "password/set/",
        "login/code/confirm/",
    ],
)
def test_pages_that_nobody_here_needs_are_not_there(client: Client, mailoutbox: Any, path: str) -> None:
    for browser in (Client(), client):
        assert browser.get(f"/accounts/{path}").status_code == 404
        assert browser.post(f"/accounts/{path}", {"email": "x@example.org"}).status_code == 404
    assert mailoutbox == []


def test_signing_in_changing_the_password_and_signing_out_work_without_them(client: Client) -> None:
    other, new = Client(), "another-horse-battery"
    other.post("/accounts/login/", {"login": "dana", "password": PASSWORD})
    for page in ("password/change/", "reauthenticate/", "logout/"):
        assert client.get(f"/accounts/{page}").status_code == 200
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", typed).status_code == 302
    assert client.get(PAGE).status_code == 200
    assert other.get(PAGE).status_code == 302, "other sessions end with the old password"
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get(PAGE).status_code == 302


def test_an_account_that_was_closed_neither_signs_in_nor_stays_in(client: Client) -> None:
    from frontoffice.authority.models import User

    User.objects.update(is_active=False)
    assert client.get(PAGE).status_code == 302
    browser = Client()
    browser.post("/accounts/login/", {"login": "dana", "password": PASSWORD})
    assert browser.get(PAGE).status_code == 302
    assert browser.get("/accounts/inactive/").status_code == 200


def test_after_five_failures_the_right_password_waits_too_in_whatever_letters(client: Client) -> None:
    for name in ("dana", "DANA", "Dana", "dAna", "daNa"):
        Client().post("/accounts/login/", {"login": name, "password": "wrong wrong wrong"})
    browser = Client()
    browser.post("/accounts/login/", {"login": "dana", "password": PASSWORD})
    assert browser.get(PAGE).status_code == 302


def test_failed_sign_ins_are_not_forgotten_because_many_others_failed_too() -> None:
    # The tests' own cache is another one, so the product's is made here as its settings say.
    from config import settings as product

    said: Any = product.PRODUCT_CACHE
    kept = DatabaseCache(said["LOCATION"], said)
    kept.set("mine", 1, timeout=900)
    for number in range(350):
        kept.set(f"other-{number}", 1, timeout=900)
    assert kept.get("mine") == 1


def test_keys_are_forgotten_after_a_month_and_sessions_when_they_have_run_out(
    open_unit: Any, client: Client
) -> None:
    month, day = dt.timedelta(days=30), dt.timedelta(days=1)
    open_unit.once("old")(code="a", by=visitor(), at=NOW - month - day)
    open_unit.once("new")(code="b", by=visitor(), at=NOW - month + day)
    schedules.forget_keys(by=service("authority"), at=NOW)
    assert list(KeyedCall.objects.values_list("key", flat=True)) == ["new"]
    live = Session.objects.get()
    Session.objects.create(session_key="old", session_data="", expire_date=live.expire_date - 300 * day)
    schedules.forget_sessions(by=service("authority"), at=NOW)
    assert list(Session.objects.all()) == [live]
