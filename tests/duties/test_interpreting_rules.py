"""Reading a rule where its words leave a question open, and telling what it means and why it applies."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.knowledge.models import Interpretation
from tests import factories
from tests.duties.working import Representative, first_of
from tests.portal.making import Visitor, only_case, text_of

RULE = "rule proof of residence document with your name and address"


@pytest.mark.duty("onet.18")
@pytest.mark.duty("tx.10")
def test_a_senior_interprets_a_rule_for_a_case_and_the_next_colleague_tells_what_it_means_and_why(
    visitor: Visitor, dana: Representative, member: StaffMember
) -> None:
    senior = factories.senior("Ruth Okafor", username="ruth", at=clock.now())
    ruth = Client()
    ruth.force_login(senior.user)  # type: ignore[arg-type]
    visitor.open_case(topic="driver-license", text="I live on my boat. What is my residence?")
    case = only_case()
    dana.take(case)
    rule = first_of(dana.looks_up(case, RULE), "Rule 735-020")

    # The words of the rule don't say; a representative may not decide it, the senior may, with reasons.
    new = "/knowledge/interpretations/new/"
    given = {
        "passage": rule.reference,
        "matter": case.number,
        "question": "Where does somebody reside who lives on a boat?",
        "reading": "At the berth that the marina's contract names.",
        "reasons": "The rule asks where one sleeps, and the contract shows it.",
        "confidentiality": "1",
    }
    assert dana.post(new, given).status_code == 403
    assert ruth.post(new, given).status_code == 302
    reading = Interpretation.objects.get()
    assert reading.citation

    # It stands with the case, and whoever looks the rule up finds it.
    assert reading.question in dana.sees(case)
    dialog = text_of(dana.get(f"/desk/cases/{case.reference}/passages/?q=reside+boat"))
    assert reading.question in dialog
    words = "For you that is your berth: the rule asks where you sleep, and your contract shows it. [1]"
    dana.cites(case, words, rule)
    assert words in text_of(visitor.get(f"/cases/{case.reference}/"))
    assert reading.reasons not in text_of(visitor.get(f"/cases/{case.reference}/")), "it is for colleagues"
