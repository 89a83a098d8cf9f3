"""Wrong passwords: guessing gets nowhere, and whoever guesses does not shut the owner out."""

import datetime as dt
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from frontoffice.authority.models import Refusal, StaffMember
from frontoffice.authority.signing_in import devices, guessing
from tests import factories
from tests.authority.signing_in.conftest import is_in, signed_in
from tests.factories import NOW

pytestmark = pytest.mark.django_db
WRONG = "wrong wrong wrong"


def guess(name: str = "dana", *, times: int, network: str = "203.0.113.9") -> None:
    for _time in range(times):
        Client(REMOTE_ADDR=network).post("/accounts/login/", {"login": name, "password": WRONG})


def signs_in(client: Client, name: str = "dana") -> bool:
    client.post("/accounts/login/", {"login": name, "password": factories.PASSWORD})
    return is_in(client)


def test_who_guesses_elsewhere_does_not_shut_the_owner_out_of_a_browser_used_before(
    dana: StaffMember,
) -> None:
    own = signed_in("dana")
    own.post("/accounts/logout/")
    for network in range(1, 6):
        guess(times=5, network=f"203.0.113.{network}")
    assert not signs_in(Client(REMOTE_ADDR="198.51.100.7")), "guessing is over for browsers not known"
    assert signs_in(own)


def test_who_guesses_in_the_same_house_does_not_either(dana: StaffMember) -> None:
    own = signed_in("dana")
    own.post("/accounts/logout/")
    guess(times=20, network="127.0.0.1")
    assert signs_in(own)


def test_who_guesses_under_one_name_from_one_network_does_not_bar_another_network(dana: StaffMember) -> None:
    guess(times=12)
    assert not signs_in(Client(REMOTE_ADDR="203.0.113.9"))
    assert signs_in(Client(REMOTE_ADDR="198.51.100.7"))


def test_a_browser_used_before_has_few_tries_too_and_uses_up_nobody_elses(dana: StaffMember) -> None:
    own = signed_in("dana")
    own.post("/accounts/logout/")
    for _time in range(5):
        own.post("/accounts/login/", {"login": "Dana", "password": WRONG})
    assert not signs_in(own)
    assert signs_in(Client())


def test_a_browser_of_one_colleague_is_not_known_under_anothers_name(
    dana: StaffMember, miriam: StaffMember
) -> None:
    own = signed_in("dana")
    own.post("/accounts/logout/")
    guess("miriam", times=5, network="127.0.0.1")
    assert not signs_in(own, "miriam")


def test_many_names_from_one_network_are_stopped_too(dana: StaffMember) -> None:
    for number in range(10):
        guess(f"somebody{number}", times=1)
    assert not signs_in(Client(REMOTE_ADDR="203.0.113.9"))


def test_an_office_that_signs_in_at_eight_is_not_taken_for_a_guesser(dana: StaffMember) -> None:
    for _colleague in range(15):
        assert signs_in(Client(REMOTE_ADDR="203.0.113.9"))


@pytest.mark.parametrize("name", ["dana", "nobody"])
def test_the_answer_is_the_same_for_names_that_nobody_has(dana: StaffMember, name: str) -> None:
    said = []
    for _time in range(7):
        answer = Client().post("/accounts/login/", {"login": name, "password": WRONG})
        said.append(answer.context["form"].errors.as_text())
    assert len(set(said[:5])) == 1
    assert "Too many wrong passwords" in said[6]


def test_a_made_up_cookie_is_no_known_browser(dana: StaffMember) -> None:
    own = signed_in("dana")
    true = own.cookies[devices.COOKIE].value
    client = Client(REMOTE_ADDR="203.0.113.9")
    client.cookies[devices.COOKIE] = true[:-4] + "AAAA"
    guess(times=5)
    assert not signs_in(client)
    client.cookies[devices.COOKIE] = true
    assert signs_in(client)


def test_a_shared_computer_remembers_the_last_dozen_names() -> None:
    asked, answer = RequestFactory().get("/"), HttpResponse()
    for number in range(14):
        devices.remember(asked, answer, f"colleague{number}")
        asked.COOKIES[devices.COOKIE] = answer.cookies[devices.COOKIE].value
    browser = devices.of(asked)
    assert browser is not None
    assert [browser.knows(f"Colleague{number}") for number in (1, 2, 13)] == [False, True, True]


def test_wrong_passwords_under_a_name_that_somebody_has_are_on_record(dana: StaffMember) -> None:
    guess(times=7)
    guess("nobody", times=1)
    rows = Refusal.objects.filter(action="authority.sign_in")
    assert [(row.by_id, row.code, row.part) for row in rows] == [
        (dana.actor_id, "wrong_password", "session")
    ] * 5


def test_a_right_password_is_not_counted_and_a_wait_ends() -> None:
    def begin(at: dt.datetime) -> guessing.Try:
        return guessing.begin("dana", network="203.0.113.9", browser=None, at=at)

    for second in range(30):
        tried = begin(NOW + dt.timedelta(seconds=second))
        assert tried.allowed
        tried.was_right()
    later = NOW + dt.timedelta(minutes=5)
    assert [begin(later + dt.timedelta(seconds=n)).allowed for n in range(6)] == [True] * 5 + [False]
    assert begin(later + dt.timedelta(minutes=16)).allowed


def test_a_hundred_wrong_ones_a_day_are_the_end_for_browsers_not_known() -> None:
    def spread(number: int) -> Any:
        at = NOW + dt.timedelta(minutes=10 * number)
        return guessing.begin("dana", network=f"2001:db8:{number:x}::1", browser=None, at=at)

    assert sum(spread(number).allowed for number in range(144)) == 100
