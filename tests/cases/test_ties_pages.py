"""Ties between cases on the page of a case: linked, looked ahead and merged, split off, split in two."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.adding import add
from frontoffice.cases.actions.linking_cases import link_cases
from frontoffice.cases.actions.merging import merge
from frontoffice.cases.models import Case, CaseLink, LinkKind, Merge, Post, Split
from tests import factories
from tests.cases import making
from tests.cases.desk_pages import address, text
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(topic: object) -> Case:
    return making.case(text="No card came.", subject="No card", name="Lev Antonov", email="lev@example.org")


def test_a_link_is_made_and_taken_away(desk: Client, case: Case, other: Case) -> None:
    assert "is caused by" in text(desk.get(address(case, "link")))
    wrong = desk.post(address(case, "link"), {"kind": "related", "to": "C-1999-000001"})
    assert wrong.status_code == 422
    assert "C-1999-000001" in text(wrong), "what was typed is kept"
    assert desk.post(address(case, "link"), {"kind": "related", "to": other.number}).status_code == 302
    assert other.number in text(desk.get(address(case)))
    assert case.number in text(desk.get(address(other)))
    link = CaseLink.objects.get()
    desk.post(address(case, "unlink"), {"link": link.reference})
    link.refresh_from_db()
    assert link.ended_at is not None


def test_a_merge_is_looked_at_first_then_done_and_undone(desk: Client, case: Case, other: Case) -> None:
    form = {"into": other.number, "reason": "One letter.", "step": "look"}
    looked = text(desk.post(address(case, "merge"), form))
    assert "Each of them is answered:" in looked
    assert "Lev Antonov" in looked
    assert not Merge.objects.exists()
    itself = desk.post(address(case, "merge"), form | {"into": case.number})
    assert itself.status_code == 422
    assert desk.post(address(case, "merge"), form | {"step": "merge"}).status_code == 302
    assert "This case goes on as part of" in text(desk.get(address(case)))
    survivor = text(desk.get(address(other)))
    assert "Merged here:" in survivor
    assert f"from {case.number}" in survivor
    undo = address(case, f"merge/{Merge.objects.get().reference}/undo")
    assert desk.post(undo, {"reason": ""}).status_code == 422
    assert desk.post(undo, {"reason": "Two letters."}).status_code == 302
    assert "This case goes on" not in text(desk.get(address(case)))


def test_files_of_a_merged_case_are_fetched_from_the_survivor(
    desk: Client, case: Case, other: Case, dana: StaffMember
) -> None:
    sent = making.file(by=factories.visitor())
    add(case=case, text="See.", files=[sent], by=factories.visitor(), at=NOW)
    merge(case=case, into=other, reason="One.", by=dana.actor, at=NOW)
    assert "words.txt" in text(desk.get(address(other)))
    fetched = desk.get(address(other, f"files/{sent.reference}"))
    assert fetched.status_code == 200
    assert "attachment" in fetched["Content-Disposition"]


def test_a_case_is_split_on_its_page(desk: Client, case: Case) -> None:
    assert "only one thing" in text(desk.get(address(case, "split")))
    add(case=case, text="And my plates are gone.", by=factories.visitor(), at=NOW)
    assert "And my plates are gone." in text(desk.get(address(case, "split")))
    plates = Post.objects.latest("pk").reference
    form = {"posts": [plates], "topic": "cards", "subject": "Plates gone"}
    assert desk.post(address(case, "split"), form | {"posts": []}).status_code == 422
    assert desk.post(address(case, "split"), form).status_code == 302
    new = Split.objects.get().new_case
    assert f"moved to {new.number}" in text(desk.get(address(case)))
    assert case.number in text(desk.get(address(new)))


def test_the_page_asks_the_same_for_one_tie_and_for_three(
    desk: Client, case: Case, other: Case, dana: StaffMember
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(address(case))
        return len(asked)

    link_cases(case=case, to=other, kind=LinkKind.RELATED, by=dana.actor, at=NOW)
    queries()
    before = queries()
    for number in range(2):
        more = making.case(email=f"{number}@example.org", name=f"N {number}")
        link_cases(case=case, to=more, kind=LinkKind.RELATED, by=dana.actor, at=NOW)
    assert queries() == before
