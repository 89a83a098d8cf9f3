"""`frontoffice series`, `frontoffice duties` and `frontoffice found --series`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from frontoffice.authority.models import Level, Series, StaffMember
from frontoffice.authority.series import shipped
from tests.authority.series.test_wrong_files import RIGHT

pytestmark = pytest.mark.django_db
FOUNDING = {
    "agency": "Agency of the Tests",
    "short_name": "Tests",
    "time_zone": "America/Chicago",
    "state": "IL",
    "supervisor": "Miriam Castellanos",
    "username": "miriam",
    "password": "correct-horse-battery",
}


def said(*words: str, **given: object) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **given)
    return out.getvalue()


def wrong(*words: str) -> str:
    """What the command says when it fails."""
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command(*words, stderr=err)
    return err.getvalue()


@pytest.mark.parametrize(("series", "level"), [("tax", "tax.IV"), ("tx", "supervisor"), ("nm", "supervisor")])
def test_the_first_supervisor_gets_the_level_that_supervises(series: str, level: str) -> None:
    said("found", series=series, **FOUNDING)
    assert StaffMember.objects.get().level.code == level
    assert Series.objects.get().code == series


def test_an_agency_is_founded_on_tax_when_nothing_is_said() -> None:
    said("found", **FOUNDING)
    assert Series.objects.get().code == shipped.DEFAULT == "tax"


def test_a_wrong_file_founds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(RIGHT.replace("entry", "entri"), encoding="utf-8")
    with pytest.raises(CommandError, match="line 6, column 16"):
        said("found", series=str(file), **FOUNDING)
    assert not Series.objects.exists()


def test_a_file_is_checked_with_line_and_reason(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(RIGHT, encoding="utf-8")
    assert "2 levels, 2 duties. Nothing is wrong." in said("series", "check", str(file))
    file.write_text(RIGHT.replace("amount: 20", "amount: -1"), encoding="utf-8")
    assert wrong("series", "check", str(file)) == "line 9, column 24: A limit is not below 0.\n"
    with pytest.raises(CommandError, match="No such file"):
        said("series", "check", str(tmp_path / "none.yaml"))
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="not a text in UTF-8"):
        said("series", "check", str(file))


def test_series_are_listed_printed_and_adopted(tmp_path: Path) -> None:
    assert "adopted" not in said("series", "list")
    file = tmp_path / "own.yaml"
    file.write_text(said("series", "show", "il").replace("series: il", "series: own"), encoding="utf-8")
    assert "line" in wrong("series", "check", str(file)), "duties are still named after the other series"
    file.write_text(file.read_text(encoding="utf-8").replace("id: il.", "id: own."), encoding="utf-8")
    assert "with 3 levels" in said("series", "adopt", str(file))
    assert "with 4 levels" in said("series", "adopt", "tax")
    assert Level.objects.filter(code="own.III", probation_months=6).exists()
    assert said("series", "list").count("adopted") == 2
    with pytest.raises(CommandError, match="adopted before"):
        said("series", "adopt", "tax")


def test_the_duties_are_told_as_json() -> None:
    rows = json.loads(said("duties", "--json"))
    assert len(rows) == 115
    assert all({"id", "actions", "scenarios", "open"} <= set(row) for row in rows)
    assert all(row["scenarios"] for row in rows if not row["open"])
    assert {row["id"] for row in json.loads(said("duties", "--json", "--open"))} == {
        row["id"] for row in rows if row["open"]
    }
    shown = sum(not row["open"] for row in rows)
    assert said("duties", "--count").startswith(f"{shown} of 115 duties are shown: onet ")
    assert said("duties", "--series", "nm").count("\nnm.") == 14


def test_an_auditor_is_appointed_by_whoever_runs_the_server() -> None:
    said("found", **FOUNDING)
    given = {"name": "Ada Voss", "level": "auditor", "post": "Auditor", "username": "ada"}
    assert "Ada Voss is appointed" in said("appoint", password=FOUNDING["password"], **given)
    assert StaffMember.objects.get(user__username="ada").level.code == "auditor"
    with pytest.raises(CommandError, match="no office, unit or level"):
        said("appoint", password=FOUNDING["password"], **given | {"level": "none", "username": "bo"})
    with pytest.raises(CommandError, match="Somebody else signs in"):
        said("appoint", password=FOUNDING["password"], **given)
