"""Two files that are one customer's go on as one: nothing moves, old references lead on, and it can be undone."""

import datetime as dt

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import find
from frontoffice.cases.models import Case
from frontoffice.cases.queries.company import other_cases
from frontoffice.cases.queries.opened import case_found_by
from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import Channel
from frontoffice.customers.actions.cautioning import place_caution
from frontoffice.customers.actions.merging import (
    MergedAlready,
)
from frontoffice.customers.actions.naming import add_name
from frontoffice.customers.actions.noting import set_preferences
from frontoffice.customers.actions.protecting import protect
from frontoffice.customers.actions.registering import add_contact_point, register
from frontoffice.customers.actions.unmerging import UndoneBefore
from frontoffice.customers.merging.following import NothingOfTheKind
from frontoffice.customers.models import (
    AddressRole,
    NameKind,
    Party,
    PartyName,
    PointKind,
    Side,
)
from frontoffice.customers.queries import current, email_of, found, page_of, phone_of
from frontoffice.customers.queries.on_file import has
from frontoffice.customers.queries.reading import names_of, preferences_of
from frontoffice.customers.safekeeping import cautions_of
from frontoffice.intake.matching import customer_of
from tests import factories
from tests.cases import making
from tests.customers.files import rows, seen
from tests.customers.pairs import LATER, dana, joined, mari, marisol, parted
from tests.factories import NOW

__all__ = ["dana", "mari", "marisol"]
pytestmark = pytest.mark.django_db


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
    assert theirs[0] in other_cases(case, units=None)
    assert customer_of("m.ortega@example.org") == marisol


def test_what_is_on_file_of_the_customer_of_a_case_is_known_with_the_case(
    marisol: Party, mari: Party, dana: StaffMember
) -> None:
    making.topic()
    cases = [making.case(subject="One"), making.case(subject="Two")]
    for case, party in zip(cases, (marisol, mari), strict=True):
        Case.objects.filter(pk=case.pk).update(customer=party)
        assert kept_of(case) == {"addresses"}
    set_preferences(party=mari, language="es", by=dana.actor, at=NOW)
    assert [kept_of(case) for case in cases] == [{"addresses"}, {"addresses", "preferences"}]
    joined(marisol, Party.objects.get(pk=mari.pk), dana, name=Side.OTHER)
    assert [kept_of(case) for case in cases] == [{"addresses", "preferences"}] * 2
    assert case_found_by(cases[0].reference, units=[]) is None
    assert case_found_by(cases[0].reference, units=[cases[0].unit_id]) == cases[0]


def kept_of(case: Case) -> set[str]:
    """What the customer of the case is said to have on file, and has as it is asked for without that."""
    found = case_found_by(case.reference, units=None)
    assert found is not None
    assert found.customer is not None
    plain = Party.objects.get(pk=found.customer.pk)
    assert preferences_of(found.customer) == preferences_of(plain)
    return {what for what in ("addresses", "cautions", "flags", "preferences") if has(found.customer, what)}


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
