"""Powers given, narrowed and certified: never to oneself, never more than one holds, and only while they last."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from frontoffice.authority.actions import certifying, granting
from frontoffice.authority.deciding import (
    InConflict,
    NotAuthorized,
    NotCertified,
    Restricted,
    live_grants,
    powers,
)
from frontoffice.authority.models import Approval, Certification, Grant, StaffMember
from frontoffice.foundation.models import Unit
from frontoffice.foundation.money import Money
from tests.factories import NOW, staff, unit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FOUND = "tests.found_unit"
GIVES = ["authority.grant", "authority.restrict", "authority.revoke", "authority.set_review_share"]
CERTIFIES = [
    "authority.define_certification",
    "authority.award_certification",
    "authority.withdraw_certification",
]


def chief(*also: str) -> StaffMember:
    return staff("Chief", grants=[*GIVES, *CERTIFIES, *also])


def tried(found_unit: Any, by: StaffMember, amount: str = "5.00", at: dt.datetime = NOW) -> Any:
    return found_unit(
        member=staff("Somebody"), code=f"u{Unit.objects.count()}", amount=Money(amount), by=by.actor, at=at
    )


@pytest.mark.parametrize(
    "wanted",
    [
        {"limit": Money("200.01")},
        {"confidentiality": 2},
        {"complexity": 3},
        {"unit": ""},
        {"program": "titles"},
        {"until": None},
    ],
)
def test_stf_2_who_gives_holds_at_least_as_much_of_each_kind(found_unit: Any, wanted: dict[str, Any]) -> None:
    unit("tax")
    bounds = {
        "limit": Money("200.00"),
        "confidentiality": 1,
        "complexity": 2,
        "unit": "tax",
        "program": "tax",
    }
    giver, member = chief(), staff("Dana")
    Grant.objects.create(
        actor=giver.actor,
        action=FOUND,
        amount_limit=Decimal(200),
        confidentiality_limit=1,
        complexity_limit=2,
        unit=unit("tax"),
        program="tax",
        from_at=NOW,
        until=NOW + DAY,
        granted_by=staff("Boss").actor,
    )
    given = {"staff_member": member, "action": FOUND, "until": NOW + DAY, "by": giver.actor, "at": NOW}
    assert isinstance(granting.grant(**given | bounds), Grant)
    with pytest.raises(granting.MoreThanYouHold):
        granting.grant(**given | bounds | wanted)


def test_stf_2_nobody_gives_to_themselves_or_restricts_themselves_free(found_unit: Any) -> None:
    boss = chief(FOUND)
    for act in (granting.grant, granting.set_review_share):
        with pytest.raises(InConflict):
            act(  # type: ignore[operator]
                staff_member=boss,
                action=FOUND,
                by=boss.actor,
                at=NOW,
                **({"share": Decimal(0), "reason": "x"} if act is granting.set_review_share else {}),
            )


def test_a_power_that_never_waits_is_not_given_for_asking_only() -> None:
    with pytest.raises(granting.NeverWaits):
        granting.grant(
            staff_member=staff("Dana"),
            action="cases.note",
            needs_approval=True,
            by=chief("cases.note").actor,
            at=NOW,
        )


def test_a_restriction_takes_the_power_until_it_ends_and_says_that_it_did(found_unit: Any) -> None:
    dana, boss = staff(grants=[FOUND]), chief(FOUND)
    given = {"staff_member": dana, "action": FOUND, "reason": "Retraining", "by": boss.actor, "at": NOW}
    granting.restrict(**given, until=NOW + DAY)
    assert FOUND not in powers(dana.actor, at=NOW)
    with pytest.raises(Restricted):
        tried(found_unit, dana)
    assert isinstance(tried(found_unit, dana, at=NOW + DAY), Unit)


def test_a_restriction_lowers_the_limit_and_the_rest_waits(found_unit: Any) -> None:
    dana, boss = staff(grants=[FOUND]), chief(FOUND)
    granting.restrict(
        staff_member=dana, action=FOUND, reason="New", limit=Money("10.00"), by=boss.actor, at=NOW
    )
    assert isinstance(tried(found_unit, dana, "10.00"), Unit)
    assert isinstance(tried(found_unit, dana, "10.01"), Approval)


def test_who_is_restricted_gives_nothing_on_and_lifting_takes_the_power_itself(found_unit: Any) -> None:
    boss, other, dana = chief(FOUND), chief(), staff("Dana")
    row = granting.restrict(
        staff_member=boss, action=FOUND, reason="Audit", limit=Money("1.00"), by=other.actor, at=NOW
    )
    with pytest.raises(granting.MoreThanYouHold):
        granting.grant(staff_member=dana, action=FOUND, limit=Money("1.00"), by=boss.actor, at=NOW)
    with pytest.raises(granting.MoreThanYouHold):
        granting.revoke(grant=row, by=other.actor, at=NOW)
    with pytest.raises(InConflict):
        granting.revoke(grant=row, by=boss.actor, at=NOW)
    assert granting.revoke(grant=row, by=chief(FOUND).actor, at=NOW).revoked_at == NOW


def test_stf_6_a_power_that_needs_a_certification_comes_goes_and_comes_again(found_unit: Any) -> None:
    dana, boss = staff("Dana"), chief(FOUND)
    kind = certifying.define_certification(
        code="utilities", name="Utilities", months=6, by=boss.actor, at=NOW
    )
    granting.grant(staff_member=dana, action=FOUND, certification="utilities", by=boss.actor, at=NOW)
    with pytest.raises(NotCertified):
        tried(found_unit, dana)
    given = {"staff_member": dana, "kind": kind, "by": boss.actor}
    first = certifying.award_certification(**given, evidence="Course of November", at=NOW)
    assert isinstance(tried(found_unit, dana), Unit)
    assert first.until is not None
    with pytest.raises(NotCertified):
        tried(found_unit, dana, at=first.until)
    renewed = certifying.award_certification(**given, evidence="Course of May", at=first.until)
    assert renewed.renews == first
    assert isinstance(tried(found_unit, dana, at=first.until), Unit)
    certifying.withdraw_certification(
        certification=renewed, reason="Fault", by=boss.actor, at=first.until + DAY
    )
    assert not live_grants(actor=dana.actor, action=FOUND, at=first.until + DAY).exists()


def test_stf_6_nobody_certifies_themselves_and_a_lapse_is_told_once() -> None:
    boss, dana = chief(), staff("Dana")
    kind = certifying.define_certification(code="cash", name="Cash", months=1, by=boss.actor, at=NOW)
    with pytest.raises(InConflict):
        certifying.award_certification(staff_member=boss, kind=kind, evidence="Me", by=boss.actor, at=NOW)
    award = certifying.award_certification(
        staff_member=dana, kind=kind, evidence="Course", by=boss.actor, at=NOW
    )
    from frontoffice.authority.schedules import note_lapses
    from frontoffice.foundation.actors import service
    from frontoffice.foundation.models import Event

    for at in (NOW + DAY, NOW + 40 * DAY, NOW + 41 * DAY):
        note_lapses(by=service("authority"), at=at)
    assert Event.objects.filter(name="authority.CertificationLapsed").count() == 1
    assert Certification.objects.get(pk=award.pk).lapse_told_at == NOW + 40 * DAY


def test_a_grant_for_one_unit_or_program_is_none_elsewhere(found_unit: Any) -> None:
    dana = staff("Dana")
    Grant.objects.create(
        actor=dana.actor, action=FOUND, program="tax", from_at=NOW, granted_by=staff("Boss").actor
    )
    with pytest.raises(NotAuthorized) as refused:
        tried(found_unit, dana)
    assert "another unit or program" in str(refused.value)
