"""Own, family, protected and namesakes' accounts, and many in an hour, come before somebody else (REC-6)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from frontoffice.authority.auditing import patterns
from frontoffice.authority.auditing.looking import looked
from frontoffice.authority.auditing.watching import Known
from frontoffice.authority.models import Interest, PatternFinding, StaffMember
from frontoffice.cases.models import Case
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from frontoffice.foundation.actors import service
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def person(name: str, address: str = "") -> Party:
    return register(name=name, address=address, by=service("cases"), at=NOW)


def interest(member: StaffMember, party: Party, relation: str) -> None:
    Interest.objects.create(
        actor=member.actor,
        kind="customers.party",
        object_id=party.pk,
        relation=relation,
        from_at=NOW - dt.timedelta(days=1),
        declared_by=member.actor,
    )


def found() -> set[tuple[str, int]]:
    patterns.find(at=NOW + dt.timedelta(minutes=5))
    return set(PatternFinding.objects.values_list("pattern", "object_id"))


def test_rec_6_own_and_family_accounts(dana: StaffMember, miriam: StaffMember) -> None:
    own, family, other = person("D. W."), person("Sister Of"), person("Somebody Else")
    interest(dana, own, "self")
    interest(dana, family, "relative")
    for party in (own, family, other):
        looked(party, by=dana.actor, at=NOW)
        looked(party, by=dana.actor, at=NOW)
    assert found() == {("own", own.pk), ("family", family.pk)}
    assert set(PatternFinding.objects.values_list("told", "times")) == {(miriam.actor.pk, 2)}
    assert patterns.find(at=NOW + dt.timedelta(minutes=6)) == 0  # found once a day


def test_rec_6_namesakes_and_neighbors_in_the_same_house(dana: StaffMember) -> None:
    own = person("Dana Whitfield-Own", "12 Elm Street")
    interest(dana, own, "self")
    namesake, housemate, stranger = (
        person("Rob Whitfield"),
        person("Max Muster", "12  ELM Street"),
        person("Ann Other", "14 Elm Street"),
    )
    for party in (namesake, housemate, stranger):
        looked(party, by=dana.actor, at=NOW)
    assert found() == {("same_name", namesake.pk), ("same_address", housemate.pk)}


def test_rec_6_protected_accounts_opened_on_ones_work(dana: StaffMember, case: Case, marisol: Party) -> None:
    Party.objects.filter(pk=marisol.pk).update(confidentiality=2)
    marisol.refresh_from_db()
    looked(marisol, by=dana.actor, at=NOW, known=Known(work=case))
    assert found() == {("flagged", marisol.pk)}


@pytest.mark.parametrize(("many", "apart", "seen"), [(5, 10, True), (4, 10, False), (5, 20, False)])
def test_rec_6_many_customers_in_an_hour_without_work_on_them(
    dana: StaffMember, settings: Settings, many: int, apart: int, seen: bool
) -> None:
    settings.AUDIT_MANY_CUSTOMERS = 5
    for number in range(many):
        party = person(f"Somebody Number{number}")
        looked(party, by=dana.actor, at=NOW - dt.timedelta(minutes=apart * number))
    assert (("many", 0) in found()) is seen


def test_rec_6_what_is_on_ones_work_is_not_counted(dana: StaffMember, case: Case, settings: Settings) -> None:
    settings.AUDIT_MANY_CUSTOMERS = 3
    for number in range(5):
        looked(person(f"Somebody Number{number}"), by=dana.actor, at=NOW, known=Known(work=case))
    assert found() == set()


def test_rec_6_no_outcome_is_recorded_by_the_person_it_is_about(dana: StaffMember, marisol: Party) -> None:
    access = looked(marisol, by=dana.actor, at=NOW)
    assert access is not None
    finding = patterns.note(patterns.Found("own", access, "customers.party", 1), actor=dana.actor, at=NOW)
    assert finding is not None
    rows = PatternFinding.objects.filter(pk=finding.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(reviewed_at=NOW, reviewed_by=dana.actor, outcome="in_order")
    rows.update(reviewed_at=NOW, reviewed_by=service("tests"), outcome="in_order")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(outcome="talked")
