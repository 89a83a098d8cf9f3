"""A person who works on the case wins: the draft steps aside at once and is theirs to use."""

import pytest

from frontoffice.authority.models import Approval
from frontoffice.cases.actions.assigning import CannotWorkOnIt, assign, take
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.cases.models import Case
from frontoffice.correspondence.models import Message
from frontoffice.representative.actions.deciding_drafts import (
    DecidedAlready,
    UnknownNumber,
    edit_draft,
    reject_draft,
)
from frontoffice.representative.models import Attempt, AutomatedPost, Decision
from tests import factories
from tests.cases import making as cases
from tests.factories import NOW
from tests.representative import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(post: AutomatedPost) -> Attempt:
    return making.attempt_at(making.inquiry())


def fresh(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_related("message", "case", "edited_message").get(pk=attempt.pk)


def stepped_aside(attempt: Attempt) -> None:
    after = fresh(attempt)
    assert after.decision == Decision.WITHDRAWN
    assert after.message is not None
    assert after.message.status == "draft"
    assert not Approval.objects.filter(status="waiting").exists()


def test_who_takes_the_case_has_it_and_the_draft_is_a_suggestion(drafted: Attempt) -> None:
    dana = factories.representative("Dana")
    case = take(case=drafted.case, by=dana.actor, at=NOW)
    assert case.assignee == dana
    stepped_aside(drafted)
    withdrawn = Approval.objects.get()
    assert (withdrawn.status, withdrawn.decided_by) == ("withdrawn", withdrawn.asked_by)
    cases.tell_everything(NOW)
    assert Case.objects.get(pk=case.pk).attention == ""


def test_who_replies_at_once_is_not_held_up_by_the_draft(drafted: Attempt) -> None:
    dana = factories.representative("Dana")
    reply(case=drafted.case, text="It costs eighteen dollars.", by=dana.actor, at=NOW)
    stepped_aside(drafted)
    cases.tell_everything(NOW)
    sent = Message.objects.get(released_at__isnull=False)
    assert sent.by == dana.actor


def test_who_resolves_the_case_is_not_held_up_either(drafted: Attempt) -> None:
    resolve(
        case=drafted.case, resolution="Same as another.", by=factories.representative("Dana").actor, at=NOW
    )
    stepped_aside(drafted)


def test_a_case_assigned_to_a_person_is_theirs(drafted: Attempt) -> None:
    ruth, dana = factories.senior("Ruth"), factories.representative("Dana")
    assign(case=drafted.case, assignee=dana, by=ruth.actor, at=NOW)
    stepped_aside(drafted)


def test_nobody_assigns_a_case_to_the_machine(drafted: Attempt) -> None:
    with pytest.raises(CannotWorkOnIt):
        assign(
            case=drafted.case,
            assignee=drafted.post.staff_member,
            by=factories.senior("Ruth").actor,
            at=NOW,
        )


def test_the_suggestion_can_be_sent_by_the_person_in_their_own_name(drafted: Attempt) -> None:
    ruth = factories.senior("Ruth")
    take(case=drafted.case, by=ruth.actor, at=NOW)
    edit_draft(attempt=drafted, text="It costs $18.00. [1]", by=ruth.actor, at=NOW)
    after = fresh(drafted)
    assert after.decision == Decision.EDITED
    assert after.edited_message is not None
    assert (after.edited_message.by, after.edited_message.status) == (ruth.actor, "released")


def test_numbers_are_counted_anew_for_the_sources_that_are_left(post: AutomatedPost) -> None:
    two = "What does a replacement card cost? How long does a replacement card take?"
    attempt = making.attempt_at(making.inquiry(two))
    assert attempt.message is not None
    second = attempt.message.citations.get(position=2).passage
    edit_draft(attempt=attempt, text="Ten days. [2]", by=factories.senior("Ruth").actor, at=NOW)
    edited = fresh(attempt).edited_message
    assert edited is not None
    assert edited.body == "Ten days. [1]"
    assert edited.citations.get().passage == second


def test_a_number_without_a_source_is_refused(drafted: Attempt) -> None:
    with pytest.raises(UnknownNumber):
        edit_draft(attempt=drafted, text="Ten days. [7]", by=factories.senior("Ruth").actor, at=NOW)
    assert fresh(drafted).decision == ""
    assert Approval.objects.get().status == "waiting"


def test_a_draft_is_decided_once(drafted: Attempt) -> None:
    ruth = factories.senior("Ruth").actor
    reject_draft(attempt=drafted, reason="tone", by=ruth, at=NOW)
    with pytest.raises(DecidedAlready):
        reject_draft(attempt=drafted, reason="tone", by=ruth, at=NOW)
    with pytest.raises(DecidedAlready):
        edit_draft(attempt=drafted, text="Too late.", by=ruth, at=NOW)


@pytest.mark.parametrize(
    ("reason", "feeds"),
    [("wrong_answer", 1), ("wrong_passage", 1), ("outdated", 1), ("tone", 0), ("needs_person", 0)],
)
def test_inq_7_a_rejection_for_what_our_texts_lack_becomes_a_gap(
    drafted: Attempt, reason: str, feeds: int
) -> None:
    reject_draft(attempt=drafted, reason=reason, by=factories.senior("Ruth").actor, at=NOW)
    contact = drafted.case.posts.get().contact
    assert contact.gaps.filter(words=making.FEE).count() == feeds


def test_declined_on_the_page_of_approvals_it_counts_as_rejected(drafted: Attempt) -> None:
    from frontoffice.authority.actions.approving import decline

    ruth = factories.senior("Ruth").actor
    decline(approval=Approval.objects.get(), reason="Not like this.", by=ruth, at=NOW)
    cases.tell_everything(NOW)
    after = fresh(drafted)
    assert (after.decision, after.reason, after.comment) == ("rejected", "other", "Not like this.")
    assert after.decided_by == ruth


def test_the_representative_never_decides_on_its_own_draft(post: AutomatedPost) -> None:
    from frontoffice.authority.actions.approving import approve
    from frontoffice.foundation.refusals import Refused

    own = factories.service("authority")
    from frontoffice.authority.models import Grant

    for name in ("authority.approve", "representative.edit_draft", "representative.reject_draft"):
        Grant.objects.create(actor=post.staff_member.actor, action=name, from_at=NOW, granted_by=own)
    attempt = making.attempt_at(making.inquiry())
    machine = post.staff_member.actor
    with pytest.raises(Refused):
        approve(approval=Approval.objects.get(), by=machine, at=NOW)
    with pytest.raises(Refused):
        reject_draft(attempt=attempt, reason="tone", by=machine, at=NOW)
    with pytest.raises(Refused):
        edit_draft(attempt=attempt, text="Mine. [1]", by=machine, at=NOW)
    assert fresh(attempt).decision == ""
