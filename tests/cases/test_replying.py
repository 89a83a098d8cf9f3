"""Replies: what was said is provable, what waits for approval has not been said, what failed calls for attention."""

import pytest

from frontoffice.authority.actions.approving import approve, decline
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.cases.actions.assigning import take
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.recording import CaseIsResolved, EmptyText
from frontoffice.cases.actions.replying import ChangedMeanwhile, PassageNeedsReason, ResolveOrKeepOpen, reply
from frontoffice.cases.actions.resolving import ReplyStillHeld, resolve
from frontoffice.cases.models import Attention, Case, Status
from frontoffice.contacts.models import Contact, Direction, Outcome
from frontoffice.correspondence.actions.drafting import ForStaffOnly
from frontoffice.correspondence.models import Message, OutboxItem
from frontoffice.knowledge.actions.publishing import publish, withdraw
from frontoffice.knowledge.models import AnswerGiven, Audience, Passage
from tests import factories
from tests.cases import making
from tests.cases.making import later
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage(db: None) -> Passage:
    factories.agency()
    return making.passage()


@pytest.fixture
def noor(db: None) -> StaffMember:
    """In training: what she writes is read by somebody else first."""
    return factories.staff(
        "Noor Haddad", grants=["cases.reply", "cases.resolve"], asks=["correspondence.release"]
    )


def test_it_goes_by_e_mail_where_there_is_an_address(case: Case, dana: StaffMember) -> None:
    replied = reply(case=case, text="It costs $18.00.", by=dana.actor, at=later(hours=1))
    message = Message.objects.get()
    assert (message.channel, message.to_name, message.to_address, message.body, message.status) == (
        "email",
        "Marisol Ortega-Reyes",
        "m.ortega@example.org",
        "It costs $18.00.",
        "released",
    )
    assert case.number in message.subject
    assert (replied.status, replied.assignee) == (Status.WAITING, dana)
    making.tell_everything(later(hours=1))
    message.refresh_from_db()
    assert message.status == "sent"
    assert OutboxItem.objects.get().to_address == "m.ortega@example.org"


def test_inq_11_without_an_address_it_is_shown_on_the_page_of_the_case(
    topic: object, dana: StaffMember
) -> None:
    case = making.case(name="", email="")
    reply(case=case, text="It costs $18.00.", by=dana.actor, at=NOW)
    assert Message.objects.get().channel == "page"


def test_inq_4_what_was_cited_is_provable_after_the_text_changed(
    case: Case, dana: StaffMember, passage: Passage
) -> None:
    reply(case=case, text="It costs $18.00. [1]", passages=[passage], by=dana.actor, at=NOW)
    withdraw(version=passage.version, reason="Fee changed.", by=_editor().actor, at=later(hours=1))
    given = AnswerGiven.objects.get()
    assert (given.version.number, given.passage, given.language, given.given_by, given.at) == (
        1,
        passage,
        "en",
        dana.actor,
        NOW,
    )
    assert "costs $18.00" in given.passage.text
    assert given.contact.direction == Direction.OUTBOUND
    assert given.contact in [touched.contact for touched in case.case_contacts.all()]


def test_inq_2_each_reply_is_a_contact_of_its_own_with_its_outcome(case: Case, dana: StaffMember) -> None:
    reply(case=case, text="First.", keep_open=True, by=dana.actor, at=NOW)
    reply(case=case, text="Second.", by=dana.actor, at=later(hours=1))
    contacts = Contact.objects.filter(direction=Direction.OUTBOUND)
    assert [(c.channel, c.outcome, c.representative, c.customer) for c in contacts] == [
        ("email", Outcome.ANSWERED, dana.actor, case.customer)
    ] * 2


@pytest.mark.parametrize(
    ("wish", "status"),
    [({}, "waiting"), ({"keep_open": True}, "open"), ({"resolve": True}, "resolved")],
)
def test_afterwards_the_case_waits_or_stays_or_is_resolved(
    case: Case, dana: StaffMember, wish: dict[str, bool], status: str
) -> None:
    assert reply(case=case, text="So.", **wish, by=dana.actor, at=NOW).status == status
    with pytest.raises(ResolveOrKeepOpen):
        reply(case=case, text="So.", resolve=True, keep_open=True, by=dana.actor, at=NOW)


