"""The builder of conditions asks a fixed number of questions, however many cases its preview finds."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.cases.models import Case
from tests.cases import making
from tests.cases.desk_pages import PART, text
from tests.cases.test_saved_views import ROWS

pytestmark = pytest.mark.django_db


def test_the_builder_asks_the_same_for_one_case_and_for_three(desk: Client, case: Case) -> None:
    rows = ROWS | {"t0.op": "after", "t0.value": "2026-01-01", "t1.field": "topic", "t1.op": "is"}

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert case.number in text(desk.post("/desk/lists/new/", rows, headers=PART))
        return len(asked)

    queries()
    before = queries()
    making.case()
    making.case()
    assert queries() == before
    assert before <= 20
