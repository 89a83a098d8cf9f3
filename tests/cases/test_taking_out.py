"""Lists as files: the viewer's cases, whole, in order; no formulas, nothing uncovered, and on record."""

import csv
import datetime as dt
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client

from frontoffice.authority.models import AccessRecord, StaffMember
from frontoffice.cases import exporting
from frontoffice.cases.actions import taking_out
from frontoffice.cases.exporting import Form, plain, written
from frontoffice.cases.models import Case, Topic
from frontoffice.foundation.models import Event
from tests import factories
from tests.cases import making
from tests.cases.test_saved_views import kept
from tests.factories import NOW

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("http://example.org")'


@pytest.fixture
def ruth(client: Client, topic: Topic) -> StaffMember:
    member = factories.senior("Ruth Okafor", username="ruth")
    client.force_login(member.user)  # type: ignore[arg-type]
    return member


def taken(client: Client, name: str, form: str = "csv") -> bytes:
    answer = client.post(f"/desk/lists/{name}/file/", {"form": form})
    assert isinstance(answer, StreamingHttpResponse)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_csv_holds_the_columns_and_cases_of_the_list(client: Client, ruth: StaffMember) -> None:
    cases = [making.case(subject=f"Card {number}") for number in range(3)]
    view = kept(ruth, columns=["subject", "status", "due_on", "assignee", "topic"])
    found = rows(taken(client, view.reference))
    assert found[0] == ["Case", "Subject", "Status", "Due", "Assigned to", "Topic"]
    assert [row[0] for row in found[1:]] == [case.number for case in cases]
    assert found[1][1:] == ["Card 0", "New", "2026-11-19", "", "Topic cards"]


def test_that_it_was_taken_out_is_on_record_with_the_number_of_rows(
    client: Client, ruth: StaffMember
) -> None:
    making.case()
    making.case()
    view = kept(ruth)
    taken(client, view.reference, "xlsx")
    event = Event.objects.get(name="cases.CasesExported")
    assert event.payload == {"view_id": view.pk, "form": "xlsx", "rows": 2, "columns": 3}
    assert event.by == ruth.actor
    record = AccessRecord.objects.get(kind="export")
    assert (record.actor, record.found) == (ruth.actor, 2)


def test_what_looks_like_a_formula_is_text(client: Client, ruth: StaffMember) -> None:
    making.case(subject=EVIL, name="+1-202", email="")
    view = kept(ruth, columns=["subject", "asker_name"])
    assert rows(taken(client, view.reference))[1][1:] == [f"'{EVIL}", "'+1-202"]
    with zipfile.ZipFile(io.BytesIO(taken(client, view.reference, "xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "HYPERLINK" in sheet


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2", "'-2"),
        ("\tx", "'\tx"),
        ("\n=1", "'\n=1"),
        (-2, "-2"),
        (1.5, "1.5"),
        (None, ""),
        (dt.date(2026, 11, 17), "2026-11-17"),
        ("a\x00b", "ab"),
        ("fine - really", "fine - really"),
    ],
)
def test_cells(value: Any, text: str) -> None:
    assert plain(value) == text


def test_only_cases_that_the_viewer_sees_come_along(client: Client, topic: Topic) -> None:
    making.topic("taxes", unit="tax")
    tax, _front = making.case(topic="taxes"), making.case()
    noor = making.of_one_unit("cases.reply", "cases.take_out", unit=tax.unit, username="noor")
    factories.grant(noor, "cases.take_out")
    client.force_login(noor.user)  # type: ignore[arg-type]
    assert [row[0] for row in rows(taken(client, "all"))[1:]] == [tax.number]


def test_what_is_kept_closely_stays_covered_but_on_ones_own(client: Client, ruth: StaffMember) -> None:
    from frontoffice.cases.actions.assigning import take
    from frontoffice.customers.models import Party

    cases = [making.case(), making.case(email="other@example.org", name="Abdi Warsame")]
    Case.objects.filter(pk=cases[1].pk).update(confidential=True)
    view = kept(ruth, columns=["asker_name", "reply_to", "status"])
    found = rows(taken(client, view.reference))
    assert found[1][1] == "Marisol Ortega-Reyes"
    assert found[2][1:] == ["•••", "•••", "New"]
    Party.objects.filter(pk=cases[0].customer_id).update(confidentiality=3)
    assert rows(taken(client, view.reference))[1][1] == "•••"
    take(case=cases[1], by=ruth.actor, at=NOW)
    assert "Abdi Warsame" in taken(client, view.reference).decode()


def test_whoever_lacks_the_power_gets_nothing(desk: Client, case: Case) -> None:
    assert desk.post("/desk/lists/all/file/", {"form": "csv"}).status_code == 403
    assert "CSV" not in desk.get("/desk/lists/all/").content.decode()


@pytest.mark.parametrize("form", ["", "pdf", "../csv"])
def test_another_form_is_not_there(client: Client, ruth: StaffMember, form: str) -> None:
    assert client.post("/desk/lists/all/file/", {"form": form}).status_code == 404


def test_too_many_rows_are_refused_and_nothing_is_handed_out(
    client: Client, ruth: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontoffice.cases.views import taking_out as view

    monkeypatch.setattr(taking_out, "MOST_ROWS", 1)
    monkeypatch.setattr(view, "MOST_ROWS", 1)
    making.case()
    making.case()
    answer = client.post("/desk/lists/all/file/", {"form": "csv"}, follow=True)
    assert isinstance(answer, HttpResponse)
    assert "Narrow the list down" in answer.content.decode()
    assert not Event.objects.filter(name="cases.CasesExported").exists()


def test_cases_are_read_some_at_a_time_and_none_is_lost(
    client: Client, ruth: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_A_TIME", 2)
    cases = [making.case() for _number in range(5)]
    assert [row[0] for row in rows(taken(client, "unit"))[1:]] == [case.number for case in cases]


@pytest.mark.parametrize("form", list(Form))
def test_the_memory_it_takes_does_not_grow_with_the_rows(form: Form) -> None:
    def many(count: int) -> Iterator[list[Any]]:
        return ([number, "A subject of some length", dt.date(2026, 11, 17)] for number in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        file, found = written(form, ["A", "B", "C"], many(count))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        file.close()
        assert found == count
        return highest

    peak(10)
    assert peak(40_000) < 4_000_000
