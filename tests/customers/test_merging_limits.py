"""What keeps two customers two: contradictions, involvement, authority; and what merging never costs."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.declaring import declare_interest
from frontoffice.authority.deciding import InConflict
from frontoffice.authority.models import Approval, Grant, Relation, StaffMember
from frontoffice.cases.models import Case
from frontoffice.customers.actions.flagging import place_flag
from frontoffice.customers.actions.identifying import add_identifier
from frontoffice.customers.actions.merging import (
    DatesClash,
    KindsDiffer,
    MergeIntoItself,
    NotTheirs,
    NumbersClash,
    ProtectionStays,
    merge,
)
from frontoffice.customers.actions.noting import add_to_household, record_particular
from frontoffice.customers.actions.registering import add_contact_point, register
from frontoffice.customers.models import (
    Flag,
    Identifier,
    Merge,
    ParticularKind,
    Party,
    PartyKind,
    PointKind,
    Side,
)
from frontoffice.customers.queries.history import changes_of
from frontoffice.customers.queries.reading import household_of, identifiers_of
from frontoffice.foundation.actors import service
from tests import factories
from tests.cases import making
from tests.customers.files import seen
from tests.customers.pairs import LATER, WHY, dana, joined, mari, marisol, parted
from tests.factories import NOW

__all__ = ["dana", "mari", "marisol"]
pytestmark = pytest.mark.django_db


def test_acc_8_two_different_numbers_of_one_kind_are_named_and_one_of_them_is_left_out(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    for party, value in ((marisol, "536-90-4399"), (mari, "536-22-8145")):
        add_identifier(party=party, kind="ssn", value=value, by=dana.actor, at=NOW)
    with pytest.raises(NumbersClash) as refused:
        joined(marisol, mari, dana)
    assert "Social Security number" in str(refused.value)
    wrong = Identifier.objects.get(party=mari)
    made = joined(marisol, mari, dana, without_identifiers=[wrong])
    counting = [one.pk for one in identifiers_of(marisol) if one.set_aside_in_id is None]
    assert counting == [Identifier.objects.get(party=marisol).pk]
    parted(made, dana)
    assert [one.set_aside_in_id for one in identifiers_of(mari)] == [None]


def test_acc_8_who_was_born_on_two_days_is_asked_about(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    for party, day in ((marisol, 3), (mari, 13)):
        record_particular(
            party=party, kind=ParticularKind.BORN, day=dt.date(1984, 5, day), by=dana.actor, at=NOW
        )
    with pytest.raises(DatesClash):
        joined(marisol, mari, dana)
    joined(marisol, mari, dana, date=Side.OTHER)
    assert seen(marisol, dana.actor)["dates"] == [("born", dt.date(1984, 5, 13))]


def test_what_cannot_be_merged_is_refused(marisol: Party, mari: Party, dana: StaffMember) -> None:
    with pytest.raises(MergeIntoItself):
        joined(marisol, marisol, dana)
    company = register(name="Alder & Sons", kind=PartyKind.ORGANIZATION, by=dana.actor, at=NOW)
    with pytest.raises(KindsDiffer):
        joined(marisol, company, dana)
    with pytest.raises(NotTheirs):
        joined(marisol, mari, dana, leave_out=["nobody@example.org"])
    place_flag(party=mari, kind="protected_address", by=dana.actor, at=NOW)
    with pytest.raises(ProtectionStays):
        joined(marisol, mari, dana, without_flags=list(Flag.objects.all()))
    assert not Merge.objects.exists()


def test_a_merge_is_in_the_history_of_both_and_never_changed(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    made = joined(marisol, mari, dana)
    assert "merged" in changes_of(marisol)[0].said
    parted(made, dana)
    assert [change.said for change in changes_of(mari)][:2] == [
        "parted two files again",
        "merged two files that are one customer’s",
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.filter(pk=made.pk).update(reason="Another")


def test_who_belongs_to_a_household_under_both_files_belongs_to_it_once(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    home = register(name="Ortega household", kind=PartyKind.HOUSEHOLD, by=dana.actor, at=NOW)
    for member in (marisol, mari):
        add_to_household(household=home, member=member, by=dana.actor, at=NOW)
    assert len(household_of(home, NOW.date())) == 2
    made = joined(marisol, mari, dana)
    assert len(household_of(home, NOW.date())) == 1
    parted(made, dana)
    assert len(household_of(home, NOW.date())) == 2


def test_stf_4_an_interest_in_one_keeps_out_of_both_while_they_are_one(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    ruth = factories.representative("Ruth Okafor")
    said = {"kind": "customers.party", "relation": Relation.RELATIVE}
    declare_interest(**said, reference=mari.reference, by=ruth.actor, at=NOW)  # type: ignore[arg-type]
    with pytest.raises(InConflict):
        joined(marisol, mari, ruth)
    made = joined(marisol, mari, dana)
    with pytest.raises(InConflict):
        add_contact_point(party=marisol, kind=PointKind.EMAIL, value="x@example.org", by=ruth.actor, at=LATER)
    parted(made, dana)
    add_contact_point(party=marisol, kind=PointKind.EMAIL, value="x@example.org", by=ruth.actor, at=LATER)


def test_acc_8_two_with_open_cases_are_merged_by_who_may_or_once_somebody_agrees(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    making.topic()
    newcomer = factories.staff("Nils Aune")
    for action in ("customers.merge", "customers.unmerge"):
        Grant.objects.create(
            actor=newcomer.actor,
            action=action,
            complexity_limit=1,
            from_at=NOW - dt.timedelta(days=30),
            granted_by=service("authority"),
        )
    made = joined(marisol, mari, newcomer)
    parted(made, newcomer)
    for party in (marisol, mari):
        Case.objects.filter(pk=making.case(subject=party.name).pk).update(customer=party)
    asked = merge(survivor=marisol, other=mari, reason=WHY, by=newcomer.actor, at=LATER)
    assert isinstance(asked, Approval)
    assert isinstance(merge(survivor=marisol, other=mari, reason=WHY, by=dana.actor, at=LATER), Merge)


def test_reading_a_customer_asks_as_much_merged_or_not(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    with CaptureQueriesContext(connection) as before:
        seen(marisol, dana.actor)
    joined(marisol, mari, dana)
    with CaptureQueriesContext(connection) as after:
        seen(marisol, dana.actor)
    assert len(before) == len(after)
