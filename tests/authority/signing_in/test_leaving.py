"""Whoever leaves is out by the next request: page, part of a page, API, command line; and nothing of theirs goes on."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from frontoffice.authority import schedules
from frontoffice.authority.actions.granting import grant
from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.actions.leaving import AlreadyEnded, end_post
from frontoffice.authority.actions.moving import InACircle, move_post
from frontoffice.authority.actions.resetting import reset_factors, reset_password, revoke_tokens_of
from frontoffice.authority.comparing import HoldsMore
from frontoffice.authority.deciding import InConflict, NotAuthorized
from frontoffice.authority.models import (
    Approval,
    Grant,
    Level,
    LevelGrant,
    SignIn,
    Source,
    StaffMember,
    Token,
)
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.references import secret_code
from tests import factories
from tests.authority.conftest import found_unit
from tests.authority.signing_in.conftest import is_in, signed_in

__all__ = ["found_unit"]
pytestmark = pytest.mark.django_db
SECRET = "s" * 40
Leave = Callable[..., StaffMember]


@pytest.fixture
def leave(miriam: StaffMember) -> Leave:
    def leave_(member: StaffMember, **given: Any) -> StaffMember:
        return end_post(staff_member=member, reason="Left", by=miriam.actor, at=clock.now(), **given)

    return leave_


def token(member: StaffMember) -> str:
    at = clock.now()
    issue_token(
        secret=SECRET, name="mine", scopes=["*"], expires_at=at + dt.timedelta(days=9), by=member.actor, at=at
    )
    return SECRET


def test_an_open_page_does_nothing_more(dana: StaffMember, leave: Leave) -> None:
    client = signed_in("dana")
    assert client.get("/desk/").status_code == 200
    leave(dana)
    assert client.post("/desk/new/", {"subject": "x"}).status_code == 302
    assert client.get("/desk/").headers["Location"].startswith("/accounts/")
    assert not is_in(client)


def test_a_part_of_a_page_sends_the_whole_page_away(dana: StaffMember, leave: Leave) -> None:
    client = signed_in("dana")
    leave(dana)
    answer = client.get("/desk/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/"})
    assert "HX-Redirect" in answer.headers
    assert answer.content == b""


def test_tokens_stop_at_once(dana: StaffMember, leave: Leave) -> None:
    bearer = {"Authorization": f"Bearer {token(dana)}"}
    assert Client().get("/api/v1/contacts.contact", headers=bearer).status_code == 200
    leave(dana)
    assert Client().get("/api/v1/contacts.contact", headers=bearer).status_code == 401
    assert Token.objects.get().revoked_at is not None
    with pytest.raises(SystemExit):
        call_command("act", "contacts.begin", token=SECRET, stderr=io.StringIO())


def test_a_leaver_does_not_sign_in_again(dana: StaffMember, leave: Leave) -> None:
    leave(dana)
    client = Client()
    answer = client.post("/accounts/login/", {"login": "dana", "password": factories.PASSWORD}, follow=True)
    assert not is_in(client)
    assert "no post for this sign-in" in answer.content.decode()


def test_powers_asks_and_those_who_answered_to_them(dana: StaffMember, leave: Leave, found_unit: Any) -> None:
    boss = factories.senior("Ruth Okafor", at=clock.now())
    StaffMember.objects.filter(pk=dana.pk).update(supervisor=boss)
    below = factories.representative("Noor", at=clock.now())
    StaffMember.objects.filter(pk=below.pk).update(supervisor=dana)
    Grant.objects.create(
        actor=dana.actor,
        action="tests.found_unit",
        needs_approval=True,
        from_at=clock.now() - dt.timedelta(days=1),
        granted_by=boss.actor,
    )
    Grant.objects.create(
        actor=StaffMember.objects.get(user__username="miriam").actor,
        action="tests.found_unit",
        from_at=clock.now() - dt.timedelta(days=1),
        granted_by=boss.actor,
    )
    from frontoffice.foundation.money import Money

    found_unit(member=below, code="n", amount=Money("5.00"), by=dana.actor, at=clock.now())
    leave(dana)
    ask = Approval.objects.get()
    assert (ask.status, ask.reason) == ("withdrawn", "Left")
    below.refresh_from_db()
    assert below.supervisor_id == boss.pk
    assert not Grant.objects.filter(actor=dana.actor, until=None, revoked_at=None).exists()


def test_a_last_day_to_come_ends_everything_by_itself(
    dana: StaffMember, leave: Leave, monkeypatch: Any
) -> None:
    client, bearer = signed_in("dana"), {"Authorization": f"Bearer {token(dana)}"}
    end = clock.now() + dt.timedelta(days=3)
    leave(dana, until=end)
    assert is_in(client)
    monkeypatch.setattr(clock, "now", lambda: end + dt.timedelta(seconds=1))
    assert not is_in(client)
    assert Client().get("/api/v1/contacts.contact", headers=bearer).status_code == 401
    assert not is_in_after_sign_in()
    schedules.shut_out_leavers(by=service("authority"), at=clock.now())
    dana.refresh_from_db()
    assert dana.user is not None
    assert not dana.user.is_active
    assert Token.objects.get().revoked_at is not None


def is_in_after_sign_in() -> bool:
    client = Client()
    client.post("/accounts/login/", {"login": "dana", "password": factories.PASSWORD})
    return is_in(client)


def test_nobody_ends_their_own_post_twice_or_one_that_may_do_more(
    dana: StaffMember, miriam: StaffMember
) -> None:
    at = clock.now()
    with pytest.raises(InConflict):
        end_post(staff_member=miriam, reason="x", by=miriam.actor, at=at)
    lead = factories.staff("Lee", grants=["authority.end_post", "authority.reset_password"], at=at)
    for act, more in ((end_post, {}), (reset_password, {"secret": secret_code()})):
        with pytest.raises(HoldsMore):
            act(staff_member=miriam, reason="x", by=lead.actor, at=at, **more)
    with pytest.raises(NotAuthorized):
        end_post(staff_member=miriam, reason="x", by=dana.actor, at=at)
    end_post(staff_member=dana, reason="x", by=miriam.actor, at=at)
    with pytest.raises(AlreadyEnded):
        end_post(staff_member=dana, reason="x", by=miriam.actor, at=at)


def test_a_reset_password_is_chosen_anew_with_the_code_once(dana: StaffMember, miriam: StaffMember) -> None:
    before, code, new = signed_in("dana"), secret_code(), "several-words-apart"
    reset_password(staff_member=dana, secret=code, reason="Forgot", by=miriam.actor, at=clock.now())
    assert not is_in(before)
    assert not is_in_after_sign_in(), "the old password is void"
    typed = {"username": "Dana", "code": code.lower(), "password1": new, "password2": new}
    client = Client()
    assert client.post("/accounts/new-password/", typed | {"username": "miriam"}).status_code == 200
    assert (
        client.post(
            "/accounts/new-password/", typed | {"password1": "short", "password2": "short"}
        ).status_code
        == 200
    )
    assert client.post("/accounts/new-password/", typed).status_code == 302
    assert is_in(signed_in("dana", new))
    assert client.post("/accounts/new-password/", typed).status_code == 200, "used up"


def test_a_code_is_good_for_a_day_and_void_after_a_newer_one(
    dana: StaffMember, miriam: StaffMember, monkeypatch: Any
) -> None:
    old, code, at = secret_code(), secret_code(), clock.now()
    for one in (old, code):
        reset_password(staff_member=dana, secret=one, reason="Forgot", by=miriam.actor, at=at)
    typed = {"username": "dana", "password1": "several-words-apart", "password2": "several-words-apart"}
    assert Client().post("/accounts/new-password/", {**typed, "code": old}).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: at + dt.timedelta(hours=25))
    assert Client().post("/accounts/new-password/", {**typed, "code": code}).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: at + dt.timedelta(hours=23))
    assert Client().post("/accounts/new-password/", {**typed, "code": code}).status_code == 302


def test_a_supervisor_resets_by_the_page_and_sees_the_code_once(
    dana: StaffMember, miriam: StaffMember
) -> None:
    client = signed_in("miriam")
    page = f"/authority/staff/{dana.reference}/password/"
    assert client.get(page).status_code == 200
    answer = client.post(page, {"reason": "Forgot it"})
    code = answer.context["code"]
    assert code in answer.content.decode()
    typed = {
        "username": "dana",
        "code": code,
        "password1": "several-words-apart",
        "password2": "several-words-apart",
    }
    assert Client().post("/accounts/new-password/", typed).status_code == 302


def test_tokens_and_factors_of_a_colleague(dana: StaffMember, miriam: StaffMember) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    client, bearer = signed_in("dana"), {"Authorization": f"Bearer {token(dana)}"}
    given = {"staff_member": dana, "reason": "Lost", "by": miriam.actor, "at": clock.now()}
    assert len(revoke_tokens_of(**given)) == 1
    assert Client().get("/api/v1/contacts.contact", headers=bearer).status_code == 401
    assert is_in(client), "tokens only"
    TOTP.activate(dana.user, generate_totp_secret())
    reset_factors(**given)
    assert not Authenticator.objects.exists()
    assert not is_in(client)


def test_another_level_brings_its_powers_and_takes_the_former_ones(
    dana: StaffMember, miriam: StaffMember
) -> None:
    at = clock.now()
    level = Level.objects.create(code="two", name="Two", order=2)
    LevelGrant.objects.create(level=level, action="cases.note")
    Grant.objects.filter(actor=dana.actor, action="cases.take").update(until=None)
    Grant.objects.create(
        actor=dana.actor,
        action="cases.reopen",
        source=Source.LEVEL,
        from_at=at - dt.timedelta(days=9),
        granted_by=miriam.actor,
    )
    added = grant(staff_member=dana, action="knowledge.publish", by=miriam.actor, at=at)
    boss = factories.senior("Ruth Okafor", at=at)
    later = at + dt.timedelta(minutes=1)
    given = {"staff_member": dana, "reason": "Promoted", "by": miriam.actor, "at": later}
    move_post(**given, level="two", supervisor=boss, post="Second desk")
    dana.refresh_from_db()
    assert (dana.level.code, dana.supervisor, dana.post) == ("two", boss, "Second desk")
    live = Grant.objects.filter(actor=dana.actor, revoked_at=None)
    assert list(live.filter(source=Source.LEVEL).values_list("action", flat=True)) == ["cases.note"]
    assert live.filter(pk=added.pk).exists()
    with pytest.raises(InACircle):
        move_post(staff_member=boss, supervisor=dana, reason="x", by=miriam.actor, at=later)


def test_at_the_machine_itself_when_nobody_can_sign_in(miriam: StaffMember) -> None:
    out = io.StringIO()
    call_command("staff", "reset-password", "miriam", reason="Nobody else is there", stdout=out)
    typed = {
        "username": "miriam",
        "code": out.getvalue().strip(),
        "password1": "several-words-apart",
        "password2": "several-words-apart",
    }
    assert Client().post("/accounts/new-password/", typed).status_code == 302
    client = signed_in("miriam", "several-words-apart")
    call_command("staff", "end", "MIRIAM", reason="Left", stdout=out)
    assert not is_in(client)
    assert SignIn.objects.filter(ended_at=None).count() == 0
    with pytest.raises(CommandError):
        call_command("staff", "end", "miriam", reason="Left")
