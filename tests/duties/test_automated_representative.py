"""Inquiries by portal, answered in writing by the automated representative under close supervision, or referred."""

import datetime as dt

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case, Note
from frontoffice.foundation import clock
from frontoffice.foundation.models import Event
from frontoffice.knowledge.models import AnswerGiven
from frontoffice.representative.actions.switching import set_up, switch_on
from frontoffice.representative.models import Attempt, AutomatedPost
from tests import factories
from tests.duties.working import Representative
from tests.portal.making import ANSWERED, CITATION, UNANSWERED, Visitor, only_case, text_of, work
from tests.representative import making


@pytest.fixture
def post() -> AutomatedPost:
    """An automated colleague of the lowest level, set up and switched on by a supervisor."""
    since = clock.now() - dt.timedelta(days=1)
    chief = factories.supervisor("Gordon Pike", at=since).actor
    made = set_up(staff_member=making.member(at=since), by=chief, at=since)
    return switch_on(post=made, by=chief, at=since)


@pytest.fixture
def ruth() -> Representative:
    """A senior colleague at the desk."""
    factories.senior("Ruth Okafor", username="ruth", at=clock.now() - dt.timedelta(days=1))
    return Representative().sign_in("ruth")


def asks(visitor: Visitor, text: str) -> Case:
    visitor.fill("/ask/", topic="license-replacement", text=text, answer_by="site")
    work()
    return only_case()


@pytest.mark.duty("il.02")
@pytest.mark.duty("tax.10", part="writing")
def test_it_drafts_from_the_text_in_force_and_a_person_lets_it_go(
    visitor: Visitor, post: AutomatedPost, ruth: Representative
) -> None:
    case = asks(visitor, ANSWERED)
    shown = text_of(visitor.get(f"/cases/{case.reference}/"))
    assert "automatically" not in shown, "nothing goes out before a person has read it"
    attempt = Attempt.objects.get(case=case)
    page = text_of(ruth.get(f"/representative/{attempt.reference}/"))
    assert ANSWERED in page
    assert ruth.post(f"/representative/{attempt.reference}/release/").status_code == 302
    work()
    shown = text_of(visitor.get(f"/cases/{case.reference}/"))
    for words in ("put together automatically by Front Desk Assistant", "Talk to a person", CITATION):
        assert words in shown
    released = Event.objects.get(name="correspondence.MessageReleased")
    assert released.by == post.staff_member.actor
    assert released.authorized_by == StaffMember.objects.get(user__username="ruth").actor
    assert AnswerGiven.objects.filter(given_by=post.staff_member.actor).exists()


@pytest.mark.duty("il.02")
def test_what_it_can_not_answer_it_refers_with_what_it_tried_and_a_person_answers(
    visitor: Visitor, post: AutomatedPost, dana: Representative
) -> None:
    case = asks(visitor, UNANSWERED)
    assert "Looked for:" in Note.objects.get(case=case).text
    assert "This inquiry needs a person." in dana.sees(case)
    dana.take(case)
    assert dana.writes(case, "Nobody of ours does. The building office can help.").status_code == 302
    assert "The building office can help." in text_of(visitor.get(f"/cases/{case.reference}/"))


def test_who_adds_to_the_case_after_an_automated_reply_reaches_a_person(
    visitor: Visitor, post: AutomatedPost, ruth: Representative
) -> None:
    case = asks(visitor, ANSWERED)
    ruth.post(f"/representative/{Attempt.objects.get(case=case).reference}/release/")
    work()
    address = f"/cases/{case.reference}/"
    visitor.fill(address, action=address, text="I would rather talk to a person.")
    work()
    case.refresh_from_db()
    assert (case.status, case.assignee) == ("new", None)
    assert Attempt.objects.filter(case=case).count() == 1, "it answers once and never again on the same case"
