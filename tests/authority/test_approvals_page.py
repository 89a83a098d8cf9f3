"""The approvals pages: who sees what waits, and deciding it."""

from typing import Any

import pytest
from django.test import Client

from frontoffice.authority.models import Approval
from frontoffice.authority.queries import inbox
from frontoffice.foundation import clock
from frontoffice.foundation.models import Unit
from frontoffice.foundation.money import Money
from tests.factories import PASSWORD, staff

pytestmark = pytest.mark.django_db
PAGE = ["authority.approve", "authority.decline", "authority.withdraw"]


@pytest.fixture
def asked(found_unit: Any) -> Approval:
    now = clock.now()
    noor = staff(
        "Noor Haddad", asks=["tests.found_unit"], grants=["authority.withdraw"], username="noor", at=now
    )
    made: Approval = found_unit(
        member=staff("Somebody"), code="new", amount=Money("5.00"), by=noor.actor, at=now
    )
    return made


def signed_in(username: str, **given: Any) -> Client:
    staff(username.title(), username=username, at=clock.now(), **given)
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client


def test_who_may_decide_sees_it_and_decides_it(asked: Approval) -> None:
    client = signed_in("ruth", grants=["tests.found_unit", *PAGE])
    assert "Found a unit" in client.get("/authority/approvals/").content.decode()
    answer = client.post(f"/authority/approvals/{asked.reference}/", {"decision": "approve"})
    assert answer.status_code == 302
    assert Unit.objects.filter(code="new").exists()


def test_a_decline_without_a_reason_is_refused_and_says_so(asked: Approval) -> None:
    client = signed_in("ruth", grants=["tests.found_unit", *PAGE])
    answer = client.post(f"/authority/approvals/{asked.reference}/", {"decision": "decline", "reason": " "})
    assert answer.status_code == 409
    assert "Give a reason" in answer.content.decode()


def test_a_colleague_without_the_power_to_decide_sees_nothing_waiting(asked: Approval) -> None:
    dana = staff("Dana", grants=["tests.found_unit", "authority.withdraw"])
    assert not inbox(by=dana.actor, at=clock.now()).exists()
    client = signed_in("tom", grants=["authority.withdraw"])
    assert client.get(f"/authority/approvals/{asked.reference}/").status_code == 404


def test_the_asker_withdraws_what_they_asked(asked: Approval) -> None:
    client = Client()
    client.login(username="noor", password=PASSWORD)
    assert (
        client.post(f"/authority/approvals/{asked.reference}/", {"decision": "withdraw"}).status_code == 302
    )
    asked.refresh_from_db()
    assert asked.status == "withdrawn"


def test_an_address_that_can_not_be_is_not_found() -> None:
    client = signed_in("ruth", grants=PAGE)
    for address in ("%00", "x" * 300, "..%2f..", "%F0%9F%A6%91"):
        assert client.get(f"/authority/approvals/{address}/").status_code == 404


def test_a_visitor_is_asked_to_sign_in_and_staff_without_any_power_is_told_no() -> None:
    assert Client().get("/authority/approvals/").headers["Location"].startswith("/accounts/login/")
    assert signed_in("bare").get("/authority/approvals/").status_code == 403
