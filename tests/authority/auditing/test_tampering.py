"""Each kind of tampering is found and named: with a row of each table, with the seals, with the end of the trail."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from frontoffice.authority.auditing import heads
from frontoffice.authority.models import AccessRecord, Seal
from frontoffice.foundation.models import Event
from tests.authority.auditing.tampering import TABLES, faults, run, seal_all, table, trail, unguarded

pytestmark = pytest.mark.django_db
CHANGES = {
    "event": "at = '2020-01-01 00:00:00+00'",
    "subject": "subject_id = 4711",
    "refusal": "code = 'other'",
    "access": "reason = 'I was asked to'",
}
COLUMNS = {
    "event": ("name, schema_version, payload, action, by_id, at, recorded_at", {"name": "tests.Forged"}),
    "subject": ("event_id, kind, subject_id", {}),
    "refusal": ("action, by_id, code, part, subject_kind, at", {}),
    "access": (
        "actor_id, kind, object_kind, object_id, of_kind, confidentiality, work_kind, reason_code, reason,"
        " break_glass, edge, screen, origin_hash, words_hash, at",
        {},
    ),
}


@pytest.fixture
def sealed() -> dict[str, list[int]]:
    """A trail under several seals; the ids of its rows by table."""
    trail(12)
    assert seal_all(batch=9) > 3
    assert faults() == []
    return {
        name: list(model.objects.order_by("pk").values_list("pk", flat=True))
        for name, model in TABLES.items()
    }


@pytest.mark.parametrize("name", TABLES)
def test_rec_5_a_changed_row_is_named(sealed: dict[str, list[int]], name: str) -> None:
    row = sealed[name][5]
    run(f"UPDATE {table(name)} SET {CHANGES[name]} WHERE id = %s", row)
    assert [found.partition(" (")[0] for found in faults()] == [f"{name} {row}: changed"]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("place", [0, 5, -1])
def test_rec_5_a_missing_row_is_named_wherever_it_stood(
    sealed: dict[str, list[int]], name: str, place: int
) -> None:
    row = sealed[name][place]
    run(f"DELETE FROM {table(name)} WHERE id = %s", row)
    assert [found.partition(" (")[0] for found in faults()] == [f"{name} {row}: missing"]
    run("DELETE FROM foundation_eventsubject WHERE event_id NOT IN (SELECT id FROM foundation_event)")


@pytest.mark.parametrize("name", TABLES)
def test_rec_5_rows_that_changed_places_are_named(sealed: dict[str, list[int]], name: str) -> None:
    first, second = sealed[name][3], sealed[name][7]
    where = table(name)
    for old, new in ((first, -5), (second, first), (-5, second)):
        run(f"UPDATE {where} SET id = %s WHERE id = %s", new, old)
    found = [one.partition(" (")[0] for one in faults()]
    assert found == [f"{name} {first}: changed", f"{name} {second}: changed"]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("number", [-3, 0])
def test_rec_5_a_row_put_in_below_is_named(sealed: dict[str, list[int]], name: str, number: int) -> None:
    columns, _changes = COLUMNS[name]
    where = table(name)
    run(
        f"INSERT INTO {where} (id, {columns}) SELECT %s, {_another(name, columns)} FROM {where} WHERE id = %s",
        number,
        sealed[name][0],
    )
    assert [found.partition(" (")[0] for found in faults()] == [f"{name} {number}: added after it was sealed"]


def _another(name: str, columns: str) -> str:
    return columns.replace("subject_id", "subject_id + 99") if name == "subject" else columns


def test_rec_5_a_row_put_into_a_gap_is_named(sealed: dict[str, list[int]]) -> None:
    gap = sealed["access"][-1] + 1
    run(_COPY.format(gap + 1), sealed["access"][0])
    seal_all()
    assert faults() == []
    run(_COPY.format(gap), sealed["access"][0])
    assert [found.partition(" (")[0] for found in faults()] == [f"access {gap}: added after it was sealed"]


_COPY = (
    f"INSERT INTO authority_accessrecord (id, {COLUMNS['access'][0]})"
    f" SELECT {{}}, {COLUMNS['access'][0]} FROM authority_accessrecord WHERE id = %s"
)


@pytest.mark.only_on("sqlite", reason="PostgreSQL does not take what is no instant")
def test_rec_5_a_spoiled_instant_is_named_and_stops_nothing(sealed: dict[str, list[int]]) -> None:
    row = sealed["event"][2]
    run("UPDATE foundation_event SET at = '2026-13-45 99:99:99' WHERE id = %s", row)
    assert [found.partition(" (")[0] for found in faults()] == [f"event {row}: changed"]


def test_rec_5_a_changed_seal_is_named(sealed: dict[str, list[int]]) -> None:
    run("UPDATE authority_seal SET at = '2020-01-01 00:00:00+00' WHERE number = 2")
    assert faults() == ["seal 2: changed"]


def test_rec_5_what_a_seal_says_of_its_rows_can_not_be_changed_with_the_row(
    sealed: dict[str, list[int]],
) -> None:
    row = sealed["event"][1]
    run("UPDATE foundation_event SET name = 'tests.Other' WHERE id = %s", row)
    seal = Seal.objects.get(number=1)
    blob = bytearray(seal.rows)
    blob[24 + 8 : 48] = bytes(16)
    with unguarded():
        Seal.objects.filter(number=1).update(rows=bytes(blob))
    found = faults()
    assert "seal 1: changed" in found
    assert f"event {row}: changed (seal 1)" in found


def test_rec_5_a_missing_seal_is_named(sealed: dict[str, list[int]]) -> None:
    run("DELETE FROM authority_seal WHERE number = 3")
    assert faults()[0] == "seal 3: missing, and what was sealed there can't be checked"


def test_rec_5_seals_that_changed_places_or_were_numbered_anew_are_named(
    sealed: dict[str, list[int]],
) -> None:
    run("DELETE FROM authority_seal WHERE number = 2")
    run("UPDATE authority_seal SET number = number - 1 WHERE number = 3")
    found = faults()
    assert "seal 2: does not follow the seal before it" in found
    assert "seal 2: changed" in found


def test_rec_5_a_seal_put_in_without_the_key_is_named(
    sealed: dict[str, list[int]], settings: Settings
) -> None:
    member = Event.objects.order_by("pk")[0].by.staff_member
    good = settings.AUDIT_KEY
    settings.AUDIT_KEY = "a key that somebody made up"
    trail(1, by=member)
    seal_all()
    forged = Seal.objects.latest("number")
    settings.AUDIT_KEY = good
    assert any(f"seal {forged.number}: made with the key" in found for found in faults())
    with unguarded():
        Seal.objects.filter(pk=forged.pk).update(key_id=Seal.objects.get(number=1).key_id)
    assert f"seal {forged.number}: changed" in faults()


def test_rec_5_a_trail_whose_end_was_cut_is_found_by_its_head(
    sealed: dict[str, list[int]], tmp_path: Path
) -> None:
    newest = heads.head()
    assert newest is not None
    kept = tmp_path / "kept"
    kept.write_text(newest.line + "\n")
    assert faults(kept) == []
    cut = Seal.objects.get(number=newest.number)
    for name in ("access", "subject", "refusal", "event"):
        run(f"DELETE FROM {table(name)} WHERE id > %s", cut.ranges[name][0])
    run("DELETE FROM authority_seal WHERE number = %s", newest.number)
    assert faults() == []  # nothing in the database tells of it
    assert [found.partition(":")[0] for found in faults(kept)] == [f"seal {newest.number}"]
    assert "cut off" in faults(kept)[0]


def test_rec_5_a_trail_that_was_sealed_anew_is_not_the_one_its_head_names(
    sealed: dict[str, list[int]], tmp_path: Path
) -> None:
    newest = heads.head()
    assert newest is not None
    kept = tmp_path / "kept"
    kept.write_text(newest.line + "\n")
    run("DELETE FROM authority_seal")
    run("UPDATE foundation_event SET name = 'tests.Other' WHERE id = %s", sealed["event"][0])
    seal_all(batch=9)  # by somebody who has the key as well
    assert faults() == []
    assert "not the one that a head" in faults(kept)[0]


def test_a_head_that_can_not_be_read_is_told_and_one_that_a_crash_left_unfinished_is_passed_over(
    sealed: dict[str, list[int]], tmp_path: Path
) -> None:
    newest = heads.head()
    assert newest is not None
    kept = tmp_path / "kept"
    kept.write_text(newest.line + "\n" + newest.line[:30])
    assert faults(kept) == []
    kept.write_text("nonsense\n" + json.dumps({"number": 1}) + "\n")
    assert faults(kept) == [f"{kept}, line 1: can't be read"]
    assert "can't be read" in faults(tmp_path / "nowhere")[0]


def test_guards_that_were_taken_off_are_told(sealed: dict[str, list[int]]) -> None:
    with unguarded():
        assert "guard guard_foundation_event_delete: is not in the database" in faults()
    assert faults() == []


def test_events_that_nobody_seals_are_told(sealed: dict[str, list[int]]) -> None:
    trail(1, by=AccessRecord.objects.all()[0].actor.staff_member)
    assert faults() == []
    run(
        "UPDATE foundation_event SET recorded_at = '2020-01-01 00:00:00+00' WHERE id > %s",
        sealed["event"][-1],
    )
    assert "are not sealed: is a worker running?" in faults()[0]
