"""The agency's own sign-in service when it is down, its second factor, signing out and confirming there."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember, User
from tests.authority.signing_in.conftest import is_in, signed_in
from tests.authority.signing_in.going_there import asked, back, come
from tests.authority.signing_in.provider import CLIENT, Provider

pytestmark = pytest.mark.django_db


def test_stopping_there_says_so(provider: Provider) -> None:
    client = Client()
    state = parse_qs(urlsplit(asked(client)).query)["state"][0]
    answer = client.get(f"/accounts/provider/back/?error=access_denied&state={state}")
    assert "You stopped the sign-in there" in answer.content.decode()


@pytest.mark.parametrize("what", ["discovery", "keys", "token"])
def test_while_the_service_is_down_a_page_says_so(provider: Provider, what: str) -> None:
    provider.fails = {what}
    client = Client()
    answer = client.get("/accounts/provider/") if what == "discovery" else come(client)
    assert answer.status_code == 503
    assert "can’t be reached right now" in answer.content.decode()
    assert not is_in(client)


def test_nobody_there_at_all_is_the_same(settings: Any, dana: StaffMember) -> None:
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = "http://127.0.0.1:9", CLIENT
    assert Client().get("/accounts/provider/").status_code == 503


def test_a_description_of_another_issuer_is_not_followed(provider: Provider) -> None:
    provider.described = {"issuer": "https://login.example.org"}
    assert Client().get("/accounts/provider/").status_code == 403


def test_without_a_service_there_are_no_such_pages(dana: StaffMember) -> None:
    for path in ("", "back/", "confirm/"):
        assert signed_in("dana").get(f"/accounts/provider/{path}").status_code == 404


@pytest.mark.parametrize(
    ("how", "amr", "steps"),
    [("amr", ["pwd"], 2), ("amr", ["pwd", "mfa"], 1), ("theirs", [], 1), ("ours", ["mfa"], 2)],
)
def test_whose_second_factor_counts_is_set(
    provider: Provider, settings: Any, how: str, amr: list[str], steps: int
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    settings.OIDC_SECOND_FACTOR = how
    provider.person["amr"] = amr
    TOTP.activate(User.objects.get(username="dana"), generate_totp_secret())
    client = Client()
    answer = come(client)
    assert answer.headers["Location"] == ("/desk/" if steps == 1 else "/accounts/second-factor/")
    assert is_in(client) == (steps == 1)


def test_signing_out_here_leads_to_signing_out_there_and_the_next_sign_in_asks_anew(
    provider: Provider,
) -> None:
    client = Client()
    come(client)
    answer = client.post("/accounts/logout/", follow=True)
    text = answer.content.decode()
    assert f"{provider.address}/end?id_token_hint=" in text
    assert not is_in(client)
    assert "prompt=login" in asked(client)
    assert come(client).status_code == 302, "the service says that it asked again"


def test_who_signs_in_there_confirms_there_as_the_same_person(provider: Provider) -> None:
    dana = User.objects.get(username="dana")
    dana.set_unusable_password()
    dana.save()
    client = Client()
    come(client)
    answer = client.get("/accounts/reauthenticate/?next=/accounts/mine/")
    assert answer.headers["Location"].startswith("/accounts/provider/confirm/")
    address = asked(client, "/accounts/provider/confirm/?next=/accounts/mine/")
    provider.claims = {"auth_time": 1_700_000_000}
    assert client.get(back(address)).status_code == 403, "the service did not ask again"
    provider.claims = {"sub": "somebody-else"}
    assert client.get(back(asked(client, "/accounts/provider/confirm/"))).status_code == 403
    provider.claims = {}
    answer = client.get(back(asked(client, "/accounts/provider/confirm/?next=/accounts/mine/")))
    assert answer.headers["Location"] == "/accounts/mine/"


def test_the_provider_of_the_tests_refuses_what_a_client_must_not_send(provider: Provider) -> None:
    sent = {"redirect_uri": "http://testserver/", "code_challenge": "x", "code_challenge_method": "S256"}
    provider.codes["code"] = dict(sent)
    assert provider.exchange({"code": "code", "code_verifier": "y"}, "Basic eDp5")[0] == 400
