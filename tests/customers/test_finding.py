"""One box finds a customer by any of what is on file, also with typing errors; and warns before one is put on twice."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.identifying import add_identifier, define_identifier_kind
from frontoffice.customers.actions.naming import add_name
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import NameKind, Party
from frontoffice.customers.queries import found, page_of, search
from frontoffice.customers.queries.alike import candidates
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative(username="dana")


@pytest.fixture
def jesse(dana: StaffMember) -> Party:
    party = register(
        name="Jesse Kowalczyk",
        email="jkowalczyk@example.com",
        phone="202-555-0158",
        address="77 Millrace Road, Port Ellery, CB 00146",
        by=dana.actor,
        at=NOW - dt.timedelta(days=30),
    )
    register(name="Dwayne Lattimore", address="1 Elm Street, Northside, CB 00120", by=dana.actor, at=NOW)
    return add_name(party=party, name="Jesse Brandt", kind=NameKind.FORMER, by=dana.actor, at=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "jesse kowalczyk",
        "kowalczyk jes",
        "jese kowalczyk",  # a letter left out
        "jesse kowalzcyk",  # two exchanged
        "brandt",  # a former name
        "jesse brand",
        "millrace",
        "kowalczyk port ellery",
        "milrace ellery",
        "(202) 555.0158",
        "+1 202 555 0158",
        "JKowalczyk@example.com",
    ],
)
def test_it_is_found(jesse: Party, dana: StaffMember, text: str) -> None:
    assert [one.party for one in found(text, by=dana.actor, at=NOW)] == [jesse]


NUMBERS = {
    "ssn": "536-22-1847",
    "itin": "912-78-1234",
    "ein": "91-1144442",
    "driver_license": "D7734 1802",
    "state_id": "CB 55120396",
    "state_tax_id": "ST 402 7716 3",
    "passport": "C03005988",
    "imo": "IMO 9319466",
    "vin": "1HGCM82633A004352",
    "permit": "PX-44-710",
}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("ssn", "536-22-1874"),  # two exchanged
        ("itin", "912781324"),
        ("ein", "91-114442"),  # one left out
        ("driver_license", "D77341803"),  # one wrong
        ("state_id", "CB551203396"),  # one too many
        ("state_tax_id", "ST40277164"),
        ("passport", "C03005998"),
        ("imo", "9319468"),
        ("vin", "1HGCM82633A004325"),
        ("permit", "PX-44-701"),  # a kind of the agency's own
        ("telephone", "202 555 0185"),
        ("telephone", "202 555 158"),
        ("telephone", "+1 202 555 01588"),
        ("telephone", "2025560158"),
        ("e-mail", "jkowalzcyk@example.com"),
        ("e-mail", "jkowalczyk@exmple.com"),
        ("e-mail", "jkowalczykexample.com"),
        ("e-mail", "jkowalczyk@example.con"),
        ("house number", "71 Millrace Road"),
        ("street", "77 Milrace Road"),
        ("town", "77 Millrace Road Port Elery"),
        ("postal code", "Millrace Road 00164"),
        ("given name", "Jesse Kwoalczyk"),
        ("family name", "Jese Kowalczyk"),
        ("former name", "Jesse Brandtt"),
        ("short name", "Kimm Cruz"),
        ("short name", "Kim Crz"),
    ],
)
def test_each_thing_on_file_is_found_with_a_typing_error(
    jesse: Party, dana: StaffMember, kind: str, typed: str
) -> None:
    add_name(party=jesse, name="Kim Cruz", kind=NameKind.PREFERRED, by=dana.actor, at=NOW)
    define_identifier_kind(code="permit", name="Permit", by=factories.supervisor().actor, at=NOW)
    if kind in NUMBERS:
        add_identifier(party=jesse, kind=kind, value=NUMBERS[kind], by=dana.actor, at=NOW)
    rows = found(typed, by=dana.actor, at=NOW)
    assert [one.party for one in rows] == [jesse]
    assert not rows[0].sure


def test_what_was_typed_without_an_error_goes_first_and_alone(jesse: Party, dana: StaffMember) -> None:
    neighbor = register(
        name="Ida Bell",
        phone="202-555-0185",
        address="71 Millrace Road, Port Ellery, CB 00146",
        by=dana.actor,
        at=NOW,
    )
    for typed in ("202-555-0185", "71 Millrace Road"):
        assert [(one.party, one.sure) for one in found(typed, by=dana.actor, at=NOW)] == [(neighbor, True)]


def test_what_is_written_as_it_sounds_is_found(jesse: Party, dana: StaffMember) -> None:
    phillip = register(name="Phillip Schneider", by=dana.actor, at=NOW)
    assert search("filip schneider", by=dana.actor, at=NOW) == [phillip]


def test_the_reference_finds_them_as_it_is_read_aloud(jesse: Party, dana: StaffMember) -> None:
    typed = jesse.reference.replace("-", " ").lower()
    assert found(typed, by=dana.actor, at=NOW)[0].party == jesse


@pytest.mark.parametrize("text", ["zebra", "jesse zebra", "kowalczyk northside", "20255501850"])
def test_what_is_not_there_is_not_found(jesse: Party, dana: StaffMember, text: str) -> None:
    assert found(text, by=dana.actor, at=NOW) == []


def test_nobody_outside_finds_anybody(jesse: Party) -> None:
    assert search("jesse", by=factories.visitor(), at=NOW) == []


def test_exact_ones_come_before_similar_ones(jesse: Party, dana: StaffMember) -> None:
    kowalczuk = register(name="Jesse Kowalczuk", by=dana.actor, at=NOW)
    rows = found("jesse kowalczuk", by=dana.actor, at=NOW)
    assert [(one.party, one.by) for one in rows] == [(kowalczuk, "words"), (jesse, "spelling")]


def test_the_number_of_queries_does_not_grow_with_what_is_found(jesse: Party, dana: StaffMember) -> None:
    def asked(text: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            found(text, by=dana.actor, at=NOW)
        return len(queries)

    before = asked("kowalczik")
    for number in range(3):
        register(name=f"Jan{'a' * number} Kowalczyk", by=dana.actor, at=NOW)
    assert asked("kowalczik") == before
    assert before <= 7


def test_acc_8_who_was_merged_is_found_as_who_goes_on(jesse: Party, dana: StaffMember) -> None:
    twice = register(name="Jesse Kowalczyck", by=dana.actor, at=NOW)
    Party.objects.filter(pk=twice.pk).update(merged_into=jesse)
    assert [one.party for one in found("kowalczyck", by=dana.actor, at=NOW)] == [jesse]
    assert twice not in page_of("", by=dana.actor, at=NOW)[0]


def test_acc_9_what_is_alike_is_told_and_a_name_alone_weighs_least(jesse: Party, dana: StaffMember) -> None:
    same_telephone = register(name="Ida Kowalczyk", phone="202-555-0158", by=dana.actor, at=NOW)
    told = candidates(name="Jese Kowalczyk", email="", phone="(202) 555 0158", by=dana.actor, at=NOW)
    assert [(one.party, one.alike) for one in told] == [
        (jesse, ("phone", "name")),
        (same_telephone, ("phone",)),
    ]
    told = candidates(name="Jesse Kowalczyk", email="", phone="", by=dana.actor, at=NOW)
    assert [one.only_the_name for one in told] == [True]
    assert candidates(name="Ray Tolliver", email="", phone="", by=dana.actor, at=NOW) == []


def test_acc_9_the_form_warns_and_goes_on_when_it_is_another_person(
    client: Client, jesse: Party, dana: StaffMember
) -> None:
    client.force_login(dana.user)  # type: ignore[arg-type]
    given = {"kind": "person", "name": "Jesse Kowalczyk", "language": "en", "idempotency_key": "k" * 32}
    part = client.post("/customers/alike/", given).content.decode()
    assert "This is them: Jesse Kowalczyk" in part
    warned = client.post("/customers/new/", given)
    assert warned.status_code == 422
    assert "Another person" in warned.content.decode()
    assert Party.objects.filter(name="Jesse Kowalczyk").count() == 1
    for _time in range(2):
        assert client.post("/customers/new/", given | {"another": "yes"}).status_code == 302
    assert Party.objects.filter(name="Jesse Kowalczyk").count() == 2


def test_acc_17_a_new_form_holds_nothing_of_the_last_customer(
    client: Client, jesse: Party, dana: StaffMember
) -> None:
    client.force_login(dana.user)  # type: ignore[arg-type]
    client.post(
        "/customers/new/", {"kind": "person", "name": "Ana Secret", "language": "es", "email": "ana@"}
    )
    assert "Ana Secret" not in client.get("/customers/new/").content.decode()
    luis = register(name="Luis Reyes", by=dana.actor, at=NOW)
    factories.said_why(dana, luis)
    for part in ("name", "address", "number", "preferences", "date", "flag"):
        page = client.get(f"/customers/{luis.reference}/change/{part}/").content.decode()
        assert "Kowalczyk" not in page
        assert "Millrace" not in page
