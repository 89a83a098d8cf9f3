"""Identifying numbers: sealed, found by the exact value, shown masked, uncovered on record, sealed anew on rotation."""

import io
import json
import logging

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from frontoffice.authority.answers import show
from frontoffice.authority.auditing.knowing import ReasonNeeded
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import AccessKind, AccessRecord, KeyedCall, StaffMember
from frontoffice.customers.actions.identifying import (
    HasOneAlready,
    NotSuchANumber,
    UnknownKind,
    add_identifier,
    end_identifier,
    unmask_identifier,
)
from frontoffice.customers.actions.registering import register
from frontoffice.customers.identifier_kinds import masked, open_value
from frontoffice.customers.models import Identifier, Party
from frontoffice.customers.queries import found
from frontoffice.foundation import sealing
from frontoffice.foundation.models import Event
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NUMBER, WRITTEN = "536904399", "536-90-4399"


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative(username="dana")


@pytest.fixture
def marisol(dana: StaffMember) -> Party:
    party = register(name="Marisol Ortega-Reyes", by=dana.actor, at=NOW)
    return add_identifier(party=party, kind="ssn", value=WRITTEN, by=dana.actor, at=NOW)


def number(party: Party) -> Identifier:
    return party.identifiers.get()


def test_the_number_lies_nowhere_open(
    marisol: Party, dana: StaffMember, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    add_identifier.once("k" * 32)(party=marisol, kind="passport", value="C03005988", by=dana.actor, at=NOW)
    one = (
        number(Party.objects.get(pk=marisol.pk))
        if marisol.identifiers.count() == 1
        else marisol.identifiers.first()
    )
    assert one is not None
    kept = f"{one.sealed} {one.hashed}"
    events = json.dumps(list(Event.objects.values_list("payload", flat=True)))
    keyed = json.dumps(list(KeyedCall.objects.values("body_hash", "answer")), default=str)
    shown = json.dumps(show(marisol, by=dana.actor), default=str)
    for text in (kept, events, keyed, shown, caplog.text):
        assert NUMBER not in text
        assert WRITTEN not in text
        assert "C03005988" not in text
    assert open_value(one) == WRITTEN
    assert masked(one) == "••••4399"


@pytest.mark.parametrize("typed", [NUMBER, WRITTEN, "536 90 4399"])
def test_the_exact_number_finds_them_however_it_is_written(
    marisol: Party, dana: StaffMember, typed: str
) -> None:
    assert [(one.party, one.by) for one in found(typed, by=dana.actor, at=NOW)] == [(marisol, "identifier")]
    assert not found("536904398", by=dana.actor, at=NOW)[0].sure
    assert found("536904288", by=dana.actor, at=NOW) == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [("ssn", "123"), ("ssn", "000-12-3456"), ("ein", "07-1144289"), ("driver_license", "A!")],
)
def test_what_cant_be_such_a_number_is_refused_without_repeating_it(
    marisol: Party, dana: StaffMember, kind: str, value: str
) -> None:
    with pytest.raises(NotSuchANumber) as refused:
        add_identifier(party=marisol, kind=kind, value=value, by=dana.actor, at=NOW)
    assert value not in str(refused.value)
    with pytest.raises(UnknownKind):
        add_identifier(party=marisol, kind="palm_print", value="123456", by=dana.actor, at=NOW)


def test_the_same_one_stays_and_another_waits_until_the_first_has_ended(
    marisol: Party, dana: StaffMember
) -> None:
    add_identifier(party=marisol, kind="ssn", value=NUMBER, by=dana.actor, at=NOW)
    assert marisol.identifiers.count() == 1
    with pytest.raises(HasOneAlready):
        add_identifier(party=marisol, kind="ssn", value="219099998", by=dana.actor, at=NOW)
    end_identifier(identifier=number(marisol), by=dana.actor, at=NOW)
    add_identifier(party=marisol, kind="ssn", value="219099998", by=dana.actor, at=NOW)
    assert marisol.identifiers.count() == 2


