"""Stored files: bytes first, the row in the transaction, and handed out as downloads only."""

import datetime as dt
import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.foundation import files
from frontoffice.foundation.files.handing_out import content_disposition
from frontoffice.foundation.files.storing import path_of
from frontoffice.foundation.models import Actor, StoredFile

AT = dt.datetime(2026, 3, 2, 15, 0, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != "lock"]


@pytest.mark.django_db
def test_a_file_is_stored_under_its_hash_with_what_it_is(files_dir: Path) -> None:
    clerk = Actor.objects.create(kind="staff", name="Dana")
    stored = files.store(io.BytesIO(PDF), name="letter.pdf", declared_type="application/pdf", by=clerk, at=AT)
    again = StoredFile.objects.get(reference=stored.reference)
    assert again.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (again.size, again.content_type, again.name) == (len(PDF), "application/pdf", "letter.pdf")
    assert (again.stored_by, again.stored_at) == (clerk, AT)
    with files.open_bytes(again) as content:
        assert content.read() == PDF
    assert files.is_whole(again)


@pytest.mark.django_db
def test_the_same_bytes_twice_are_two_rows_and_lie_there_once(files_dir: Path) -> None:
    one = files.store(PDF, name="a.pdf", by=None, at=AT)
    other = files.store(PDF, name="b.pdf", by=None, at=AT)
    assert one.pk != other.pk
    assert one.reference != other.reference
    assert len(on_disk(files_dir)) == 1


@pytest.mark.django_db
def test_storing_again_heals_bytes_that_were_damaged(files_dir: Path) -> None:
    stored = files.store(PDF, name="a.pdf", by=None, at=AT)
    path_of(stored.sha256).write_bytes(b"rot")
    assert not files.is_whole(stored)
    files.store(PDF, name="a.pdf", by=None, at=AT)
    assert files.is_whole(stored)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_rolls_back_leaves_bytes_but_no_row(files_dir: Path) -> None:
    def fail() -> None:
        with transaction.atomic():
            files.store(PDF, name="a.pdf", by=None, at=AT)
            raise DatabaseError

    with pytest.raises(DatabaseError):
        fail()
    assert not StoredFile.objects.exists()
    assert len(on_disk(files_dir)) == 1


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(files_dir: Path, settings: Any) -> None:
    settings.FILE_MAX_BYTES = 1024 * 1024
    with pytest.raises(files.FileTooLarge, match="1 MB") as refusal:
        files.receive(io.BytesIO(b"a" * (1024 * 1024 + 1)), name="a.txt")
    assert refusal.value.status == 413
    assert on_disk(files_dir) == []
    assert files.receive(b"a" * 1024 * 1024, name="a.txt").size == 1024 * 1024


def test_no_more_is_read_than_the_limit_allows(files_dir: Path, settings: Any) -> None:
    settings.FILE_MAX_BYTES = 1024 * 1024

    class Endless:
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += size
            return b"a" * size

    endless = Endless()
    with pytest.raises(files.FileTooLarge):
        files.receive(endless, name="a.txt")
    assert endless.given <= 2 * 1024 * 1024


def test_an_empty_file_is_refused(files_dir: Path) -> None:
    with pytest.raises(files.EmptyFile):
        files.receive(b"", name="a.txt")
    assert on_disk(files_dir) == []


def test_an_upload_that_breaks_off_leaves_nothing(files_dir: Path) -> None:
    class Broken:
        def read(self, size: int = -1, /) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        files.receive(Broken(), name="a.txt")
    assert on_disk(files_dir) == []


@pytest.mark.django_db
def test_bytes_that_were_swept_before_the_row_was_written_are_missed(files_dir: Path) -> None:
    received = files.receive(PDF, name="a.pdf")
    path_of(received.sha256).unlink()
    with pytest.raises(files.BytesMissing):
        files.keep(received, by=None, at=AT)
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_rows_can_not_be_changed_or_removed(files_dir: Path) -> None:
    stored = files.store(PDF, name="a.pdf", by=None, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(name="b.pdf")
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).delete()


@pytest.mark.django_db
def test_nobody_else_may_read_the_bytes_on_disk(files_dir: Path) -> None:
    previous = os.umask(0o022)
    try:
        stored = files.store(PDF, name="a.pdf", by=None, at=AT)
    finally:
        os.umask(previous)
    assert path_of(stored.sha256).stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_x7_a_download_can_not_be_opened_as_a_page(files_dir: Path) -> None:
    answer = files.download(files.store(b"caf\xc3\xa9", name="menú.txt", by=None, at=AT))
    assert b"".join(answer.streaming_content) == b"caf\xc3\xa9"  # type: ignore[arg-type]
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert (
        answer["Content-Disposition"] == "attachment; filename=\"menu.txt\"; filename*=UTF-8''men%C3%BA.txt"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Length"] == "5"


@pytest.mark.django_db
def test_a_download_whose_bytes_are_gone_says_so(files_dir: Path) -> None:
    stored = files.store(PDF, name="a.pdf", by=None, at=AT)
    path_of(stored.sha256).unlink()
    with pytest.raises(files.BytesMissing):
        files.download(stored)
    assert not files.is_whole(stored)


@given(st.text(max_size=60).filter(lambda name: not any("\ud800" <= c <= "\udfff" for c in name)))
def test_no_name_breaks_out_of_the_header(name: str) -> None:
    header = content_disposition(name)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert "%" not in header.partition("filename*=")[0]


@given(st.binary(min_size=1, max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_taken_as_what_they_are_or_refused(files_dir: Path, content: bytes) -> None:
    try:
        received = files.receive(content, name="")
    except files.FileRefused:
        return
    assert received.sha256 == hashlib.sha256(content).hexdigest()
    assert received.content_type in {kind.content_type for kind in files.KINDS}


@pytest.mark.django_db
def test_what_the_product_made_itself_is_kept_as_it_is(files_dir: Path) -> None:
    made = files.made(b"From: a@example.org\r\n\r\nHello", name="message.eml", content_type="message/rfc822")
    stored = files.keep(made, by=None, at=AT)
    assert (stored.content_type, stored.name, files.is_whole(stored)) == (
        "message/rfc822",
        "message.eml",
        True,
    )
