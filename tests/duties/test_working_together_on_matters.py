"""Widespread problems, data entry, and support work that is coordinated."""

import json
import re

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case, Item, KeyedRecord, PaperForm, Problem, Task
from frontoffice.cases.queries.problems import last_event
from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from tests import factories
from tests.duties.test_levels import adopt, works_at
from tests.duties.working import Representative
from tests.portal.making import Visitor, only_case, text_of, work

FIELDS = "Name *\nFee paid: number *"


def opened(number: int) -> list[Case]:
    for n in range(number):
        visitor = Visitor()
        visitor.open_case(
            text=f"My envelope {n} held a blank card, nothing printed.", email=f"a{n}@example.org"
        )
    return list(Case.objects.order_by("pk"))


@pytest.mark.duty("nm.09", part="find")
@pytest.mark.duty("nm.09", part="resolve")
def test_the_cause_of_what_many_complain_of_is_found_and_all_are_answered_at_once(
    dana: Representative, member: StaffMember
) -> None:
    cases = opened(3)
    page = dana.post("/desk/problems/", {"title": "Blank cards", "topic": "other"}).headers["Location"]
    assert "May be about the same" in text_of(dana.get(page))
    dana.post(f"{page}attach/", {"cases": [case.reference for case in cases]})
    dana.post(f"{page}cause/", {"cause": "The print head was worn; it is replaced."})
    words = {"text": "Dear {name}, a new card is on its way.", "code": "done", "step": "send"}
    dana.post(f"{page}answer/", words | {"seen": last_event()})
    work()
    assert "3 of 3 answered" in text_of(dana.get(page))
    assert Message.objects.count() == 3
    dana.post(f"{page}close/")
    assert Problem.objects.get().closed_at is not None


@pytest.mark.duty("nm.02", part="complaints")
def test_a_co_worker_is_given_part_of_the_research_and_the_case_waits_for_it(
    visitor: Visitor, dana: Representative, member: StaffMember
) -> None:
    tomas = factories.representative("Tomas Reinholt", username="tomas", at=clock.now())
    visitor.open_case(text="I was charged twice last year.")
    case = only_case()
    dana.take(case)
    page = f"/desk/cases/{case.reference}/"
    owner = f"member:{tomas.reference}"
    dana.post(f"{page}tasks/add/", {"title": "Look up both payments", "mandatory": "on", "owner": owner})
    task = Task.objects.get()
    assert "Look up both payments" in text_of(dana.post(f"{page}resolve/", {"code": "done"}))
    helper = Client()
    helper.force_login(tomas.user)  # type: ignore[arg-type]
    helper.post(f"{page}write/", {"kind": "note", "text": "Two payments, one refunded in March.", "seen": 0})
    helper.post(f"{page}tasks/{task.reference}/done/")
    assert "one refunded in March" in dana.sees(case)
    dana.resolves(case, sentence="The second was refunded.")


def _batch(lead: Representative, *, twice: bool) -> str:
    lead.post("/desk/batches/forms/", {"name": "TX-3", "fields_text": FIELDS, "sum_field": "Fee paid"})
    form = PaperForm.objects.get()
    header = {"form": form.reference, "title": "Monday", "count": 2, "total": "36"}
    return str(lead.post("/desk/batches/", header | ({"twice": "on"} if twice else {})).headers["Location"])


def _keys(who: Representative, page: str, **other: str) -> None:
    """All that is theirs, by hand."""
    while True:
        shown = who.get(f"{page}key/")
        if shown.status_code == 302:
            return
        [item] = re.findall(r'name="item" value="([^"]+)"', shown.content.decode())
        values = {"item": item, "f-name": "Lev Antonov", "f-fee_paid": "18"} | other
        assert who.post(f"{page}key/", values).status_code == 302


@pytest.mark.duty("tx.11", part="keying")
def test_a_level_three_says_who_keys_what_and_a_second_person_keys_it_again(member: StaffMember) -> None:
    adopt("tx")
    lena, noor, tom = (works_at(f"tx.{level}", name) for level, name in _STAFF)
    lead, one, two = (Representative().sign_in(name) for _level, name in _STAFF)
    page = _batch(lead, twice=True)
    lead.post(f"{page}give/", {"member": noor.reference, "turn": "1", "first": 1, "last": 2})
    lead.post(f"{page}give/", {"member": tom.reference, "turn": "2", "first": 1, "last": 2})
    _keys(one, page)
    _keys(two, page, **{"f-name": "Lev Antonow"})
    for item in Item.objects.all():
        settled = {"f-name": "Lev Antonov", "f-fee_paid": "18"}
        assert lead.post(f"{page}sheets/{item.reference}/settle/", settled).status_code == 302
    lead.post(f"{page}close/")
    shown = text_of(lead.get(page))
    assert "2 out, 2 in" in shown
    assert lena.actor.name
    assert KeyedRecord.objects.count() == 2


_STAFF = [("III", "lena"), ("I", "noor"), ("II", "tom")]


@pytest.mark.duty("onet.11")
@pytest.mark.duty("tx.03", part="data")
def test_paper_forms_are_entered_sheet_after_sheet(dana: Representative, member: StaffMember) -> None:
    factories.senior("Ruth Okafor", username="ruth", at=clock.now())
    page = _batch(Representative().sign_in("ruth"), twice=False)
    _keys(dana, page)
    assert "2 out, 2 in" in text_of(dana.get(page))
    assert json.dumps(sorted(r.given["name"] for r in KeyedRecord.objects.all())).count("Lev Antonov") == 2


@pytest.mark.duty("tx.17")
def test_support_work_is_coordinated_by_check_lists_and_tasks_for_units_and_people(
    visitor: Visitor, dana: Representative, member: StaffMember
) -> None:
    ruth = Representative()
    factories.senior("Ruth Okafor", username="ruth", at=clock.now())
    ruth.sign_in("ruth")
    page = ruth.post("/desk/checklists/", {"name": "Moved away"}).headers["Location"]
    for title in ("Change the address", "Tell the other office"):
        ruth.post(page, {"title": title})
    visitor.open_case(text="I moved.")
    case = only_case()
    here = f"/desk/cases/{case.reference}/"
    dana.post(f"{here}checklist/", {"checklist": page.rstrip("/").rpartition("/")[2]})
    [address, _office] = Task.objects.order_by("pk")
    dana.post(f"{here}tasks/{address.reference}/give/", {"owner": f"unit:{case.unit.code}"})
    dana.post(f"{here}tasks/{address.reference}/done/")
    assert "1 of 2" in dana.sees(case)
