"""Looking after the work of others: handed out, read before it goes, looked at afterward, answered for."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.contacts.models import Channel
from frontoffice.correspondence.models import Message, OutboxItem
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.supervision.actions.drawing_reviews import draw
from frontoffice.supervision.actions.proposing import propose
from frontoffice.supervision.models import Kind, Review, ReviewShare, ShareProposal, Skill
from tests import factories, levels
from tests.duties.working import Representative, first_of
from tests.portal.making import ANSWERED, Visitor, only_case, text_of, work

RELEASE = "correspondence.release"


@pytest.fixture
def boss() -> StaffMember:
    """The supervisor of everybody here."""
    return factories.supervisor("Gordon Pike", username="gordon", at=yesterday())


@pytest.fixture
def senior(boss: StaffMember) -> StaffMember:
    """A lead of the senior level."""
    return under(boss, factories.senior("Ruth Okafor", username="ruth", at=yesterday()))


@pytest.fixture
def learner(boss: StaffMember) -> StaffMember:
    """Under close supervision: each message waits for a reader."""
    grants = set(levels.REPRESENTATIVE) - {RELEASE}
    made = factories.staff("Noor Haddad", grants=grants, asks=[RELEASE], username="noor", at=yesterday())
    return under(boss, made)


def yesterday() -> dt.datetime:
    return clock.now() - dt.timedelta(days=1)


def under(boss: StaffMember, member: StaffMember) -> StaffMember:
    member.supervisor = boss
    member.save(update_fields=["supervisor"])
    return member


def at_desk(username: str) -> Representative:
    return Representative().sign_in(username)


def asked(visitor: Visitor, text: str = "What does a replacement card cost?") -> Case:
    visitor.open_case(text=text)
    return only_case()


def decides(desk: Representative, message: Message, decision: str, **typed: Any) -> Any:
    """Use the form of the message's page that is for this decision."""
    answer = desk.post(reverse(f"supervision:{decision}", args=[message.reference]), typed)
    work()
    return answer


def held_of(case: Case) -> Message:
    return case.case_messages.select_related("message").latest("pk").message


def eight_ask(desk: Representative) -> None:
    """Four call, four come."""
    for number in range(8):
        desk.opens(
            channel=Channel.COUNTER if number % 2 else Channel.PHONE,
            name="Beatrice Lindqvist",
            email="",
            topic="other",
            text=f"Which form do I need? Nr. {number}",
        )


@pytest.mark.duty("onet.17")
def test_a_senior_guides_a_less_experienced_colleague_on_a_complex_matter(
    visitor: Visitor, learner: StaffMember, senior: StaffMember
) -> None:
    case = asked(visitor, "My license was lost abroad, my visa ends soon. Can I drive, and what do I pay?")
    noor, ruth = at_desk("noor"), at_desk("ruth")
    noor.take(case)
    noor.writes(case, "You can drive.")
    message = held_of(case)
    page = text_of(ruth.get(reverse("supervision:message", args=[message.reference])))
    assert "My license was lost abroad" in page
    assert "It rests on no passage." in page

    advice = "Not without the card. Look up the article on lost licenses and cite what it says on the fee."
    decides(ruth, message, "return", findings=["wrong-rule", "missing-citation"], comments=advice)
    said = text_of(noor.get(reverse("correspondence:message", args=[message.reference])))
    assert advice in said
    rule = first_of(noor.looks_up(case, ANSWERED), "Replace a lost")
    noor.cites(case, "You need the card to drive; you can order a replacement. [1]", rule)

    better = held_of(case)
    assert "Replace a lost" in text_of(ruth.get(reverse("supervision:message", args=[better.reference])))
    decides(ruth, better, "release", findings=[], comments="Well done: the right rule, and cited.")
    assert "You need the card to drive" in text_of(visitor.get(f"/cases/{case.reference}/"))
    feedback = text_of(noor.get("/supervision/mine/"))
    assert "Wrong rule" in feedback


