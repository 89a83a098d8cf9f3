"""Finding a case: by number, reference, name, address, and the words that were used."""

import pytest
from django.db.models import QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.adding import add
from frontoffice.cases.models import Case
from frontoffice.cases.queries import cases_visible_to
from frontoffice.cases.queries.searching import exactly, search
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def seen(member: StaffMember) -> "QuerySet[Case]":
    return cases_visible_to(by=member.actor, at=NOW)


@pytest.fixture
def found(topic: object) -> Case:
    case = making.case(
        subject="Lien release paperwork",
        name="Núria Ortega-Reyes",
        email="n.ortega@example.org",
        text="The bank sent the papers to the wrong county.",
    )
    making.case(subject="Something else", name="Abdi Warsame", email="abdi@example.org", text="About tests.")
    return case


@pytest.mark.parametrize(
    "text",
    [
        "C-2026-000001",
        "c-2026-000001",
        "2026-1",
        "C2026 000001",
        "lien",
        "lien pap",
        "ortega",
        "NURIA",
        "Reyes Núria",
        "n.ortega@example.org",
        "N.Ortega@Example.ORG",
        "bank county",
        "papers sent to the wrong county",
    ],
)
def test_what_people_type_finds_it(found: Case, dana: StaffMember, text: str) -> None:
    assert [case.pk for case in search(text, seen=seen(dana))][:1] == [found.pk]


def test_its_reference_finds_it_however_it_is_written(found: Case, dana: StaffMember) -> None:
    for text in (found.reference, found.reference.lower().replace("-", ""), f" {found.reference} "):
        assert exactly(text, seen=seen(dana)) == found


def test_what_was_added_later_is_found_too(found: Case, dana: StaffMember) -> None:
    add(case=found, text="The notary retired in the meantime.", by=factories.visitor(), at=NOW)
    assert search("notary retired", seen=seen(dana)) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "zebra",
        "'",
        '"',
        "' OR 1=1 --",
        "lien OR tests)",
        "*",
        "\x00",
        "C-2026-000009",
        "<script>",
        "a" * 5000,
        "%",
        "_",
        "@",
        "@@",
        "NEAR(",
        "C-99999999999999999999-1",
        "☃",
        "-",
    ],
)
def test_anything_may_be_typed(found: Case, dana: StaffMember, text: str) -> None:
    assert found not in search(text, seen=seen(dana))


def test_nobody_finds_what_they_dont_see(found: Case) -> None:
    making.topic("taxes", unit="tax")
    member = making.of_one_unit("cases.reply", unit=making.case(topic="taxes", subject="Mine").unit)
    for text in ("lien", found.number, found.reference, found.reply_to, "bank"):
        assert search(text, seen=seen(member)) == []
        assert exactly(text, seen=seen(member)) is None


def test_of_other_units_nothing_is_found_by_whatever_words(found: Case, topic: object) -> None:
    making.topic("taxes", unit="tax")
    theirs = making.case(
        name="Abdi",
        email="",
        subject="Lien on a house",
        topic="taxes",
        text="The bank asks about the county.",
    )
    member = making.of_one_unit("cases.reply", unit=theirs.unit)
    for text in ("lien", "bank county"):
        assert search(text, seen=seen(member)) == [theirs]
    for text in ("ortega", "wrong county", "n.ortega@example.org", found.number):
        assert search(text, seen=seen(member)) == []
