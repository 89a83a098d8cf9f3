"""A list that asks only for words: where few cases hold them, these alone are read, on either database."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases.conditions.standing import of_member
from frontoffice.cases.models import CASE_PARTS, Case, Topic
from frontoffice.cases.models.saved_views import Order
from frontoffice.cases.queries import lanes
from frontoffice.cases.queries.conditions import fields_now
from frontoffice.cases.queries.lanes import Lane, lane_of, narrowed
from frontoffice.cases.queries.saved_views import page_of_view
from frontoffice.foundation.search import holding
from tests.cases import making
from tests.cases.test_conditions import _many, tree
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def lane(dana: StaffMember, *tests: tuple[str, str, list[str]], match: Any = "all") -> Lane:
    return lane_of(
        tree(*tests, match=match),
        fields_now(),
        of_member(dana, NOW),
        seen=Case.objects.all(),
        units=None,
        codes={},
    )


def plans(asked: CaptureQueriesContext) -> str:
    """How the database went about each of the statements, those that only ask for fields left out."""
    found = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # so few rows are read whole sooner than by any index
            cursor.execute("SET LOCAL enable_seqscan = off")
        for one in asked.captured_queries:
            how = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
            cursor.execute(f"{how} {one['sql']}".replace("%", "%%"), [])
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_page_of_a_list_that_asks_only_for_words_reads_no_whole_table(
    topic: Topic, dana: StaffMember
) -> None:
    """Among 300 cases, two of which hold the words."""
    _many(making.case(), 300)
    wanted = {making.case(subject="A lost Zebra card").pk, making.case(subject="About zebras").pk}
    asked_for = lane(dana, ("subject", "contains", ["zebra"]))
    with CaptureQueriesContext(connection) as asked:
        page = page_of_view(narrowed(asked_for), Order.DUE, after="", most=50)
    assert {case.pk for case in page.cases} == wanted
    assert len(asked) == 2
    told = plans(asked)
    assert "Seq Scan on cases_case" not in told
    assert "SCAN cases_case" not in told
    assert "search_cases_case_parts" in told


def test_where_many_hold_the_words_the_list_is_read_along_its_order(
    topic: Topic, dana: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "FEW", 2)
    for number in range(3):
        making.case(subject=f"Card {number}")
    asked_for = lane(dana, ("subject", "contains", ["card"]))
    with CaptureQueriesContext(connection) as asked:
        page = page_of_view(narrowed(asked_for), Order.NEWEST, after="", most=2)
    assert [case.subject for case in page.cases] == ["Card 2", "Card 1"]
    assert '"cases_case"."id" IN' not in asked.captured_queries[-1]["sql"]


@pytest.mark.parametrize(
    ("tests", "match", "words"),
    [
        ([("subject", "contains", ["lost card"]), ("subject", "begins", ["a"])], "all", "lost card"),
        ([("asker_name", "equals", ["Abdi"])], "any", "Abdi"),
        ([("subject", "contains", ["ab"])], "all", None),
        ([("subject", "lacks", ["card"])], "all", None),
        ([("subject", "contains", ["card"]), ("topic", "is", ["cards"])], "any", None),
    ],
)
def test_only_words_that_every_case_of_the_list_holds_are_looked_up(
    topic: Topic, dana: StaffMember, tests: Any, match: str, words: str | None
) -> None:
    found = lane(dana, *tests, match=match).words
    assert (found[1] if found is not None else None) == words


@pytest.mark.parametrize("text", ['say "now"', "50%_of\\it", "KELVİN", "ñandú", "a'b"])
def test_letters_are_found_as_they_stand_whatever_they_are(topic: Topic, text: str) -> None:
    case = making.case(subject=f"It is {text} here")
    making.case(subject="Nothing of it")
    ids = holding(CASE_PARTS, "subject", text, most=5, among=Case.objects.all())
    assert ids == [case.pk]
    with pytest.raises(ValueError, match="can't be asked"):
        holding(CASE_PARTS, "subject", "ab", most=5, among=Case.objects.all())
