"""Batches of the audit trail are sealed once, in a chain, with a key that the database does not have."""

import threading
import time
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from frontoffice.authority.auditing import covering, keys, sealing
from frontoffice.authority.auditing.settling import settled
from frontoffice.authority.models import Seal
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Event
from tests.authority.auditing.tampering import TABLES, Noted, faults, seal_all, trail
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("table", covering.FORMS[covering.FORM], ids=lambda table: str(table.name))
def test_every_column_of_what_is_covered_is_sealed(table: covering.Table) -> None:
    columns = [str(field.column) for field in table.model._meta.concrete_fields]
    assert sorted(columns) == sorted(table.columns), "a new column makes a new form: see covering.py"
    assert table.columns[0] == "id"


def test_rec_5_every_row_is_sealed_once_and_the_seals_make_a_chain() -> None:
    trail(12)
    made = seal_all(batch=10)
    seals = list(Seal.objects.order_by("number"))
    assert made == len(seals) > 2
    assert [seal.number for seal in seals] == list(range(1, made + 1))
    assert [seal.previous for seal in seals] == ["", *(seal.mac for seal in seals[:-1])]
    there = sum(model.objects.count() for model in TABLES.values())
    assert seals[-1].total == there
    assert sum(span[2] for seal in seals for span in seal.ranges.values()) == there
    assert faults() == []


def test_what_is_sealed_is_not_sealed_again_and_what_comes_later_follows() -> None:
    member = trail(3)
    assert seal_all() == 1
    assert seal_all() == 0
    trail(2, by=member)
    assert seal_all() == 1
    assert faults() == []


def test_no_seal_is_made_of_nothing() -> None:
    assert seal_all() == 0
    assert faults() == []


def test_the_same_row_stands_for_the_same_bytes_on_both_databases() -> None:
    table = covering.FORMS[1][0]
    row = [7, "tests.Noted", 1, '{"b": 1, "a": null}', "tests.act", 3, None, None, None]
    sqlite = covering.canonical(table)([*row, "2026-03-01 12:00:00", "2026-03-01 12:00:00.000500"])
    at = NOW.replace(2026, 3, 1, 12, 0, 0, 0)
    row[3] = '{"a": null, "b": 1}'
    postgresql = covering.canonical(table)([*row, at, at.replace(microsecond=500)])
    assert sqlite == postgresql
    assert sqlite == (
        b'["event",7,"tests.Noted",1,{"a":null,"b":1},"tests.act",3,null,null,null,'
        b'"2026-03-01T12:00:00.000000","2026-03-01T12:00:00.000500"]'
    )


def test_the_key_can_be_changed_and_the_earlier_seals_stay_good(settings: Settings) -> None:
    member, first = trail(2), settings.AUDIT_KEY
    seal_all()
    settings.AUDIT_KEY, settings.AUDIT_KEYS_EARLIER = "another key, long enough to be one", [first]
    trail(2, by=member)
    seal_all()
    assert len(set(Seal.objects.values_list("key_id", flat=True))) == 2
    assert faults() == []
    settings.AUDIT_KEYS_EARLIER = []
    assert any("which this installation does not have" in found for found in faults())


def test_a_seal_made_later_with_a_key_that_was_replaced_is_found(settings: Settings) -> None:
    member, first = trail(2), settings.AUDIT_KEY
    seal_all()
    settings.AUDIT_KEY, settings.AUDIT_KEYS_EARLIER = "another key, long enough to be one", [first]
    trail(2, by=member)
    seal_all()
    settings.AUDIT_KEY, settings.AUDIT_KEYS_EARLIER = first, []
    trail(2, by=member)
    seal_all()
    settings.AUDIT_KEY, settings.AUDIT_KEYS_EARLIER = "another key, long enough to be one", [first]
    assert faults() == ["seal 3: made with a key that had been replaced by then"]


def test_a_key_says_nothing_of_itself_in_its_id() -> None:
    key = keys.current()
    assert key.id not in {key.for_rows.hex()[:8], key.for_seals.hex()[:8]}
    assert key.for_rows != key.for_seals


def _open_transaction(member: Any, began: threading.Event, goes_on: threading.Event) -> None:
    with transaction.atomic():
        announce(Noted(number=1), about=member, by=member.actor, at=NOW)
        began.set()
        goes_on.wait(20)
    connection.close()


@pytest.mark.only_on("postgresql", reason="SQLite has one writer at a time: ids commit in their order")
@pytest.mark.django_db(transaction=True)
def test_a_row_that_commits_late_with_a_lower_id_is_neither_missed_nor_called_tampering() -> None:
    member, began, goes_on = staff(), threading.Event(), threading.Event()
    slow = threading.Thread(target=_open_transaction, args=(member, began, goes_on))
    slow.start()
    assert began.wait(10)
    try:
        trail(3, by=member)
        assert list(sealing.seal(at=NOW, patience=0.1)) == []  # it waits for who still writes
    finally:
        goes_on.set()
        slow.join()
    seal_all()
    assert Event.objects.order_by("pk").first() == Event.objects.get(
        payload__number=1, pk__lt=_lowest_of_trail()
    )
    assert Seal.objects.get().ranges["event"][2] == Event.objects.count()
    assert faults() == []


def _lowest_of_trail() -> int:
    return Event.objects.filter(payload__number=0).order_by("pk")[0].pk


@pytest.mark.only_on("postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_sealing_goes_on_as_soon_as_those_who_were_writing_have_ended() -> None:
    member, began, goes_on = staff(), threading.Event(), threading.Event()
    slow = threading.Thread(target=_open_transaction, args=(member, began, goes_on))
    slow.start()
    assert began.wait(10)
    threading.Timer(0.3, goes_on.set).start()
    started = time.monotonic()
    assert settled(patience=10) is not None
    assert time.monotonic() - started < 5
    slow.join()
