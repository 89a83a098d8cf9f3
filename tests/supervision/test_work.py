"""What each has on the desk, and who could have a case: hints from what is on record (STF-13)."""

import datetime as dt

import pytest

from frontoffice.authority.actions.declaring import declare_interest
from frontoffice.authority.models import Certification, CertificationKind, StaffMember
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Case, ResolutionCode
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.actors import service
from frontoffice.supervision.models import Skill
from frontoffice.supervision.queries import work
from frontoffice.supervision.queries.hints import Candidate, candidates, said_of
from tests import factories
from tests.cases import making as cases
from tests.cases.making import later
from tests.factories import NOW
from tests.supervision import making

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 17)


def load_of(member: StaffMember, by: StaffMember) -> work.Load:
    seen = cases_visible_to(by=by.actor, at=NOW)
    return work.desk([member], seen, today=TODAY).loads[0]


def of(member: StaffMember, case: Case) -> Candidate:
    return next(one for one in candidates(case, at=NOW) if one.member == member)


def words(member: StaffMember, case: Case) -> list[str]:
    return [text for _tone, text in said_of(of(member, case), case)]


def test_a_load_counts_open_late_waiting_and_held(
    dana: StaffMember, noor: StaffMember, miriam: StaffMember
) -> None:
    for days in (-9, -2, 0):
        take(case=cases.case(at=later(days=days)), by=dana.actor, at=NOW)
    answered = cases.case()
    making.replied(dana, text="Which card?", case=answered)
    load = load_of(dana, miriam)
    assert (load.open, load.late, load.waiting, load.held) == (3, 1, 1, 0)
    assert load.oldest == dt.date(2026, 11, 8)
    making.held(noor)
    assert load_of(noor, miriam).held == 1


def test_ones_people_are_those_of_ones_units_and_of_ones_own(dana: StaffMember, miriam: StaffMember) -> None:
    people = set(work.people(by=miriam.actor, at=NOW))
    assert dana in people
    assert miriam not in people
    elsewhere = factories.representative("Far Away", unit_code="back")
    narrow = cases.of_one_unit("supervision.review", unit=dana.unit)
    assert elsewhere not in set(work.people(by=narrow.actor, at=NOW))
    making.supervised(elsewhere, narrow)
    assert elsewhere in set(work.people(by=narrow.actor, at=NOW))


def test_stf_13_whoever_is_involved_comes_last_and_is_marked(dana: StaffMember, noor: StaffMember) -> None:
    case = cases.case()
    assert case.customer is not None
    declare_interest(
        kind="customers.party", reference=case.customer.reference, relation="relative", by=dana.actor, at=NOW
    )
    assert of(dana, case).conflict
    assert "Personally involved" in words(dana, case)
    assert candidates(case, at=NOW)[-1].member == dana


def test_stf_13_language_counts_before_load_and_a_topic_that_one_knows(
    dana: StaffMember, noor: StaffMember, miriam: StaffMember
) -> None:
    case = cases.case(language="es")
    Skill.objects.create(staff_member=noor, kind="language", code="es", from_at=NOW, noted_by=miriam.actor)
    Skill.objects.create(staff_member=dana, kind="topic", code="cards", from_at=NOW, noted_by=miriam.actor)
    assert candidates(case, at=NOW)[0].member == noor
    assert words(noor, case) == ["Speaks es"]
    assert words(dana, case) == ["Language not noted: es", "Knows the topic"]


def test_stf_13_experience_is_what_was_resolved(dana: StaffMember, noor: StaffMember) -> None:
    done = cases.case(at=later(days=-5))
    take(case=done, by=dana.actor, at=later(days=-5))
    resolve(case=done, resolution="Sent.", code=ResolutionCode.DONE, by=dana.actor, at=later(days=-4))
    case = cases.case()
    assert words(dana, case) == ["1 case of this topic in a year"]
    assert candidates(case, at=NOW)[0].member == dana


def test_stf_13_capacity_and_unit_are_told(dana: StaffMember, noor: StaffMember) -> None:
    for _number in range(11):
        take(case=cases.case(), by=dana.actor, at=NOW)
    cases.topic("titles", unit="back")
    case = cases.case(topic="titles")
    assert of(dana, case).full
    assert words(dana, case) == ["Another unit", "Has much more than others"]


def test_stf_13_certifications_that_are_live_are_told(dana: StaffMember, noor: StaffMember) -> None:
    kind = CertificationKind.objects.create(code="cash", name="Cash handling")
    for member, until in ((dana, None), (noor, NOW - dt.timedelta(days=1))):
        Certification.objects.create(
            kind=kind,
            actor=member.actor,
            evidence="Course",
            from_at=later(days=-100),
            until=until,
            awarded_by=service("authority"),
        )
    case = cases.case()
    assert words(dana, case) == ["Cash handling"]
    assert words(noor, case) == []
