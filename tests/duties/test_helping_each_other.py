"""Guiding less experienced colleagues on hard matters, and advising on how to respond."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Advice, HelpRequest
from frontoffice.foundation import clock
from tests import factories
from tests.duties.test_levels import adopt, works_at
from tests.duties.working import Representative
from tests.portal.making import Visitor, only_case, text_of


def signed_in(member: StaffMember) -> Client:
    client = Client()
    client.force_login(member.user)  # type: ignore[arg-type]
    return client


@pytest.mark.duty("onet.17")
def test_a_senior_is_asked_for_help_on_a_hard_case_and_guides_while_the_owner_keeps_it(
    visitor: Visitor, dana: Representative, member: StaffMember
) -> None:
    ruth = signed_in(factories.senior("Ruth Okafor", username="ruth", at=clock.now()))
    visitor.open_case(text="My brother died. His card, his car, his taxes: what do I do first?")
    case = only_case()
    dana.take(case)
    page = f"/desk/cases/{case.reference}/"
    dana.post(f"{page}help/", {"text": "Where do I begin with this?"})
    assert "Where do I begin with this?" in text_of(ruth.get("/desk/help/"))

    # She works on it too: tells how, and drafts the hard part. The case stays Dana's.
    ruth.post(f"{page}together/", {"do": "join"})
    asked = HelpRequest.objects.get().reference
    ruth.post(f"{page}advise/", {"kind": "advice", "text": "The title first.", "asked": asked})
    ruth.post(f"{page}advise/", {"kind": "draft", "text": "We are sorry for your loss."})
    case.refresh_from_db()
    assert case.assignee == member
    draft = Advice.objects.get(kind="draft")
    assert "We are sorry for your loss." in text_of(dana.get(f"{page}?draft={draft.pk}"))
    dana.writes(case, "We are sorry for your loss. Begin with the title.")
    said = text_of(visitor.get(f"/cases/{case.reference}/"))
    assert "Begin with the title." in said
    assert "The title first." not in said, "advice is for colleagues"


@pytest.mark.duty("tx.22")
def test_how_colleagues_respond_is_overseen_and_advised_on_unasked(
    visitor: Visitor, dana: Representative, member: StaffMember
) -> None:
    senior = factories.senior("Ruth Okafor", username="ruth", at=clock.now())
    ruth = signed_in(senior)
    visitor.open_case(text="Nobody answers me since March!")
    case = only_case()
    dana.take(case)
    dana.writes(case, "Please wait.")
    page = f"/desk/cases/{case.reference}/"
    assert "Please wait." in text_of(ruth.get(page)), "what was answered is seen"
    ruth.post(f"{page}advise/", {"kind": "advice", "text": "Say sorry, and say by when."})
    assert "Say sorry, and say by when." in dana.sees(case)
    dana.writes(case, "We are sorry. You hear from us by Friday.")
    said = text_of(visitor.get(f"/cases/{case.reference}/"))
    assert "by Friday" in said
    assert "Say sorry" not in said


@pytest.mark.duty("il.18")
def test_a_cashier_of_level_two_advises_another_on_a_transaction_they_dont_know(visitor: Visitor) -> None:
    adopt("il")
    works_at("il.I", "noor")
    works_at("il.II", "tom")
    noor, tom = Representative().sign_in("noor"), Representative().sign_in("tom")
    case = noor.opens(channel="counter", topic="other", text="He pays with a treasurer's warrant.", name="")
    noor.take(case)
    page = f"/desk/cases/{case.reference}/"
    noor.post(f"{page}help/", {"text": "How is a warrant taken? I never had one."})
    assert "How is a warrant taken?" in text_of(tom.get("/desk/help/"))
    asked = HelpRequest.objects.get().reference
    given = {"kind": "advice", "text": "Like a check: note its number and who signed.", "asked": asked}
    tom.post(f"{page}advise/", given)
    assert "note its number" in noor.sees(case)
    noor.resolves(case, sentence="Taken by warrant.")
