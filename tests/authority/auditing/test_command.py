"""`frontoffice audit` and what the worker does: seals, keeps the head, and says with its exit code what it found."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from frontoffice.authority.auditing.periodic import seal_the_audit_trail
from frontoffice.authority.models import Seal
from frontoffice.foundation.actors import service
from tests.authority.auditing.tampering import run, trail
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings: Settings, tmp_path: Path) -> Path:
    settings.AUDIT_HEADS = tmp_path / "audit" / "heads.jsonl"
    return tmp_path / "audit" / "heads.jsonl"


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("audit", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_worker_seals_and_carries_each_head_out_once(kept: Path) -> None:
    member = trail(2)
    by = service("authority")
    seal_the_audit_trail(by=by, at=NOW)
    seal_the_audit_trail(by=by, at=NOW)
    trail(1, by=member)
    seal_the_audit_trail(by=by, at=NOW)
    numbers = [json.loads(line)["number"] for line in kept.read_text().splitlines()]
    assert numbers == [1, 2]
    assert json.loads(said("head"))["mac"] == Seal.objects.get(number=2).mac
    kept.write_text(kept.read_text()[:-20])  # a crash in the middle of a line
    seal_the_audit_trail(by=by, at=NOW)
    assert json.loads(kept.read_text().splitlines()[-1])["number"] == 2


def test_what_is_in_order_is_said_and_what_is_not_ends_with_1(kept: Path) -> None:
    trail(2)
    said("seal")
    assert "are as they were sealed" in said("verify")
    run("DELETE FROM authority_seal")
    with pytest.raises(SystemExit) as ended:
        said("verify")
    assert ended.value.code == 1


def test_there_is_no_head_of_nothing() -> None:
    with pytest.raises(SystemExit):
        said("head")
