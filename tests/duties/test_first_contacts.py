"""Being the named first contact for a program, and the primary contact in various situations."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from tests import factories
from tests.duties.working import Representative
from tests.portal.making import Visitor, only_case, text_of


@pytest.mark.duty("tx.20")
@pytest.mark.duty("il.20")
def test_the_first_contact_of_a_program_is_named_known_and_gets_its_cases(
    visitor: Visitor, dana: Representative, member: StaffMember
) -> None:
    now = clock.now()
    gordon = factories.supervisor("Gordon Pike", username="gordon", at=now)
    ruth = factories.senior("Ruth Okafor", username="ruth", at=now)
    boss = Client()
    boss.force_login(gordon.user)  # type: ignore[arg-type]
    named = {
        "what": "topic:driver-license",
        "person": ruth.reference,
        "deputy": member.reference,
        "public": "on",
    }
    assert boss.post("/desk/first-contacts/", named).status_code == 302
    unit = {"what": "unit:front", "person": member.reference}
    assert boss.post("/desk/first-contacts/", unit).status_code == 302
    assert "Ruth Okafor" in text_of(visitor.get("/offices/")), "customers know whom to ask"

    visitor.open_case(topic="license-replacement", text="My card never came.")
    case = only_case()
    assert "Ruth Okafor" in dana.sees(case), "colleagues see it beside the topic"
    page = f"/desk/cases/{case.reference}/assign/"
    assert f'value="{ruth.reference}" selected' in dana.get(page).content.decode()
    dana.post(page, {"assignee": ruth.reference, "reason": "Yours."})
    case.refresh_from_db()
    assert case.assignee == ruth
