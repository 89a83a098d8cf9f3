"""Signing in at the agency's own service: who gets in, and everything that must not be believed."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.http import HttpResponse
from django.test import Client

from frontoffice.authority.actions.leaving import end_post
from frontoffice.authority.actions.resetting import release_identity
from frontoffice.authority.models import Identity, SignIn, StaffMember, User
from frontoffice.foundation import clock
from tests.authority.signing_in import provider as providers
from tests.authority.signing_in.conftest import is_in
from tests.authority.signing_in.going_there import asked, back, come
from tests.authority.signing_in.provider import CLIENT, Key, Provider

pytestmark = pytest.mark.django_db


def refused(client: Client, answer: HttpResponse) -> bool:
    return answer.status_code == 403 and not is_in(client) and not Identity.objects.exists()


def test_who_is_appointed_signs_in_and_is_bound_to_it(provider: Provider) -> None:
    client = Client()
    answer = client.get(back(asked(client, "/accounts/provider/?next=/accounts/mine/")))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/mine/")
    assert is_in(client)
    identity = Identity.objects.get()
    assert (identity.user.username, identity.subject) == ("dana", "subject-1")
    assert SignIn.objects.get().method == "provider"
    sent = provider.asked[0]
    assert sent["response_type"] == "code"
    assert sent["code_challenge_method"] == "S256"
    assert len(sent["nonce"]) >= 32
    assert len(sent["state"]) >= 32


def test_nothing_that_a_link_says_widens_what_is_asked(provider: Provider) -> None:
    asked_for = asked(
        Client(), "/accounts/provider/?scope=admin&auth_params=prompt%3Dnone&next=//evil.example/"
    )
    sent = parse_qs(urlsplit(asked_for).query)
    assert sent["scope"] == ["openid profile"]
    assert "prompt" not in sent


def test_another_site_can_not_begin_a_sign_in(provider: Provider) -> None:
    answer = Client().get("/accounts/provider/", headers={"Sec-Fetch-Site": "cross-site"})
    assert not answer.headers["Location"].startswith(provider.address)


def test_the_name_may_come_from_userinfo_but_only_of_the_same_person(provider: Provider) -> None:
    provider.person = {"sub": "subject-1"}
    provider.userinfo = {"sub": "subject-2", "preferred_username": "dana"}
    client = Client()
    assert refused(client, come(client))
    provider.userinfo = {"sub": "subject-1", "preferred_username": "DANA"}
    assert come(client).status_code == 302
    assert is_in(client)


def test_a_name_bound_once_stays_bound_until_it_is_released(provider: Provider, miriam: StaffMember) -> None:
    assert come(Client()).status_code == 302
    provider.person = {"sub": "subject-2", "preferred_username": "dana"}
    thief = Client()
    answer = come(thief)
    assert answer.status_code == 403
    assert "already signs in under your name" in answer.content.decode()
    assert not is_in(thief)
    dana = StaffMember.objects.get(user__username="dana")
    release_identity(staff_member=dana, reason="A new account there", by=miriam.actor, at=clock.now())
    assert come(thief).status_code == 302
    assert is_in(thief)


def test_who_is_bound_signs_in_whatever_the_name_is_now(provider: Provider) -> None:
    assert come(Client()).status_code == 302
    provider.person["preferred_username"] = "dana.newname"
    client = Client()
    assert come(client).status_code == 302
    assert is_in(client)
    assert Identity.objects.count() == 1


def test_nobody_is_signed_up(provider: Provider) -> None:
    provider.person["preferred_username"] = "stranger"
    client = Client()
    answer = come(client)
    assert refused(client, answer)
    assert "There is no post for this sign-in" in answer.content.decode()
    assert not User.objects.filter(username="stranger").exists()


def test_whose_post_has_ended_is_told_so_and_stays_out(provider: Provider, miriam: StaffMember) -> None:
    client = Client()
    assert come(client).status_code == 302
    dana = StaffMember.objects.get(user__username="dana")
    end_post(staff_member=dana, reason="Left", by=miriam.actor, at=clock.now())
    assert not is_in(client)
    answer = come(client)
    assert answer.status_code == 403
    assert "no post" in answer.content.decode()
    assert not is_in(client)


def test_an_address_that_nobody_verified_is_no_name(provider: Provider, settings: Any) -> None:
    settings.OIDC_USERNAME_CLAIM = "email"
    User.objects.filter(username="dana").update(username="dana@example.gov")
    provider.person |= {"email": "dana@example.gov", "email_verified": False}
    client = Client()
    assert refused(client, come(client))
    provider.person["email_verified"] = True
    assert come(client).status_code == 302
    assert is_in(client)


SAID_WRONG = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "another"},
    "several audiences and no party": {"aud": [CLIENT, "another"]},
    "another party": {"azp": "another"},
    "another issuer": {"iss": "https://login.example.org"},
    "expired": {"exp": 1_700_000_000},
    "no end": {"exp": None},
    "issued long ago": {"iat": 1_700_000_000},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("wrong", SAID_WRONG)
def test_a_token_that_says_the_wrong_thing_is_not_believed(provider: Provider, wrong: str) -> None:
    provider.claims = SAID_WRONG[wrong]
    client = Client()
    assert refused(client, come(client))


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256"])
def test_a_token_that_no_key_pair_signed_is_not_believed(provider: Provider, algorithm: str) -> None:
    provider.header = {"alg": algorithm}
    client = Client()
    assert refused(client, come(client))


def test_a_token_signed_with_another_key_under_a_known_name_is_not_believed(provider: Provider) -> None:
    provider.signs_with = Key("first")
    client = Client()
    assert refused(client, come(client))


def test_a_token_changed_after_it_was_signed_is_not_believed(provider: Provider) -> None:
    client = Client()
    address = asked(client)
    sent = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    head, _body, mark = provider.token(sent, "access").split(".")
    said = jwt.decode(provider.token(sent, "access"), options={"verify_signature": False}) | {"sub": "other"}
    body = providers.unsigned(said, {"alg": "none"}).split(".")[1]
    provider.sends = f"{head}.{body}.{mark}"
    assert refused(client, client.get(back(address)))  # type: ignore[arg-type]


def test_keys_that_were_changed_there_are_asked_for_anew(provider: Provider) -> None:
    assert come(Client()).status_code == 302
    provider.keys = [Key("second")]
    client = Client()
    assert come(client).status_code == 302
    assert is_in(client)
    assert provider.hits.count("keys") == 2


def test_an_unknown_key_does_not_make_us_ask_for_ever(provider: Provider) -> None:
    provider.signs_with = Key("unheard of")
    for _time in range(4):
        come(Client())
    assert provider.hits.count("keys") <= 2


def test_an_answer_counts_once_and_in_its_own_browser_only(provider: Provider) -> None:
    mine, other = Client(), Client()
    way = back(asked(mine))
    assert refused(other, other.get(way))  # type: ignore[arg-type]
    assert mine.get(way).status_code == 302
    mine.post("/accounts/logout/")
    assert mine.get(way).status_code == 403
    assert not is_in(mine)


def test_a_token_of_an_earlier_sign_in_is_not_believed(provider: Provider) -> None:
    assert come(Client()).status_code == 302
    provider.sends = provider.last_token
    client = Client()
    assert come(client).status_code == 403
    assert not is_in(client)


def test_an_answer_without_a_question_is_not_heard(provider: Provider) -> None:
    client = Client()
    asked(client)
    assert refused(client, client.get("/accounts/provider/back/?code=x&state=made-up"))  # type: ignore[arg-type]
    assert "token" not in provider.hits