@pytest.mark.duty("tx.22")
def test_responses_are_overseen_and_their_writers_advised(
    visitor: Visitor, learner: StaffMember, senior: StaffMember
) -> None:
    case = asked(visitor)
    noor, ruth = at_desk("noor"), at_desk("ruth")
    noor.take(case)
    noor.writes(case, "It costs eighteen dollar.")
    message = held_of(case)
    answer = decides(
        ruth,
        message,
        "edit",
        subject=message.subject,
        body="It costs $18.00. You can pay at any office.",
        expected_version=message.version,
        findings=["language", "missing-information"],
        comments="Write sums as figures, and say where to pay.",
    )
    assert answer.status_code == 302, text_of(answer)
    went = text_of(visitor.get(f"/cases/{case.reference}/"))
    assert "It costs $18.00. You can pay at any office." in went
    assert "Ruth" not in went
    assert not OutboxItem.objects.filter(to_name__contains="Ruth").exists()
    review = Review.objects.get()
    own = noor.get(reverse("supervision:my_review", args=[review.reference]))
    assert "Write sums as figures, and say where to pay." in text_of(own)
    assert re.search(r"<del>It costs eighteen dollar\.|<del>eighteen dollar\.", own.content.decode())
    noor.post(reverse("supervision:seen", args=[review.reference]))
    review.refresh_from_db()
    assert review.seen_at is not None


@pytest.mark.duty("onet.20")
def test_the_units_workflow_is_monitored(visitor: Visitor, dana: Representative, senior: StaffMember) -> None:
    ruth = at_desk("ruth")
    case = asked(visitor)
    assert "1 case has nobody." in text_of(ruth.get("/supervision/people/"))
    dana.take(case)
    seen = ruth.get("/supervision/people/").content.decode()
    row = re.search(r"<tr data-row><th[^>]*><a[^>]*>Dana Whitfield.*?</tr>", seen, re.DOTALL)
    assert row is not None
    assert re.search(r'data-label="Open">1<', row.group())
    dana.writes(case, "Which card was it?")
    seen = ruth.get("/supervision/people/").content.decode()
    assert re.search(r'data-label="Waiting for the customer">1<', seen)
    visitor.open_case(text="And my title?")
    other = Case.objects.latest("pk")
    assert other.number in text_of(ruth.get("/supervision/people/"))
    noted = ruth.post(
        reverse("supervision:assign", args=[other.reference]),
        {"assignee": StaffMember.objects.get(user__username="dana").reference, "reason": "She has room."},
    )
    assert noted.status_code == 302
    assert "She has room." in dana.sees(other)


@pytest.mark.duty("tx.17")
@pytest.mark.duty("il.26", part="assign")
@pytest.mark.duty("tax.14", part="assign")
@pytest.mark.duty("tax.13", part="lead")
def test_work_is_handed_out_by_what_is_on_record_and_by_a_persons_choice(
    visitor: Visitor, dana: Representative, learner: StaffMember, boss: StaffMember
) -> None:
    gordon = at_desk("gordon")
    speaks = {"kind": "language", "code": "es"}
    assert gordon.post(reverse("supervision:skill", args=[learner.reference]), speaks).status_code == 302
    assert Skill.objects.get().staff_member == learner
    visitor.open_case(text="¿Cuánto cuesta una tarjeta nueva?")
    case = only_case()
    Case.objects.filter(pk=case.pk).update(language="es")
    address = reverse("supervision:assign", args=[case.reference])
    page = text_of(gordon.get(address))
    assert page.index("Noor Haddad") < page.index("Dana Whitfield")
    assert "Speaks es" in page
    assert gordon.post(address, {"assignee": "", "reason": ""}).status_code == 422, "a person chooses"
    given = {"assignee": learner.reference, "reason": "You speak Spanish."}
    assert gordon.post(address, given).status_code == 302
    case.refresh_from_db()
    assert case.assignee == learner
    assert "You speak Spanish." in at_desk("noor").sees(case)