def test_rec_5_uncovering_is_on_record(marisol: Party, dana: StaffMember) -> None:
    unmask_identifier(identifier=number(marisol), by=dana.actor, at=NOW)
    look = AccessRecord.objects.get(kind=AccessKind.UNMASK)
    assert (look.actor, look.object_kind, look.of_id) == (dana.actor, "customers.identifier", marisol.pk)


def test_rec_6_who_has_not_got_them_on_their_work_says_why(marisol: Party) -> None:
    lucia = factories.representative("Lucia Ferrante")
    with pytest.raises(ReasonNeeded):
        unmask_identifier(identifier=number(marisol), by=lucia.actor, at=NOW)
    assert not AccessRecord.objects.filter(kind=AccessKind.UNMASK).exists()
    factories.said_why(lucia, marisol)
    unmask_identifier(identifier=number(marisol), by=lucia.actor, at=NOW)
    assert AccessRecord.objects.get(kind=AccessKind.UNMASK).reason_code


def test_without_the_power_nobody_uncovers(marisol: Party) -> None:
    clerk = factories.staff("Clerk", username="clerk", grants=["customers.register"])
    with pytest.raises(NotAuthorized):
        unmask_identifier(identifier=number(marisol), by=clerk.actor, at=NOW)


def test_the_page_shows_it_masked_until_it_is_uncovered_once(
    client: Client, marisol: Party, dana: StaffMember
) -> None:
    client.force_login(dana.user)  # type: ignore[arg-type]
    factories.said_why(dana, marisol)
    page = client.get(f"/customers/{marisol.reference}/").content.decode()
    assert "••••4399" in page
    assert WRITTEN not in page
    whole = client.post(f"/customers/{marisol.reference}/uncover/{number(marisol).reference}/")
    assert WRITTEN in whole.content.decode()
    assert whole.headers["Cache-Control"] == "no-store"
    assert WRITTEN not in client.get(f"/customers/{marisol.reference}/").content.decode()


def test_acc_17_the_number_of_another_is_not_to_be_had_through_this_one(
    client: Client, marisol: Party, dana: StaffMember
) -> None:
    luis = register(name="Luis Reyes", by=dana.actor, at=NOW)
    client.force_login(dana.user)  # type: ignore[arg-type]
    for party in (marisol, luis):
        factories.said_why(dana, party)
    address = f"/customers/{luis.reference}/uncover/{number(marisol).reference}/"
    assert client.post(address).status_code == 404


def test_keys_are_rotated_in_batches_and_begun_anew_where_it_stopped(
    marisol: Party, dana: StaffMember, settings: pytest.FixtureRequest
) -> None:
    for kind, value in (("passport", "C03005988"), ("driver_license", "D4471209")):
        add_identifier(party=marisol, kind=kind, value=value, by=dana.actor, at=NOW)
    values = {one.pk: open_value(one) for one in marisol.identifiers.all()}
    settings.DATA_KEYS_EARLIER, settings.LOOKUP_KEYS_EARLIER = [settings.DATA_KEY], [settings.LOOKUP_KEY]  # type: ignore[attr-defined]
    settings.DATA_KEY, settings.LOOKUP_KEY = "a new data key", "a new look-up key"  # type: ignore[attr-defined]
    assert {one.pk: open_value(one) for one in marisol.identifiers.all()} == values
    assert found(NUMBER, by=dana.actor, at=NOW)[0].party == marisol

    column = next(one for one in sealing.COLUMNS if one.model is Identifier)
    call_command("rotate_keys", batch=1, most=1, stdout=io.StringIO())
    assert sealing.left(column) == 2
    told = io.StringIO()
    call_command("rotate_keys", batch=1, stdout=told)
    assert "0 left" in told.getvalue()
    assert "2 rows" in told.getvalue()

    settings.DATA_KEYS_EARLIER, settings.LOOKUP_KEYS_EARLIER = [], []  # type: ignore[attr-defined]
    assert {one.pk: open_value(one) for one in marisol.identifiers.all()} == values
    assert found(NUMBER, by=dana.actor, at=NOW)[0].party == marisol
    settings.DATA_KEY = "a third key, and the second one is lost"  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="missing"):
        call_command("rotate_keys", stdout=io.StringIO())
