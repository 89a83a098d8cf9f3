"""Ways around powers: ended posts, colleagues' tokens, narrow tokens, other currencies, weak sign-ins."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from frontoffice.authority import tokens
from frontoffice.authority.actions import approving
from frontoffice.authority.actions.appointing import SignInTaken, appoint
from frontoffice.authority.actions.granting import MoreThanYouHold, grant
from frontoffice.authority.actions.issuing_tokens import NotYourToken, TokenOutOfBounds, issue_token
from frontoffice.authority.deciding import InConflict, NotAuthorized, may, powers
from frontoffice.authority.models import Grant, Level, StaffMember, User
from frontoffice.foundation.models import Unit
from frontoffice.foundation.money import Money
from frontoffice.foundation.refusals import BadInput
from tests.factories import NOW, agency, service, staff, supervisor

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ISSUE = "authority.issue_token"


def post_ended(member: StaffMember) -> None:
    StaffMember.objects.filter(pk=member.pk).update(until=NOW)


def issue(secret: str = "s" * 40, **given: Any) -> Any:
    wanted = {"name": "t", "scopes": ["*"], "expires_at": NOW + DAY, "at": NOW}
    return issue_token(secret=secret, **wanted | given)


def test_with_the_post_every_power_ends_even_one_granted_without_an_end(found_unit: Any) -> None:
    dana, member = staff(grants=["tests.found_unit"]), staff("Somebody")
    post_ended(dana)
    with pytest.raises(NotAuthorized):
        found_unit(member=member, code="new", amount=Money("5.00"), by=dana.actor, at=NOW)
    assert powers(dana.actor, at=NOW) == frozenset()
    assert not may(dana.actor, "tests.found_unit", at=NOW)
    assert may(dana.actor, "tests.found_unit", at=NOW - DAY)


def test_what_somebody_asked_who_has_left_since_can_be_declined_but_not_approved(found_unit: Any) -> None:
    dana, member = staff(asks=["tests.found_unit"]), staff("Somebody")
    chief = staff("Chief", grants=["tests.found_unit", "authority.approve", "authority.decline"])
    asked = found_unit(member=member, code="new", amount=Money("5.00"), by=dana.actor, at=NOW - DAY)
    post_ended(dana)
    with pytest.raises(NotAuthorized):
        approving.approve(approval=asked, by=chief.actor, at=NOW)
    assert approving.decline(approval=asked, reason="Left", by=chief.actor, at=NOW).status == "declined"
    assert not Unit.objects.filter(code="new").exists()


def test_nobody_gets_a_token_that_acts_as_a_colleague_even_one_who_never_signs_in() -> None:
    dana, colleague = staff(grants=[ISSUE]), staff("Colleague without a sign-in")
    with pytest.raises(NotYourToken):
        issue(staff_member=colleague, by=dana.actor)


def test_a_token_for_an_automated_colleague_gives_no_more_than_its_issuer_holds() -> None:
    robo = staff("Robo", automated=True, grants=["authority.approve"])
    dana, chief = staff(grants=[ISSUE]), staff("Chief", grants=[ISSUE, "authority.approve"])
    with pytest.raises(NotYourToken):
        issue(staff_member=robo, by=dana.actor)
    assert issue(staff_member=robo, by=chief.actor).actor == robo.actor


def test_a_narrow_token_does_not_make_itself_a_wide_one() -> None:
    dana = staff(grants=[ISSUE])
    with pytest.raises(TokenOutOfBounds):
        issue(scopes=[ISSUE], by=dana.actor)


@pytest.mark.parametrize("who_asks", ["the automated colleague", "the holder of its key"])
def test_ord4_nobody_decides_what_they_asked_through_a_colleague_whose_key_they_hold(
    found_unit: Any, who_asks: str
) -> None:
    decides = ["authority.approve", "authority.decline", "tests.found_unit"]
    robo, dana = staff("Robo", automated=True, grants=decides), staff(grants=[*decides, ISSUE])
    issue(staff_member=robo, by=dana.actor)
    asker, decider = (robo, dana) if who_asks == "the automated colleague" else (dana, robo)
    Grant.objects.filter(actor=asker.actor, action="tests.found_unit").update(until=NOW)
    Grant.objects.create(
        actor=asker.actor,
        action="tests.found_unit",
        needs_approval=True,
        from_at=NOW,
        granted_by=service("authority"),
    )
    wanted = {"member": staff("Somebody"), "code": "new", "amount": Money("5.00")}
    asked = found_unit(**wanted, by=asker.actor, at=NOW)
    with pytest.raises(InConflict):
        approving.approve(approval=asked, by=decider.actor, at=NOW)
    assert approving.approve(approval=asked, by=staff("Ruth", grants=decides).actor, at=NOW).decided_by


def test_a_secret_is_good_for_one_token() -> None:
    dana = staff(grants=[ISSUE])
    issue(by=dana.actor)
    with pytest.raises(TokenOutOfBounds):
        issue(by=dana.actor)


def test_who_may_not_sign_in_any_more_does_not_act_by_token_either() -> None:
    dana = staff(grants=[ISSUE], username="dana")
    issue(by=dana.actor)
    assert tokens.holder("s" * 40, at=NOW).actor == dana.actor
    User.objects.update(is_active=False)
    with pytest.raises(tokens.TokenNotGood):
        tokens.holder("s" * 40, at=NOW)


@pytest.mark.parametrize("currency", ["KWD", "EUR"])
def test_a_limit_is_in_the_agencys_currency_and_counts_nothing_else(found_unit: Any, currency: str) -> None:
    dana, member = staff(limits={"tests.found_unit": Decimal(100)}), staff("Somebody")
    with pytest.raises(BadInput):
        found_unit(member=member, code="new", amount=Money("100.00", currency), by=dana.actor, at=NOW)
    chief = staff("Chief", grants=["authority.grant", "tests.found_unit"])
    with pytest.raises(BadInput):
        grant(
            staff_member=member,
            action="tests.found_unit",
            limit=Money("100.00", currency),
            by=chief.actor,
            at=NOW,
        )


def test_stf2_a_power_is_not_given_for_longer_than_one_holds_it(found_unit: Any) -> None:
    chief, member = staff("Acting chief", grants=["authority.grant", "tests.found_unit"]), staff("Somebody")
    Grant.objects.filter(actor=chief.actor).update(until=NOW + DAY)
    wanted = {"staff_member": member, "action": "tests.found_unit", "by": chief.actor, "at": NOW}
    for until in (None, NOW + 2 * DAY):
        with pytest.raises(MoreThanYouHold):
            grant(**wanted, until=until)
    assert grant(**wanted, until=NOW + DAY).until == NOW + DAY


def test_a_limit_below_nothing_is_refused(found_unit: Any) -> None:
    chief, member = staff("Chief", grants=["authority.grant", "tests.found_unit"]), staff("Somebody")
    with pytest.raises(BadInput):
        grant(staff_member=member, action="tests.found_unit", limit=Money("-1.00"), by=chief.actor, at=NOW)


def appointed(**given: Any) -> Any:
    agency()
    Level.objects.get_or_create(code="bare", defaults={"name": "No grants", "order": 99})
    wanted = {"name": "New", "post": "Post", "level": "bare", "office": "MAIN", "unit": "front"}
    return appoint(**wanted | {"by": service("authority"), "at": NOW} | given)


@pytest.mark.parametrize("password", ["short", "qwerty123456", "new.person.2026"])
def test_a_password_that_is_easy_to_guess_is_refused_at_the_appointment(password: str) -> None:
    with pytest.raises(BadInput) as refused:
        appointed(username="new.person.2026", password=password)
    assert refused.value.field == "password"


def test_two_sign_in_names_differ_in_more_than_their_capitals() -> None:
    appointed(username="dana", password="correct-horse-battery")
    with pytest.raises(SignInTaken):
        appointed(username="Dana", password="correct-horse-battery")


def test_a_post_does_not_end_before_it_begins() -> None:
    with pytest.raises(BadInput) as refused:
        appointed(until=NOW)
    assert refused.value.field == "until"


def test_a_supervisor_still_appoints_and_grants() -> None:
    chief = supervisor()
    member = appointed(by=chief.actor)
    given = grant(staff_member=member, action="cases.note", by=chief.actor, at=NOW)
    assert powers(member.actor, at=NOW) == {given.action}
