"""Tasks and check lists on their pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions.tasking import finish_task
from frontoffice.cases.models import Case, Checklist, Step, Task, TaskState
from frontoffice.foundation.models import Actor
from tests import factories
from tests.cases.desk_pages import address, text, write
from tests.cases.test_tasks import checklist, must
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(dana: StaffMember) -> Actor:
    return dana.actor


@pytest.fixture
def ruth(db: None) -> StaffMember:
    return factories.senior("Ruth Okafor", username="ruth")


def test_on_the_page_a_task_is_added_done_and_taken_back(desk: Client, case: Case, by: Actor) -> None:
    form = {"title": "Call the bank", "mandatory": "on", "due": "2026-11-20", "owner": "unit:front"}
    assert "What is to be done" in text(desk.get(address(case, "tasks/add")))
    assert desk.post(address(case, "tasks/add"), form).status_code == 302
    task = Task.objects.get()
    page = text(desk.get(address(case)))
    assert "Call the bank" in page
    assert "Unit front" in page
    refused = desk.post(address(case, "resolve"), {"code": "done", "resolution": ""})
    assert refused.status_code == 409
    assert "Call the bank" in text(refused)
    assert write(desk, case, then="resolve").status_code == 409
    assert desk.post(address(case, f"tasks/{task.reference}/done")).status_code == 302
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    assert "did: Call the bank" in text(desk.get(address(case)))
    desk.post(address(case, f"tasks/{task.reference}/back"))
    task.refresh_from_db()
    assert task.state == TaskState.OPEN


def test_on_the_page_a_task_is_given_and_dropped_with_a_reason(
    desk: Client, case: Case, by: Actor, tomas: StaffMember
) -> None:
    task = must(case, by)
    give = address(case, f"tasks/{task.reference}/give")
    assert "Tomas Reinholt" in text(desk.get(give))
    assert desk.post(give, {"owner": f"member:{tomas.reference}"}).status_code == 302
    drop = address(case, f"tasks/{task.reference}/drop")
    empty = desk.post(drop, {"reason": ""})
    assert empty.status_code == 422
    assert "Say why it is not needed." in text(empty)
    assert desk.post(drop, {"reason": "Came by herself."}).status_code == 302
    assert "Came by herself." in text(desk.get(address(case)))
    assert desk.get(address(case, "tasks/7KM4-29QX-T8/give")).status_code == 404
    again = desk.post(address(case, f"tasks/{task.reference}/done"))
    assert again.status_code == 409


def test_what_was_typed_is_kept_when_a_task_is_refused(desk: Client, case: Case) -> None:
    answer = desk.post(address(case, "tasks/add"), {"title": "", "details": "Long words"})
    assert answer.status_code == 422
    assert "Long words" in text(answer)


def test_check_lists_are_kept_on_their_page_by_whoever_may(desk: Client, topic: object) -> None:
    assert "Make it" not in text(desk.get("/desk/checklists/"))
    ruth = Client()
    ruth.force_login(factories.senior("Ruth Okafor", username="ruth").user)  # type: ignore[arg-type]
    assert "No check list yet" in text(ruth.get("/desk/checklists/"))
    made = ruth.post("/desk/checklists/", {"name": "Card lost", "topic": "cards"})
    assert made.status_code == 302
    again = ruth.post("/desk/checklists/", {"name": "Card lost", "topic": "cards"})
    assert again.status_code == 422
    page = made.headers["Location"]
    assert ruth.post(page, {"title": "Block the card", "mandatory": "on"}).status_code == 302
    assert ruth.post(page, {"title": ""}).status_code == 422
    assert "Block the card" in text(ruth.get(page))
    assert "Block the card" in text(desk.get(page))
    step = Step.objects.get()
    ruth.post(f"/desk/checklists/steps/{step.reference}/end/")
    assert "No step yet" in text(ruth.get(page))
    assert desk.post(f"{page}end/").status_code == 403
    ruth.post(f"{page}end/")
    assert not Checklist.objects.get().active


def test_on_the_page_a_check_list_is_put_on_the_case(desk: Client, case: Case, ruth: StaffMember) -> None:
    assert "No check list for this topic" in text(desk.get(address(case, "checklist")))
    made = checklist(ruth)
    assert "Block the card; Order a new one" in text(desk.get(address(case, "checklist")))
    assert desk.post(address(case, "checklist"), {"checklist": made.reference}).status_code == 302
    assert case.tasks.count() == 2


def test_the_page_asks_the_same_for_one_task_and_for_ten(desk: Client, case: Case, by: Actor) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(address(case))
        return len(asked)

    finish_task(task=must(case, by), by=by, at=NOW)
    must(case, by)
    queries()
    before = queries()
    for number in range(10):
        must(case, by, f"Task {number}")
    assert queries() == before
