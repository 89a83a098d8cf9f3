"""What the library leaves open about second factors is closed; what is required is asked of everybody but programs."""

import json
import time
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import SignIn, StaffMember
from frontoffice.authority.signing_in.confirming import SIGNED_IN
from frontoffice.foundation import clock
from tests.authority.signing_in.conftest import is_in, signed_in
from tests.authority.signing_in.devices import code_of
from tests.house.test_doors import doors

pytestmark = pytest.mark.django_db
STEP = "/accounts/second-factor/"


def with_app(member: StaffMember) -> str:
    """Set an app up; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(member.user, secret)
    return secret


def long_ago(client: Client) -> None:
    """The sign-in was half an hour ago, with something done since."""
    session = client.session
    session[SIGNED_IN] -= 1800
    for record in session["account_authentication_methods"]:
        record["at"] -= 1800
    session.save()


def test_the_password_alone_opens_nothing_then(dana: StaffMember) -> None:
    secret = with_app(dana)
    client = signed_in("dana")
    assert not is_in(client)
    assert not SignIn.objects.exists()
    assert client.post(STEP, {"code": "000000"}).status_code == 200
    assert client.post(STEP, {"code": code_of(secret)}).status_code == 302
    assert is_in(client)
    assert SignIn.objects.get().second_factor


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_is_used_up_for_as_long_as_it_is_good(dana: StaffMember, steps: int, monkeypatch: Any) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    code = code_of(with_app(dana), steps=steps)
    first, second = signed_in("dana"), signed_in("dana")
    assert first.post(STEP, {"code": code}).status_code == 302
    # The library forgets after half a minute, when the code may be good for another one.
    assert cache.delete(f"allauth.mfa.totp.used?user={dana.user_id}&code={code}")
    assert second.post(STEP, {"code": code}).status_code == 200
    assert not is_in(second)


def test_guessing_codes_is_stopped(dana: StaffMember) -> None:
    secret = with_app(dana)
    client = signed_in("dana")
    for number in range(5):
        client.post(STEP, {"code": f"00000{number}"})
    assert client.post(STEP, {"code": code_of(secret)}).status_code == 200
    assert not is_in(client)


def test_what_an_app_shares_with_us_is_sealed_in_the_database(dana: StaffMember) -> None:
    secret = with_app(dana)
    assert secret not in json.dumps(Authenticator.objects.get().data)


def test_off_means_that_none_is_asked_for_or_offered(dana: StaffMember, settings: Any) -> None:
    with_app(dana)
    settings.SECOND_FACTOR = "off"
    client = signed_in("dana")
    assert is_in(client)
    assert client.get("/accounts/app/add/").status_code == 404
    assert Client().get("/accounts/passkeys/sign-in/").status_code == 404
    assert "passkey" not in Client().get("/accounts/login/").content.decode()


def test_required_leads_pages_and_parts_of_pages_there_and_leaves_programs_alone(
    dana: StaffMember, settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    at = clock.now()
    issue_token(
        secret="s" * 40,
        name="x",
        scopes=["*"],
        expires_at=at.replace(year=at.year + 1, day=1),
        by=dana.actor,
        at=at,
    )
    client = signed_in("dana")
    assert client.get("/desk/").headers["Location"] == "/accounts/mine/"
    assert client.get("/").headers["Location"] == "/accounts/mine/"
    assert client.get("/desk/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/accounts/mine/"
    assert client.post("/desk/new/", {"subject": "x"}).headers["Location"] == "/accounts/mine/"
    bearer = {"Authorization": f"Bearer {'s' * 40}"}
    assert Client().get("/api/v1/contacts.contact", headers=bearer).status_code == 200
    assert client.get("/accounts/app/add/").status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert client.post("/accounts/app/add/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/desk/").status_code == 200
    client.post("/accounts/app/remove/")
    assert Authenticator.objects.filter(type="totp").exists(), "the last one stays"


def test_factors_are_changed_only_shortly_after_showing_who_one_is(dana: StaffMember) -> None:
    client = signed_in("dana")
    assert client.get("/accounts/app/add/").status_code == 200
    long_ago(client)
    for page in ("app/add/", "passkeys/add/"):
        answer = client.get(f"/accounts/{page}")
        assert unquote(answer.headers["Location"]) == f"/accounts/reauthenticate/?next=/accounts/{page}"
    answer = client.post(
        "/accounts/reauthenticate/?next=/accounts/app/add/", {"password": "wrong wrong wrong"}
    )
    assert answer.status_code == 200
    answer = client.post(
        "/accounts/reauthenticate/?next=/accounts/app/add/", {"password": "correct-horse-battery"}
    )
    assert answer.headers["Location"] == "/accounts/app/add/"
    assert client.get("/accounts/app/add/").status_code == 200


def test_what_was_sent_too_late_was_not_done(dana: StaffMember, miriam: StaffMember) -> None:
    client = signed_in("miriam")
    page = f"/authority/staff/{dana.reference}/end/"
    assert client.get(page).status_code == 200
    long_ago(client)
    assert client.post(page, {"reason": "x"}).headers["Location"].startswith("/accounts/reauthenticate/")
    dana.refresh_from_db()
    assert dana.until is None
    part = client.post(page, {"reason": "x"}, headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"].startswith("/accounts/reauthenticate/")
    client.post(f"/accounts/reauthenticate/?next={page}", {"password": "correct-horse-battery"})
    dana.refresh_from_db()
    assert dana.until is None, "not by confirming alone"
    assert client.post(page, {"reason": "x"}).status_code == 302
    dana.refresh_from_db()
    assert dana.until is not None


SENSITIVE = {
    "authority.appoint",
    "authority.end_post",
    "authority.grant",
    "authority.issue_token",
    "authority.move_post",
    "authority.release_identity",
    "authority.reset_factors",
    "authority.reset_password",
    "authority.restrict",
    "authority.revoke_tokens_of",
}


def test_every_page_for_a_sensitive_act_alone_asks_for_it() -> None:
    assert get_resolver()
    pages = [door for door in doors() if door.power not in {None, "public"} and len(door.power) == 1]
    sensitive = [door for door in pages if set(door.power) & SENSITIVE]
    assert len(sensitive) >= 6
    assert [door.route for door in sensitive if not getattr(door.view.__wrapped__, "fresh", False)] == []