@pytest.mark.duty("il.26", part="review")
@pytest.mark.duty("tax.14", part="review")
@pytest.mark.duty("tax.13", part="oversee")
def test_contacts_are_drawn_reviewed_and_the_share_is_moved_by_a_person(
    dana: Representative, member: StaffMember, senior: StaffMember, boss: StaffMember
) -> None:
    under(boss, member)
    gordon, ruth = at_desk("gordon"), at_desk("ruth")
    every = {"kind": "contacts", "percent": "50", "reason": "New at the counter."}
    person = reverse("supervision:person", args=[member.reference])
    assert gordon.post(reverse("supervision:share", args=[member.reference]), every).status_code == 302
    eight_ask(dana)
    draw(kind=Kind.CONTACTS, by=service("supervision"), at=clock.now() + dt.timedelta(minutes=1))
    drawn = Review.objects.filter(kind=Kind.CONTACTS)
    assert 2 <= drawn.count() <= 8
    assert set(drawn.values_list("channel", flat=True)) == {Channel.COUNTER, Channel.PHONE}
    assert "Nothing was said yet" in text_of(dana.get("/supervision/mine/")), (
        "nobody sees what was drawn of them"
    )
    listed = ruth.get("/supervision/reviews/").content.decode()
    for review in drawn:
        assert review.reference in listed
        found = {
            "findings": ["privacy"],
            "comments": "You named the account before you knew whom you spoke with.",
        }
        assert ruth.post(reverse("supervision:review", args=[review.reference]), found).status_code == 302

    propose(by=service("supervision"), at=clock.now() + dt.timedelta(days=15))
    proposal = ShareProposal.objects.get()
    said = text_of(gordon.get(person))
    assert "Proposed: look at more" in said
    assert "50 % → 100 %" in said
    decision = {"decision": "accept", "reason": "Until the training is done."}
    assert (
        gordon.post(reverse("supervision:proposal", args=[proposal.reference]), decision).status_code == 302
    )
    assert ReviewShare.objects.latest("pk").share == 1


@pytest.mark.duty("il.12", part="quality")
def test_a_representative_answers_for_the_quality_of_the_work(
    visitor: Visitor, learner: StaffMember, senior: StaffMember, boss: StaffMember
) -> None:
    case = asked(visitor)
    noor, ruth, gordon = at_desk("noor"), at_desk("ruth"), at_desk("gordon")
    noor.take(case)
    noor.writes(case, "A replacement costs $18.00.")
    decides(
        ruth,
        held_of(case),
        "release",
        findings=["missing-citation", "tone"],
        comments="No source, no greeting.",
    )
    assert "Missing citation" in text_of(noor.get("/supervision/mine/"))
    review = Review.objects.get()
    mine = reverse("supervision:my_review", args=[review.reference])
    noor.post(mine, {"reason": "The customer quoted the article herself, and we greet in the first line."})
    assert "Disputed" in text_of(ruth.get(reverse("supervision:review", args=[review.reference])))
    decide = reverse("supervision:decide", args=[review.reference])
    settled = {"strike": ["tone"], "reason": "There is a greeting. The source is still missing."}
    assert ruth.post(decide, settled).status_code == 403, "who reviewed it does not decide"
    assert gordon.post(decide, settled).status_code == 302
    said = text_of(noor.get(mine))
    assert "There is a greeting. The source is still missing." in said
    review.refresh_from_db()
    assert (review.errors, review.passed) == (1, True)


@pytest.mark.duty("il.12", part="research")
def test_an_inquiry_is_researched_and_read_by_a_colleague_before_it_is_answered(
    visitor: Visitor, learner: StaffMember, senior: StaffMember
) -> None:
    case = asked(visitor, ANSWERED)
    noor, ruth = at_desk("noor"), at_desk("ruth")
    noor.take(case)
    rule = first_of(noor.looks_up(case, ANSWERED), "Replace a lost")
    noor.cites(case, "Yes, you can order one. [1]", rule)
    message = held_of(case)
    page = text_of(ruth.get(reverse("supervision:message", args=[message.reference])))
    assert "you can order a replacement" in page, "the passage stands there in full"
    decides(ruth, message, "release")
    assert "Yes, you can order one. [1]" in text_of(visitor.get(f"/cases/{case.reference}/"))
