"""Where one is signed in: seen, and ended from elsewhere by the next request."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from frontoffice.authority import schedules
from frontoffice.authority.models import SignIn, StaffMember
from frontoffice.authority.signing_in.sessions import browser_named
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from tests.authority.signing_in.conftest import is_in, signed_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def test_one_sees_where_one_is_signed_in_and_ends_another(dana: StaffMember) -> None:
    here, there = (
        signed_in("dana"),
        signed_in("dana", headers={"User-Agent": FIREFOX}, REMOTE_ADDR="198.51.100.7"),
    )
    text = here.get("/accounts/mine/").content.decode()
    assert "Firefox, Windows" in text
    assert "198.51.100.7" in text
    other = SignIn.objects.order_by("pk").last()
    assert other is not None
    assert here.post("/accounts/mine/end/", {"sign_in": other.reference}).status_code == 302
    assert not is_in(there)
    assert is_in(here)
    assert Event.objects.filter(name="authority.SignInEnded").count() == 1


def test_all_others_at_once(dana: StaffMember) -> None:
    clients = [signed_in("dana") for _one in range(3)]
    clients[0].post("/accounts/mine/end/", {"sign_in": "others"})
    assert [is_in(client) for client in clients] == [True, False, False]


def test_nobody_ends_anothers_here_or_their_own_by_mistake(dana: StaffMember, miriam: StaffMember) -> None:
    mine, hers = signed_in("dana"), signed_in("miriam")
    for row in SignIn.objects.all():
        assert mine.post("/accounts/mine/end/", {"sign_in": row.reference}).status_code == 404
    assert is_in(mine)
    assert is_in(hers)


def test_a_copied_cookie_is_worth_nothing_after_signing_out(dana: StaffMember) -> None:
    client, copy = signed_in("dana"), Client()
    copy.cookies = client.cookies.__class__(client.cookies.output(header="", sep=";"))
    copy.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(copy)
    client.post("/accounts/logout/")
    assert not is_in(copy)
    assert SignIn.objects.get().ended_at is not None


def test_each_sign_in_is_an_event_with_how(dana: StaffMember) -> None:
    signed_in("dana")
    event = Event.objects.get(name="authority.SignedIn")
    assert (event.by_id, event.payload["method"]) == (dana.actor_id, "password")


def test_old_ones_are_forgotten(dana: StaffMember) -> None:
    signed_in("dana")
    SignIn.objects.update(seen_at=clock.now() - dt.timedelta(days=91))
    schedules.forget_sign_ins(by=service("authority"), at=clock.now())
    assert not SignIn.objects.exists()


@pytest.mark.parametrize(
    ("agent", "name"), [(FIREFOX, "Firefox, Windows"), (SAFARI, "Safari, iPhone"), ("curl/8", ""), ("", "")]
)
def test_browsers_are_named_so_that_one_knows_them_again(agent: str, name: str) -> None:
    assert browser_named(agent) == name


def test_who_is_here_costs_one_query(dana: StaffMember, django_assert_num_queries: Any) -> None:
    client = signed_in("dana")
    client.get("/accounts/inactive/")
    with django_assert_num_queries(4):  # session, user, post with sign-in and factor, agency's name
        client.get("/accounts/inactive/")
