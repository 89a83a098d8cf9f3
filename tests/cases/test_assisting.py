"""Helping each other on a case: asked, advised, drafted, worked on together; the owner stays the owner (onet.17)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.answers import show
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import assisting
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.actions.assisting import (
    advise,
    ask_for_help,
    close_help,
    join,
    leave,
    suggest_reply,
)
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Advice, Case, CoWorker, HelpRequest
from frontoffice.cases.queries.assistance import asked_of, helps_with, worked_on_too
from frontoffice.correspondence.models import Message
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth(db: None) -> StaffMember:
    """A senior of the same unit."""
    return factories.senior("Ruth Okafor", username="ruth")


@pytest.fixture
def danas(case: Case, dana: StaffMember) -> Case:
    return take(case=case, by=dana.actor, at=NOW)


def ask(case: Case, dana: StaffMember, whom: StaffMember | None = None) -> HelpRequest:
    return ask_for_help(case=case, question="May I waive it?", whom=whom, by=dana.actor, at=NOW)


def test_a_senior_of_the_unit_is_asked_and_advises_and_the_owner_stays(
    danas: Case, dana: StaffMember, ruth: StaffMember, tomas: StaffMember
) -> None:
    asked = ask(danas, dana)
    assert list(asked_of(ruth, at=NOW)) == [asked]
    assert list(asked_of(tomas, at=NOW)) == [], "who does not advise is not asked"
    given = advise(case=danas, text="No, but offer parts.", asked=asked, by=ruth.actor, at=NOW)
    assert (given.asked, given.note.text) == (asked, "No, but offer parts.")
    assert list(asked_of(ruth, at=NOW)) == []
    danas.refresh_from_db()
    assert danas.assignee == dana


def test_one_colleague_is_asked_by_name_and_has_to_be_able_to_advise(
    danas: Case, dana: StaffMember, ruth: StaffMember, tomas: StaffMember
) -> None:
    for whom in (tomas, dana):
        with pytest.raises(assisting.CannotAdvise):
            ask(danas, dana, whom)
    asked = ask(danas, dana, ruth)
    assert list(asked_of(ruth, at=NOW)) == [asked]
    other = factories.senior("Another Senior")
    assert list(asked_of(other, at=NOW)) == []
    with pytest.raises(assisting.AskedAlready):
        ask(danas, dana, ruth)


def test_advice_is_never_sent_and_the_customer_never_sees_it(
    danas: Case, dana: StaffMember, ruth: StaffMember
) -> None:
    advise(case=danas, text="Secret advice", asked=ask(danas, dana), by=ruth.actor, at=NOW)
    visitor = factories.visitor()
    said = str(show(Case.objects.get(), by=visitor))
    assert "Lost card" in said
    assert "Secret advice" not in said
    assert "May I waive it?" not in said
    assert not Message.objects.exists()
    assert "Secret advice" in str(show(Case.objects.get(), by=dana.actor))
    with pytest.raises(IntegrityError), transaction.atomic():
        Advice.objects.update(kind="draft")


def test_advising_takes_the_power(danas: Case, dana: StaffMember, tomas: StaffMember) -> None:
    with pytest.raises(NotAuthorized):
        advise(case=danas, text="Just do it.", by=tomas.actor, at=NOW)


def test_who_works_on_it_too_notes_and_drafts_without_owning_it(
    danas: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    with pytest.raises(assisting.NotWithYou):
        suggest_reply(case=danas, text="Dear Marisol", by=tomas.actor, at=NOW)
    join(case=danas, by=tomas.actor, at=NOW)
    join(case=danas, by=tomas.actor, at=NOW)
    assert CoWorker.objects.count() == 1
    assert list(worked_on_too(tomas, at=NOW)) == [danas]
    assert helps_with(danas, by=tomas.actor)
    suggest_reply(case=danas, text="Dear Marisol", by=tomas.actor, at=NOW)
    danas.refresh_from_db()
    assert danas.assignee == dana
    assert not Message.objects.exists()
    leave(case=danas, by=tomas.actor, at=NOW)
    assert not helps_with(danas, by=tomas.actor)
    with pytest.raises(assisting.NotJoined):
        leave(case=danas, by=tomas.actor, at=NOW)
    with pytest.raises(assisting.OwnCase):
        join(case=danas, by=dana.actor, at=NOW)


def test_a_question_is_answered_once_and_taken_back_only_by_who_asked(
    danas: Case, dana: StaffMember, ruth: StaffMember
) -> None:
    asked = ask(danas, dana)
    with pytest.raises(assisting.NotYourQuestion):
        close_help(asked=asked, by=ruth.actor, at=NOW)
    close_help(asked=asked, by=dana.actor, at=NOW)
    with pytest.raises(assisting.NotOfThisCase):
        advise(case=danas, text="Late.", asked=asked, by=ruth.actor, at=NOW)
    other = making.case(email="other@example.org", name="Other Person")
    again = ask(danas, dana)
    with pytest.raises(assisting.NotOfThisCase):
        advise(case=other, text="Wrong case.", asked=again, by=ruth.actor, at=NOW)


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_on_the_pages_help_is_asked_answered_and_a_draft_taken_into_the_reply(
    desk: Client, danas: Case, dana: StaffMember, ruth: StaffMember
) -> None:
    page = f"/desk/cases/{danas.reference}/"
    assert "A senior of my unit" in text(desk.get(f"{page}help/"))
    assert desk.post(f"{page}help/", {"text": ""}).status_code == 422
    assert desk.post(f"{page}help/", {"text": "May I waive it?"}).status_code == 302
    assert "Help is asked" in text(desk.get(page))
    senior = Client()
    senior.force_login(ruth.user)  # type: ignore[arg-type]
    listed = text(senior.get("/desk/help/"))
    assert "May I waive it?" in listed
    asked = HelpRequest.objects.get()
    assert "Answer it" in text(senior.get(page))
    assert "Advice, for colleagues" in text(senior.get(f"{page}advise/?asked={asked.reference}"))
    given = {
        "kind": "draft",
        "text": "We can’t waive it, but you can pay in parts.",
        "asked": asked.reference,
    }
    assert senior.post(f"{page}advise/", given).status_code == 302
    shown = text(desk.get(page))
    assert "drafted a reply for the owner" in shown
    draft = Advice.objects.get()
    assert (
        "We can’t waive it"
        in text(desk.get(f"{page}?draft={draft.pk}")).split('id="write-text"')[1].partition("</textarea>")[0]
    )
    assert "nobody" not in text(desk.get(f"{page}?draft=x"))[:0]
    assert desk.post(f"{page}advise/", {"kind": "advice", "text": "x"}).status_code == 422


def test_on_the_pages_one_joins_leaves_and_takes_a_question_back(
    desk: Client, danas: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    page = f"/desk/cases/{danas.reference}/"
    other = Client()
    other.force_login(tomas.user)  # type: ignore[arg-type]
    assert "Work on it too" in text(other.get(page))
    other.post(f"{page}together/", {"do": "join"})
    assert "You work on these too" in text(other.get("/desk/help/"))
    assert "Tomas Reinholt" in text(desk.get(page))
    other.post(f"{page}together/", {"do": "leave"})
    assert "You work on these too" not in text(other.get("/desk/help/"))
    assert other.post(f"{page}together/", {"do": "dance"}).status_code == 404
    asked = ask(danas, dana)
    desk.post(f"{page}help/close/", {"asked": asked.reference})
    asked.refresh_from_db()
    assert asked.closed_at is not None


def test_the_page_of_help_asks_the_same_for_one_and_three(
    desk: Client, danas: Case, dana: StaffMember, ruth: StaffMember
) -> None:
    senior = Client()
    senior.force_login(ruth.user)  # type: ignore[arg-type]

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            senior.get("/desk/help/")
        return len(asked)

    ask(danas, dana)
    queries()
    before = queries()
    for name in ("a", "b"):
        ask(making.case(email=f"{name}@example.org", name=name), dana)
    assert queries() == before


def test_the_owner_sends_the_reply_that_was_drafted(
    danas: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    join(case=danas, by=tomas.actor, at=NOW)
    draft = suggest_reply(case=danas, text="Dear Marisol", by=tomas.actor, at=NOW)
    reply(case=danas, text=draft.note.text, by=dana.actor, at=NOW)
    assert Message.objects.get().by == dana.actor
