"""The pages of triggers: written without a script, tried, published, paused; closed to whoever lacks the power."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Topic, TriggerVersion
from tests.cases import making
from tests.cases.desk_pages import PART, text
from tests.cases.triggers_made import drafted, miriam, published, writer
from tests.factories import NOW

pytestmark = pytest.mark.django_db
__all__ = ["miriam", "writer"]  # fixtures


def worker() -> None:
    making.tell_everything(NOW)


@pytest.fixture
def office(client: Client, topic: Topic, miriam: StaffMember) -> Client:
    client.force_login(miriam.user)  # type: ignore[arg-type]
    return client


FORM = {
    "name": "Cards first",
    "on": "opened",
    "days": "",
    "unit": "",
    "match": "all",
    "t0.field": "subject",
    "t0.op": "contains",
    "t0.value": "card",
}


def test_a_trigger_is_written_without_a_script(office: Client) -> None:
    assert "Keep the draft" in text(office.get("/desk/triggers/new/"))
    more = text(office.post("/desk/triggers/new/", FORM | {"change": "act", "add.act": "priority"}))
    assert 'name="a0.act" value="priority"' in more
    assert 'name="a0-reason"' in more
    part = text(office.post("/desk/triggers/new/", FORM, headers=PART))
    assert "<html" not in part
    acts = {"a0.act": "priority", "a0-priority": "1", "a0-reason": "", "step": "keep"}
    assert office.post("/desk/triggers/new/", FORM | acts).status_code == 422
    answer = office.post("/desk/triggers/new/", FORM | acts | {"a0-reason": "By the rule."})
    assert answer.status_code == 302
    version = TriggerVersion.objects.get()
    assert version.acts == [{"act": "priority", "given": {"priority": "1", "reason": "By the rule."}}]


def test_the_page_shows_what_it_does_its_trial_and_its_log(
    office: Client, writer: StaffMember, miriam: StaffMember
) -> None:
    version = published(writer, miriam)
    case = making.case()
    worker()
    page = text(office.get(f"/desk/triggers/{version.trigger.reference}/"))
    for shown in ("Subject contains card", "A case was opened", case.number, "Miriam Castellanos", "Writer"):
        assert shown in page
    tried = text(office.get(f"/desk/triggers/{version.trigger.reference}/?try"))
    assert "It would have hit 1 of the last 1 cases" in tried
    assert "Cards first" in text(office.get("/desk/triggers/"))
    changing = text(office.get(f"/desk/triggers/{version.trigger.reference}/change/"))
    assert 'name="a0-reason"' in changing


def test_publishing_and_pausing_from_the_page(office: Client, writer: StaffMember) -> None:
    version = drafted(writer)
    page = f"/desk/triggers/{version.trigger.reference}/"
    assert "powers and no more" in text(
        office.post(f"{page}publish/", {"version": version.reference}, follow=True)
    )
    assert "Paused" in text(office.post(f"{page}pause/", follow=True))
    assert "It acts again" in text(office.post(f"{page}resume/", follow=True))
    assert office.get("/desk/triggers/2222-2222-22/").status_code == 404


def test_who_lacks_the_power_sees_none_of_it(desk: Client, writer: StaffMember) -> None:
    version = drafted(writer)
    page = f"/desk/triggers/{version.trigger.reference}/"
    assert desk.get("/desk/triggers/").status_code == 403
    assert desk.get(page).status_code == 403
    assert desk.post(f"{page}publish/", {"version": version.reference}).status_code == 403
