"""Two files that are one customer's go on as one: nothing moves, old references lead on, and it can be undone."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.declaring import declare_interest
from frontoffice.authority.deciding import InConflict
from frontoffice.authority.models import Approval, Grant, Relation, StaffMember
from frontoffice.authority.signatures import find
from frontoffice.cases.models import Case
from frontoffice.cases.queries.company import other_cases
from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel
from frontoffice.customers.actions.cautioning import place_caution
from frontoffice.customers.actions.flagging import place_flag
from frontoffice.customers.actions.identifying import add_identifier
from frontoffice.customers.actions.merging import (
    DatesClash,
    KindsDiffer,
    MergedAlready,
    MergeIntoItself,
    NotTheirs,
    NumbersClash,
    ProtectionStays,
    merge,
)
from frontoffice.customers.actions.naming import add_name
from frontoffice.customers.actions.noting import add_to_household, record_particular, set_preferences
from frontoffice.customers.actions.protecting import protect
from frontoffice.customers.actions.registering import add_contact_point, register
from frontoffice.customers.actions.unmerging import UndoneBefore, unmerge
from frontoffice.customers.merging.following import NothingOfTheKind
from frontoffice.customers.models import (
    AddressRole,
    Flag,
    Identifier,
    Merge,
    NameKind,
    ParticularKind,
    Party,
    PartyKind,
    PartyName,
    PointKind,
    Side,
)
from frontoffice.customers.queries import current, email_of, found, page_of, phone_of
from frontoffice.customers.queries.history import changes_of
from frontoffice.customers.queries.reading import household_of, identifiers_of, names_of
from frontoffice.customers.safekeeping import cautions_of
from frontoffice.foundation.actors import service
from frontoffice.intake.matching import customer_of
from tests import factories
from tests.cases import making
from tests.customers.files import rows, seen
from tests.factories import NOW

pytestmark = pytest.mark.django_db
WHY = "Asked on the telephone: the same person."
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative()


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    return register(
        name="Marisol Ortega-Reyes",
        email="m.ortega@example.org",
        address="418 Alder Street\nNorthside, CB 00120",
        address_roles=[AddressRole.RESIDENTIAL, AddressRole.MAILING],
        by=service("customers"),
        at=NOW - dt.timedelta(days=400),
    )


@pytest.fixture
def mari(dana: StaffMember) -> Party:
    """Put on file again, under another name and another address for letters."""
    return register(
        name="Mari Ortega",
        language="es",
        phone="202 555 0158",
        address="PO Box 12\nNorthside, CB 00120",
        by=service("customers"),
        at=NOW - dt.timedelta(days=30),
    )


def joined(one: Party, other: Party, by: StaffMember, **given: object) -> Merge:
    made = merge(survivor=one, other=other, reason=WHY, by=by.actor, at=NOW, **given)  # type: ignore[arg-type]
    assert isinstance(made, Merge)
    return made


def parted(made: Merge, by: StaffMember, **given: object) -> Merge:
    undone = unmerge(merge=made, reason="They are sisters.", by=by.actor, at=LATER, **given)  # type: ignore[arg-type]
    assert isinstance(undone, Merge)
    return undone


def test_acc_8_two_references_lead_to_one_for_ever(marisol: Party, mari: Party, dana: StaffMember) -> None:
    joined(marisol, mari, dana)
    mari.refresh_from_db()
    assert current(mari) == marisol
    assert find(Party, mari.reference, by=dana.actor, at=NOW) == marisol
    for words in ("Mari Ortega", "202 555 0158", "PO Box 12", mari.reference, "Marisol"):
        assert [one.party for one in found(words, by=dana.actor, at=NOW)] == [marisol], words
    assert page_of("", by=dana.actor, at=NOW)[0] == [marisol]


def test_acc_8_what_is_on_file_of_both_is_seen_under_the_one_that_goes_on(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    joined(marisol, mari, dana, language=Side.OTHER, mailing=Side.OTHER)
    marisol.refresh_from_db()
    shown = seen(marisol, dana.actor)
    assert (marisol.name, marisol.language) == ("Marisol Ortega-Reyes", "es")
    assert [value for value, _first in shown["points"]] == ["202 555 0158", "m.ortega@example.org"]
    assert (email_of(marisol), phone_of(marisol)) == ("m.ortega@example.org", "202 555 0158")
    mailing = marisol.addresses.model.objects.get(pk=shown["addresses"][AddressRole.MAILING])
    assert mailing.as_given.startswith("PO Box 12")
    assert {name.as_given for name in names_of(marisol)} == {"Marisol Ortega-Reyes", "Mari Ortega"}
    mari.refresh_from_db()
    assert mari.name == "Marisol Ortega-Reyes"


def test_acc_8_cases_contacts_and_mail_of_both_are_the_customers(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    making.topic()
    theirs = [making.case(subject=f"Case {number}") for number in range(2)]
    Case.objects.filter(pk=theirs[0].pk).update(customer=marisol)
    Case.objects.filter(pk=theirs[1].pk).update(customer=mari, reply_to="")
    begin(channel=Channel.PHONE, customer=mari, by=dana.actor, at=NOW)
    joined(marisol, mari, dana)
    case = Case.objects.select_related("customer").get(pk=theirs[1].pk)
    assert case.customer_id == mari.pk  # nothing was rewritten
    assert theirs[0] in other_cases(case, seen=Case.objects.all())
    assert customer_of("m.ortega@example.org") == marisol


def test_acc_8_unmerging_gives_back_what_was(marisol: Party, mari: Party, dana: StaffMember) -> None:
    set_preferences(party=mari, language="es", by=dana.actor, at=NOW)
    before = rows()
    made = joined(marisol, mari, dana, name=Side.OTHER, residential=Side.OTHER, mailing=Side.OTHER)
    assert rows() != before
    parted(made, dana)
    assert rows() == before
    with pytest.raises(UndoneBefore):
        parted(made, dana)


def test_acc_8_what_came_after_the_merge_stays_or_goes_as_is_chosen(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    made = joined(marisol, mari, dana)
    making.topic()
    cases = [making.case(subject=f"Case {number}", at=LATER) for number in range(2)]
    Case.objects.update(customer=marisol)
    for value in ("one@example.org", "two@example.org"):
        add_contact_point(party=mari, kind=PointKind.EMAIL, value=value, by=dana.actor, at=LATER)
    one, two = marisol.contact_points.filter(normal__endswith="@example.org").order_by("-pk")[:2]
    with pytest.raises(NothingOfTheKind):
        parted(made, dana, hand_over=["cases.case:nothing"])
    parted(made, dana, hand_over=[f"cases.case:{cases[1].reference}", f"customers.points:{one.pk}"])
    owners = dict(Case.objects.values_list("pk", "customer"))
    assert owners == {cases[0].pk: marisol.pk, cases[1].pk: mari.pk}
    assert email_of(mari) == one.value
    assert email_of(marisol) == two.value


def test_acc_8_what_happens_to_a_row_after_the_merge_stays_with_the_row(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    made = joined(marisol, mari, dana, name=Side.OTHER)
    add_name(party=marisol, name="Marisol Reyes", kind=NameKind.LEGAL, by=dana.actor, at=LATER)
    marisol.refresh_from_db()
    assert marisol.name == "Marisol Reyes"
    parted(made, dana)
    for party, name in ((marisol, "Marisol Reyes"), (mari, "Mari Ortega")):
        party.refresh_from_db()
        assert party.name == name
        assert PartyName.objects.get(party=party, kind=NameKind.LEGAL, until_on=None).as_given == name


def test_acc_8_merges_of_merged_files_stay_one_level_deep_and_come_apart_in_any_order(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    third = register(name="M. Ortega", phone="202 555 0199", by=dana.actor, at=NOW)
    before = rows()
    first = joined(marisol, mari, dana, name=Side.OTHER)
    with pytest.raises(MergedAlready):
        joined(third, Party.objects.get(pk=mari.pk), dana)
    second = joined(third, marisol, dana)
    assert set(third.merged.values_list("pk", flat=True)) == {marisol.pk, mari.pk}
    parted(first, dana)
    assert not Party.objects.get(pk=mari.pk).merged_into_id
    assert set(third.merged.values_list("pk", flat=True)) == {marisol.pk}
    parted(second, dana)
    assert rows() == before


def test_acc_8_the_file_is_kept_as_closely_as_the_stricter_of_the_two(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    lead = factories.supervisor()
    protect(party=mari, confidentiality=3, by=lead.actor, at=NOW)
    place_caution(
        party=mari,
        kind="animal",
        text="A large dog.",
        review_by=NOW.date() + dt.timedelta(days=30),
        until=NOW + dt.timedelta(days=60),
        by=lead.actor,
        at=NOW - dt.timedelta(minutes=1),
    )
    made = joined(marisol, Party.objects.get(pk=mari.pk), dana)
    marisol.refresh_from_db()
    assert marisol.confidentiality == 3
    assert len(cautions_of(marisol, by=dana.actor, at=NOW, reviews=False)) == 1
    parted(made, dana)
    marisol.refresh_from_db()
    assert (marisol.confidentiality, Party.objects.get(pk=mari.pk).confidentiality) == (1, 3)


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
