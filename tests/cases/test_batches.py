"""Batches of paper forms: keyed once, or twice by two, blind; settled by a third; closed by control totals (tx.11)."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.authority.answers import show
from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import keeping_batches, keying_sheets
from frontoffice.cases.actions.keeping_batches import close_batch, define_paper_form, give_sheets, open_batch
from frontoffice.cases.actions.keying_sheets import finish_keying, keep_keying, settle_sheet
from frontoffice.cases.keying import FieldsUnusable, WronglyKeyed, fields_of, read_fields, read_values
from frontoffice.cases.models import Batch, Case, Difference, Item, ItemState, KeyedRecord, Keying, PaperForm
from frontoffice.cases.queries.batches import board, next_item, quality
from frontoffice.foundation.models import Actor
from tests import factories
from tests.cases import making
from tests.cases.desk_pages import text
from tests.factories import NOW

pytestmark = pytest.mark.django_db
FIELDS = "Name *\nBorn: date\nCounty: choice (Adams, Cook)\nFee paid: number *"
SHEET = {"name": "Lev Antonov", "born": "11171980", "county": "c", "fee_paid": "18"}


@pytest.fixture
def ruth(topic: object) -> StaffMember:
    """She leads the batches."""
    return factories.senior("Ruth Okafor", username="ruth")


@pytest.fixture
def form(ruth: StaffMember) -> PaperForm:
    return define_paper_form(name="TX-3", fields=FIELDS, sum_field="fee_paid", by=ruth.actor, at=NOW)


def batch_of(form: PaperForm, ruth: StaffMember, **given: object) -> Batch:
    words = {"title": "Monday mail", "count": 2, "total": Decimal(36)} | given
    return open_batch(form=form, by=ruth.actor, at=NOW, **words)  # type: ignore[arg-type]


def keyed(item: Item, by: Actor, **given: str) -> Item:
    return finish_keying(item=item, given=json.dumps(SHEET | given), by=by, at=NOW)


def sheets(batch: Batch) -> list[Item]:
    return list(batch.items.select_related("batch").order_by("position"))


def test_a_form_is_written_one_field_a_line_and_read_by_it() -> None:
    fields = read_fields(FIELDS)
    assert [(one.name, one.kind, one.required) for one in fields] == [
        ("name", "text", True),
        ("born", "date", False),
        ("county", "choice", False),
        ("fee_paid", "number", True),
    ]
    assert read_values(fields, SHEET) == {
        "name": "Lev Antonov",
        "born": "1980-11-17",
        "county": "Cook",
        "fee_paid": "18",
    }
    assert fields_of([one.stored() for one in fields]) == fields
    for wrong in ("", "Fee: money", "County: choice", "Name\nName", "Name: text (a, b)"):
        with pytest.raises(FieldsUnusable):
            read_fields(wrong)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("born", "31/31/1980"), ("county", "x"), ("fee_paid", "lots"), ("fee_paid", "NaN")],
)
def test_what_a_field_does_not_take_is_refused_by_its_name(field: str, value: str) -> None:
    with pytest.raises(WronglyKeyed) as refused:
        read_values(read_fields(FIELDS), SHEET | {field: value})
    assert refused.value.field == field


@given(
    name=st.text(min_size=1, max_size=40).filter(lambda text: bool(text.split())),
    fee=st.decimals(min_value=0, max_value=10**9, places=2),
    born=st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2026, 1, 1)),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_read_reads_as_the_same_again(name: str, fee: Decimal, born: dt.date) -> None:
    fields = read_fields(FIELDS)
    keyed_so = {"name": name, "fee_paid": f"{fee:,}", "born": born.strftime("%m/%d/%Y"), "county": "adams"}
    once = read_values(fields, keyed_so)
    assert read_values(fields, once) == once
    assert Decimal(once["fee_paid"]) == fee
    assert once["born"] == born.isoformat()


def test_keyed_once_each_sheet_becomes_a_record_and_opens_a_case(
    form: PaperForm, ruth: StaffMember, dana: StaffMember
) -> None:
    batch = batch_of(form, ruth, topic="cards", received_on=dt.date(2026, 11, 12))
    [first, second] = sheets(batch)
    keyed(first, dana.actor)
    with pytest.raises(keying_sheets.NotToKey):
        keyed(first, dana.actor)
    keyed(second, dana.actor, name="Marisol Ortega")
    record = KeyedRecord.objects.get(item=first)
    assert (record.amount, record.given["county"]) == (Decimal(18), "Cook")
    case = record.case
    assert case is not None
    assert (case.asker_name, case.channel, case.received_on) == (
        "Lev Antonov",
        "post",
        dt.date(2026, 11, 12),
    )
    assert Case.objects.count() == 2
    close_batch(batch=batch, by=ruth.actor, at=NOW)
    with pytest.raises(keeping_batches.BatchIsClosed):
        close_batch(batch=batch, by=ruth.actor, at=NOW)


def test_x4_the_second_keying_is_by_another_who_does_not_see_the_first(
    form: PaperForm, ruth: StaffMember, dana: StaffMember, tomas: StaffMember
) -> None:
    batch = batch_of(form, ruth, twice=True)
    [item, _other] = sheets(batch)
    keyed(item, dana.actor)
    with pytest.raises(keying_sheets.KeyedByYouBefore):
        keyed(item, dana.actor)
    again = next_item(batch, tomas)
    assert again == item
    assert "Lev Antonov" not in str(show(Item.objects.get(pk=item.pk), by=tomas.actor))
    assert keyed(item, tomas.actor).state == ItemState.DONE, "they agree"
    assert KeyedRecord.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(second=dana)


def test_differences_are_settled_by_a_third_and_count_against_who_was_wrong(
    form: PaperForm, ruth: StaffMember, dana: StaffMember, tomas: StaffMember
) -> None:
    batch = batch_of(form, ruth, twice=True)
    [item, other] = sheets(batch)
    keyed(item, dana.actor)
    keyed(item, tomas.actor, fee_paid="81", name="Lev Antonow")
    keyed(other, tomas.actor)
    keyed(other, dana.actor)
    item.refresh_from_db()
    assert item.state == ItemState.DIFFERS
    right = json.dumps(SHEET | {"name": "Lev Antonow"})
    with pytest.raises(keying_sheets.YouKeyedIt):
        settle_sheet(item=item, given=right, by=dana.actor, at=NOW)
    settle_sheet(item=item, given=right, by=ruth.actor, at=NOW)
    with pytest.raises(keying_sheets.NothingToSettle):
        settle_sheet(item=item, given=right, by=ruth.actor, at=NOW)
    found = set(Difference.objects.values_list("field", "first_wrong", "second_wrong"))
    assert found == {("name", True, False), ("fee_paid", False, True)}
    told = {one.name: (one.sheets, one.fields, one.wrong) for one in quality(batch)}
    assert told == {"Dana Whitfield": (2, 8, 1), "Tomas Reinholt": (2, 8, 1)}
    assert [one.rate for one in quality(batch)] == [12.5, 12.5]


def test_count_and_sum_have_to_agree_with_the_header_or_the_reason_is_given(
    form: PaperForm, ruth: StaffMember, dana: StaffMember
) -> None:
    batch = batch_of(form, ruth)
    [first, second] = sheets(batch)
    keyed(first, dana.actor)
    with pytest.raises(keeping_batches.SheetsStillOpen):
        close_batch(batch=batch, by=ruth.actor, at=NOW)
    keyed(second, dana.actor, fee_paid="20.50")
    told = board(batch)
    assert (told.total, told.count_agrees, told.total_agrees) == (Decimal("38.50"), True, False)
    with pytest.raises(keeping_batches.TotalsDiffer):
        close_batch(batch=batch, by=ruth.actor, at=NOW)
    closed = close_batch(batch=batch, reason="The header was added up wrong.", by=ruth.actor, at=NOW)
    assert closed.differs_because == "The header was added up wrong."


def test_who_keys_what_is_given_by_number_and_nobody_gets_a_sheet_twice(
    form: PaperForm, ruth: StaffMember, dana: StaffMember, tomas: StaffMember
) -> None:
    batch = batch_of(form, ruth, twice=True)
    give_sheets(batch=batch, member=dana, first=1, last=1, by=ruth.actor, at=NOW)
    give_sheets(batch=batch, member=tomas, first=2, last=2, by=ruth.actor, at=NOW)
    give_sheets(batch=batch, member=tomas, first=1, last=2, turn=2, by=ruth.actor, at=NOW)
    [first, second] = sheets(batch)
    assert (first.first, first.second, second.second) == (dana, tomas, None)
    with pytest.raises(keying_sheets.GivenToAnother):
        keyed(first, tomas.actor)
    assert next_item(batch, dana) == first
    with pytest.raises(keeping_batches.NoSuchSheets):
        give_sheets(batch=batch, member=dana, first=7, last=9, by=ruth.actor, at=NOW)
    cannot = factories.staff("No Keyer", grants=["cases.note"])
    with pytest.raises(keeping_batches.CannotKey):
        give_sheets(batch=batch, member=cannot, first=1, last=2, by=ruth.actor, at=NOW)
    once = batch_of(form, ruth)
    with pytest.raises(keeping_batches.KeyedOnceOnly):
        give_sheets(batch=once, member=dana, first=1, last=1, turn=2, by=ruth.actor, at=NOW)


def test_a_draft_is_kept_and_what_is_keyed_never_changes(
    form: PaperForm, ruth: StaffMember, dana: StaffMember
) -> None:
    batch = batch_of(form, ruth)
    item = sheets(batch)[0]
    keep_keying(item=item, given=json.dumps({"name": "Le"}), by=dana.actor, at=NOW)
    keep_keying(item=item, given=json.dumps({"name": "Lev"}), by=dana.actor, at=NOW)
    assert Keying.objects.get().given == {"name": "Lev"}
    keyed(item, dana.actor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Keying.objects.update(given={})


# Pages


def test_on_the_pages_a_batch_is_taken_in_keyed_twice_settled_and_closed(
    desk: Client, ruth: StaffMember, tomas: StaffMember
) -> None:
    lead, second = Client(), Client()
    lead.force_login(ruth.user)  # type: ignore[arg-type]
    second.force_login(tomas.user)  # type: ignore[arg-type]
    assert "Define the form first" in text(lead.get("/desk/batches/"))
    form = {"name": "TX-3", "fields_text": FIELDS, "sum_field": "Fee paid"}
    assert lead.post("/desk/batches/forms/", form | {"fields_text": "A: money"}).status_code == 422
    assert lead.post("/desk/batches/forms/", form).status_code == 302
    made = PaperForm.objects.get()
    header = {"form": made.reference, "title": "Monday mail", "count": 1, "total": "18", "twice": "on"}
    assert lead.post("/desk/batches/", header | {"count": 0}).status_code == 422
    page = lead.post("/desk/batches/", header).headers["Location"]
    give = {"member": tomas.reference, "turn": "2", "first": 1, "last": 1}
    assert lead.post(f"{page}give/", give).status_code == 302
    item = Item.objects.get()
    first = {"item": item.reference} | {f"f-{name}": value for name, value in SHEET.items()}
    assert "first keying" in text(desk.get(f"{page}key/"))
    wrong = desk.post(f"{page}key/", first | {"f-fee_paid": "lots"})
    assert wrong.status_code == 422
    assert 'value="lots"' in text(wrong), "what was typed is kept"
    desk.post(f"{page}keep/", first | {"f-name": "Lev A"})
    assert 'value="Lev A"' in text(desk.get(f"{page}key/"))
    assert desk.post(f"{page}key/", first).status_code == 302
    blind = text(second.get(f"{page}key/"))
    assert "second keying" in blind
    assert "Antonov" not in blind
    second.post(f"{page}key/", first | {"f-name": "Lev Antonow"})
    settle = f"{page}sheets/{item.reference}/settle/"
    assert "Lev Antonow" in text(lead.get(settle))
    values = {name: value for name, value in first.items() if name != "item"}
    assert desk.post(settle, values).status_code == 409
    assert lead.post(settle, values).status_code == 302
    assert "1 out, 1 in" in text(lead.get(page))
    assert lead.post(f"{page}close/").status_code == 302
    assert "Monday mail" in text(lead.get("/desk/batches/?closed"))
    assert desk.post("/desk/batches/forms/").status_code == 403


def test_a_sheets_image_is_shown_to_key_from_and_handed_out_as_a_download(
    desk: Client, form: PaperForm, ruth: StaffMember
) -> None:
    paper = making.file("sheet.txt", by=ruth.actor)
    batch = batch_of(form, ruth, files=[paper])
    item = sheets(batch)[0]
    page = f"/desk/batches/{batch.reference}/"
    assert "sheet.txt" in text(desk.get(f"{page}key/"))
    fetched = desk.get(f"{page}sheets/{item.reference}/file/")
    assert "attachment" in fetched["Content-Disposition"]
    assert desk.get(f"{page}sheets/{sheets(batch)[1].reference}/file/").status_code == 404


def test_what_a_page_or_its_form_names_and_nobody_made_is_not_there(
    desk: Client, form: PaperForm, ruth: StaffMember
) -> None:
    page = f"/desk/batches/{batch_of(form, ruth).reference}/"
    other = sheets(batch_of(form, ruth))[0]
    for item in ("", "no-such-sheet", other.reference):
        assert desk.post(f"{page}key/", {"item": item, "f-name": "Lev"}).status_code == 404
        assert desk.post(f"{page}keep/", {"item": item}).status_code == 404
    assert desk.get("/desk/batches/no-such-batch/").status_code == 404
    assert desk.get("/desk/problems/no-such-problem/").status_code == 404