def test_a_colleague_who_helps_does_not_take_the_case_over(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    take(case=case, by=dana.actor, at=NOW)
    assert reply(case=case, text="From Tomas.", by=tomas.actor, at=NOW).assignee == dana


def test_what_changed_meanwhile_is_read_before_it_is_sent(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    loaded = case.version
    note(case=case, text="Don't answer yet.", by=tomas.actor, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        reply(case=case, text="Too quick.", expected_version=loaded, by=dana.actor, at=NOW)
    assert not Message.objects.exists()
    case.refresh_from_db()
    reply(case=case, text="Now.", expected_version=case.version, by=dana.actor, at=NOW)
    assert Message.objects.get().body == "Now."


def test_without_the_grant_nothing_goes_out(case: Case) -> None:
    for member in (factories.staff("Nobody"), factories.staff("Half", grants=["cases.reply"])):
        with pytest.raises(NotAuthorized):
            reply(case=case, text="Hello.", by=member.actor, at=NOW)
    assert not Message.objects.exists()


def test_an_empty_reply_and_one_on_a_resolved_case_are_refused(case: Case, dana: StaffMember) -> None:
    with pytest.raises(EmptyText):
        reply(case=case, text=" \n", by=dana.actor, at=NOW)
    resolve(case=case, by=dana.actor, at=NOW)
    with pytest.raises(CaseIsResolved):
        reply(case=case, text="One more.", by=dana.actor, at=NOW)


def test_inq_5_an_expired_passage_goes_out_only_with_a_reason(
    case: Case, dana: StaffMember, passage: Passage
) -> None:
    publish(version=_next_version(passage), by=_editor().actor, at=NOW)
    passage.version.refresh_from_db()
    with pytest.raises(PassageNeedsReason, match="no longer in force"):
        reply(case=case, text="Old. [1]", passages=[passage], by=dana.actor, at=NOW)
    reply(
        case=case,
        text="It was $18.00 when you paid. [1]",
        passages=[passage],
        override_reason="Asked about October.",
        by=dana.actor,
        at=NOW,
    )
    assert AnswerGiven.objects.get().override_reason == "Asked about October."


def test_what_is_for_staff_only_is_not_cited_to_customers(case: Case, dana: StaffMember) -> None:
    internal = making.passage(title="How we decide", audience=Audience.INTERNAL)
    with pytest.raises(ForStaffOnly):
        reply(case=case, text="See. [1]", passages=[internal], by=dana.actor, at=NOW)


def test_files_go_with_it(case: Case, dana: StaffMember) -> None:
    file = making.file("form.txt", by=dana.actor)
    reply(case=case, text="Fill this in.", files=[file], by=dana.actor, at=NOW)
    assert Message.objects.get().enclosures.get().file == file
    assert case.attachments.get().message == case.case_messages.get()


def test_what_waits_for_approval_has_not_been_said(case: Case, noor: StaffMember, passage: Passage) -> None:
    held = reply(
        case=case, text="It costs $18.00. [1]", passages=[passage], resolve=True, by=noor.actor, at=NOW
    )
    assert Message.objects.get().status == "held"
    assert (held.status, held.assignee) == (Status.OPEN, noor)
    assert not AnswerGiven.objects.exists()
    assert not Contact.objects.filter(direction=Direction.OUTBOUND).exists()
    for act in (
        lambda: reply(case=case, text="And this.", by=noor.actor, at=NOW),
        lambda: resolve(case=case, by=noor.actor, at=NOW),
    ):
        with pytest.raises(ReplyStillHeld):
            act()


def test_once_approved_it_is_said_by_its_writer_and_the_case_goes_on(
    case: Case, noor: StaffMember, passage: Passage
) -> None:
    reply(case=case, text="It costs $18.00. [1]", passages=[passage], resolve=True, by=noor.actor, at=NOW)
    approve(approval=Approval.objects.get(), by=factories.senior().actor, at=later(hours=2))
    making.tell_everything(later(hours=2))
    case.refresh_from_db()
    given = AnswerGiven.objects.get()
    assert (case.status, case.resolution_code) == (Status.RESOLVED, "answered")
    assert (given.given_by, given.at, given.contact.representative) == (
        noor.actor,
        later(hours=2),
        noor.actor,
    )
    assert Message.objects.get().status == "sent"


def test_inq_4_told_twice_it_is_recorded_once(case: Case, dana: StaffMember, passage: Passage) -> None:
    reply(case=case, text="It costs $18.00. [1]", passages=[passage], by=dana.actor, at=NOW)
    making.tell_everything(NOW)
    assert AnswerGiven.objects.count() == 1
    assert Contact.objects.filter(direction=Direction.OUTBOUND).count() == 1


def test_when_it_is_declined_the_case_calls_for_attention(case: Case, noor: StaffMember) -> None:
    reply(case=case, text="No idea.", by=noor.actor, at=NOW)
    decline(approval=Approval.objects.get(), reason="Look it up.", by=factories.senior().actor, at=NOW)
    making.tell_everything(NOW)
    case.refresh_from_db()
    assert (case.status, case.attention) == (Status.OPEN, Attention.DECLINED)
    # Another reply can be written, and the mark goes with it.
    assert reply(case=case, text="It costs $18.00.", by=noor.actor, at=NOW).attention == Attention.NONE


def _editor() -> StaffMember:
    return factories.supervisor("Editor")


def _next_version(passage: Passage) -> object:
    from frontoffice.knowledge.actions.publishing import propose

    return propose(
        slug=passage.version.article.slug,
        title=passage.version.title,
        body=making.ARTICLE.replace("18.00", "20.00"),
        effective_from=NOW.date(),
        by=_editor().actor,
        at=NOW,
    )
