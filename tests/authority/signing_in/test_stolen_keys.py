"""What somebody can do with a colleague's security key and no PIN: nothing, also not with a challenge of their own."""

import json
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.test import Client

from frontoffice.authority.models import StaffMember
from tests.authority.signing_in.conftest import is_in, signed_in
from tests.authority.signing_in.soft_keys import SoftKey

pytestmark = pytest.mark.django_db
ADD, ALONE, STEP = "/accounts/passkeys/add/", "/accounts/passkeys/sign-in/", "/accounts/second-factor/"
LOCAL = {"HTTP_HOST": "localhost"}


def challenge(answer: Any) -> str:
    """The challenge that a page or the JSON answer holds."""
    told = (
        json.loads(answer.content)
        if answer.headers["Content-Type"] == "application/json"
        else answer.context["js_data"]
    )
    options = told.get("creation_options") or told["request_options"]
    return str(json.loads(json.dumps(options["publicKey"], default=str))["challenge"])


def with_key(member: StaffMember) -> SoftKey:
    key = SoftKey()
    assert member.user is not None
    client = signed_in(member.user.username, **LOCAL)
    sent = {"name": "Key", "credential": key.registered(challenge(client.get(ADD)))}
    assert client.post(ADD, sent).status_code == 302
    return key


def handle(member: StaffMember) -> str:
    return str(user_pk_to_url_str(member.user))


def begin(client: Client) -> str:
    return challenge(client.get(ALONE, headers={"Accept": "application/json"}))


def test_the_key_of_a_verified_holder_signs_in(dana: StaffMember) -> None:
    key, client = with_key(dana), Client(**LOCAL)
    client.post(ALONE, {"credential": key.shown(begin(client), user=handle(dana), verified=True)})
    assert is_in(client)


def test_without_its_pin_it_does_not(dana: StaffMember) -> None:
    key, client = with_key(dana), Client(**LOCAL)
    client.post(ALONE, {"credential": key.shown(begin(client), user=handle(dana), verified=False)})
    assert not is_in(client)


def test_nor_with_the_challenge_of_ones_own_second_step_which_asks_for_no_pin(
    dana: StaffMember, miriam: StaffMember
) -> None:
    stolen, _own = with_key(miriam), with_key(dana)
    client = signed_in("dana", **LOCAL)
    own = challenge(client.get(STEP))
    # A quarter of an hour later the step is forgotten; its challenge is not.
    session = client.session
    del session["account_login"]
    session.save()
    client.post(ALONE, {"credential": stolen.shown(own, user=handle(miriam), verified=False)})
    assert not is_in(client)


def test_nor_as_the_second_step_of_another_person(dana: StaffMember, miriam: StaffMember) -> None:
    stolen, _own = with_key(miriam), with_key(dana)
    client = signed_in("dana", **LOCAL)
    client.post(
        STEP, {"credential": stolen.shown(challenge(client.get(STEP)), user=handle(dana), verified=True)}
    )
    assert not is_in(client)


def test_an_answer_counts_once(dana: StaffMember) -> None:
    key, client = with_key(dana), Client(**LOCAL)
    sent = key.shown(begin(client), user=handle(dana), verified=True)
    client.post(ALONE, {"credential": sent})
    client.post("/accounts/logout/")
    client.post(ALONE, {"credential": sent})
    assert not is_in(client)


@pytest.mark.parametrize("sent", ["", "{}", "[]", '{"response": {}}', '{"id": 1, "rawId": null}', "x"])
def test_what_is_no_answer_is_refused_and_breaks_nothing(dana: StaffMember, sent: str) -> None:
    client = Client(**LOCAL)
    begin(client)
    assert client.post(ALONE, {"credential": sent}).status_code in {200, 302}
    assert not is_in(client)
