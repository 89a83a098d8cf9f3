"""The sweeper removes what no row names, and never what somebody is storing at the same moment."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from frontoffice.foundation import clock, files
from frontoffice.foundation.files import sweeping
from frontoffice.foundation.files.storing import path_of
from frontoffice.foundation.models import StoredFile

OLD = dt.timedelta(days=3)
TEXTS = [f"letter {i}".encode() for i in range(12)]


def age(path: Path, by: dt.timedelta = OLD) -> None:
    then = (clock.now() - by).timestamp()
    os.utime(path, (then, then))


def orphan(content: bytes) -> Path:
    path = path_of(files.receive(content, name="a.txt").sha256)
    age(path)
    return path


@pytest.mark.django_db
def test_old_bytes_without_a_row_go_and_all_others_stay(files_dir: Path) -> None:
    gone = orphan(b"nobody names this")
    young = path_of(files.receive(b"a transaction may still be open", name="a.txt").sha256)
    named = files.store(b"a row names this", name="a.txt", by=None, at=clock.now())
    age(path_of(named.sha256))
    assert files.sweep(at=clock.now()) == files.Swept(seen=3, removed=1)
    assert (gone.exists(), young.exists(), files.is_whole(named)) == (False, True, True)


@pytest.mark.django_db
def test_uploads_that_broke_off_go(files_dir: Path) -> None:
    files.receive(b"x", name="a.txt")
    half, fresh = files_dir / "incoming" / "half", files_dir / "incoming" / "fresh"
    half.write_bytes(b"half of it")
    fresh.write_bytes(b"coming in now")
    age(half)
    assert files.sweep(at=clock.now()).removed == 1
    assert (half.exists(), fresh.exists()) == (False, True)


@pytest.mark.django_db
def test_an_empty_or_absent_folder_is_swept_too(files_dir: Path) -> None:
    assert files.sweep(at=clock.now()) == files.Swept(seen=0, removed=0)


@pytest.mark.django_db
def test_more_than_a_batch_is_swept(files_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "_BATCH", 5)
    for text in TEXTS:
        orphan(text)
    assert files.sweep(at=clock.now()) == files.Swept(seen=12, removed=12)


@pytest.mark.django_db
def test_bytes_stored_again_between_looking_and_removing_stay(
    files_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = orphan(b"stored again")
    look = sweeping._named

    def look_and_be_late(paths: list[Path]) -> set[str]:
        found = look(paths)
        monkeypatch.setattr(sweeping, "_named", look)
        files.receive(b"stored again", name="b.txt")  # by somebody whose row is not committed yet
        return found

    monkeypatch.setattr(sweeping, "_named", look_and_be_late)
    assert files.sweep(at=clock.now()).removed == 0
    assert path.exists()


@pytest.mark.django_db
def test_bytes_named_between_looking_and_removing_stay(
    files_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = orphan(b"named meanwhile")
    look = sweeping._named

    def look_and_be_late(paths: list[Path]) -> set[str]:
        found = look(paths)
        monkeypatch.setattr(sweeping, "_named", look)
        files.store(b"named meanwhile", name="b.txt", by=None, at=clock.now())
        age(path)
        return found

    monkeypatch.setattr(sweeping, "_named", look_and_be_late)
    assert files.sweep(at=clock.now()).removed == 0
    assert path.exists()


@pytest.mark.django_db(transaction=True)
def test_sweeping_and_storing_the_same_content_at_once_loses_nothing(
    files_dir: Path, concurrently: Callable[..., list[Any]]
) -> None:
    for text in TEXTS:
        orphan(text)

    def act(i: int) -> None:
        if i == 0:
            for _ in range(20):
                files.sweep(at=clock.now())
        else:
            for text in TEXTS[i::3]:
                with transaction.atomic():
                    files.store(text, name="a.txt", by=None, at=clock.now())

    assert concurrently(act, times=4) == [None] * 4
    stored = list(StoredFile.objects.all())
    assert len(stored) == 11
    assert all(files.is_whole(file) for file in stored)
