"""What a case type asks for is asked on the page of a new case, and changed at the case."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frontoffice.cases.actions import keeping_types
from frontoffice.cases.models import Case, CaseChange, CaseType, Topic
from frontoffice.foundation.actors import service
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db
BILL: dict[str, Any] = {
    "type": "object",
    "properties": {
        "amount": {"type": "number", "title": "Amount in dispute", "minimum": 0},
        "paid_on": {"type": "string", "format": "date", "title": "Paid on"},
        "how": {"type": "string", "title": "How it was paid", "enum": ["cash", "card"]},
        "copies": {"type": "integer", "title": "Copies", "maximum": 9},
        "urgent_care": {"type": "boolean", "title": "Care is urgent"},
        "shown": {"type": "array", "title": "Papers shown", "items": {"enum": ["bill", "receipt"]}},
    },
    "required": ["amount"],
}


@pytest.fixture
def bill(topic: Topic) -> Topic:
    """A topic whose cases are of a type with fields."""
    making.case()
    version = keeping_types.draft_case_type(
        code="bill", name="Bill", fields=json.dumps(BILL), by=service("demo"), at=NOW
    )
    keeping_types.publish_case_type(version=version, by=service("demo"), at=NOW)
    topic.case_type = CaseType.objects.get(code="bill")
    topic.save()
    return topic


def typed(topic: Topic, **given: Any) -> dict[str, Any]:
    form = {"channel": "phone", "language": "en", "topic": topic.code, "text": "The bill is wrong."}
    return form | {f"of_type_{name}": value for name, value in given.items()}


def test_a_topic_brings_the_fields_of_its_type_along(desk: Client, bill: Topic) -> None:
    part = desk.get(reverse("cases:fields_of_topic"), {"topic": bill.code}).content.decode()
    for title in ("Amount in dispute", "Paid on", "How it was paid", "Papers shown"):
        assert title in part
    assert "of_type_" not in desk.get(reverse("cases:fields_of_topic"), {"topic": "no"}).content.decode()


def test_a_case_is_opened_with_its_fields(desk: Client, bill: Topic) -> None:
    given = typed(
        bill, amount="12.50", paid_on="2026-11-02", how="card", copies="2", urgent_care="no", shown=["bill"]
    )
    assert desk.post(reverse("cases:new"), given).status_code == 302
    case = Case.objects.latest("pk")
    assert case.fields == {
        "amount": 12.5, "paid_on": "2026-11-02", "how": "card", "copies": 2, "urgent_care": False, "shown": ["bill"]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("amount", "", "This has to be filled in."),
        ("amount", "a lot", "A number is needed."),
        ("amount", "nan", "A number is needed."),
        ("amount", "-1", "At least 0 is needed."),
        ("copies", "12", "At most 9 is possible."),
        ("paid_on", "soon", "A date is needed"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field_and_what_was_typed_stays(
    desk: Client, bill: Topic, name: str, value: str, said: str
) -> None:
    cases = Case.objects.count()
    answer = desk.post(reverse("cases:new"), typed(bill, **{"amount": "7", name: value}))
    page = answer.content.decode()
    assert answer.status_code in {400, 422}
    assert said in page
    assert "The bill is wrong." in page
    assert Case.objects.count() == cases


def test_fields_are_changed_at_the_case_with_old_and_new_on_record(desk: Client, bill: Topic) -> None:
    desk.post(reverse("cases:new"), typed(bill, amount="12.50", how="cash"))
    case = Case.objects.latest("pk")
    address = reverse("cases:fields", args=[case.reference])
    assert 'value="12.5"' in desk.get(address).content.decode()
    answer = desk.post(address, {"of_type_amount": "15", "of_type_how": "", "reason": "The receipt says so."})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.fields == {"amount": 15}
    assert {
        (one.path, one.old, one.new)
        for one in CaseChange.objects.filter(case=case, path__startswith="fields")
    } == {
        ("fields.amount", 12.5, 15),
        ("fields.how", "cash", None),
    }


def test_a_required_field_is_not_emptied(desk: Client, bill: Topic) -> None:
    desk.post(reverse("cases:new"), typed(bill, amount="12.50"))
    case = Case.objects.latest("pk")
    answer = desk.post(reverse("cases:fields", args=[case.reference]), {"of_type_amount": ""})
    assert answer.status_code in {400, 422}
    assert "This has to be filled in." in answer.content.decode()
