"""A held message: released, returned with comments, or edited with attribution; by whom, and by whom not."""

import pytest

from frontoffice.authority.actions.declaring import declare_interest
from frontoffice.authority.deciding import InConflict, NotAuthorized
from frontoffice.authority.models import Approval, Grant, StaffMember
from frontoffice.cases.models import Attention, Status
from frontoffice.correspondence.actions.releasing import release
from frontoffice.correspondence.actions.revising import ChangedByAnother, revise
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.models import Status as MessageStatus
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from frontoffice.supervision.actions.deciding_held import (
    NotHeld,
    NothingChanged,
    edit_held,
    release_held,
    return_held,
)
from frontoffice.supervision.actions.recording import CommentsNeeded, UnknownFinding
from frontoffice.supervision.models import Edit, Outcome, Review
from frontoffice.supervision.permissions import NotYourOwn, OfYourSupervisor
from tests import factories
from tests.cases import making as cases
from tests.correspondence.letters import content, html, plain_text
from tests.factories import NOW
from tests.supervision import making
from tests.supervision.making import BETTER, WORDS

pytestmark = pytest.mark.django_db


def edit(message: Message, by: StaffMember, **given: object) -> Review:
    told: dict[str, object] = {
        "subject": message.subject,
        "body": BETTER,
        "expected_version": message.version,
        "comments": "Say where to pay.",
    }
    return edit_held(message=message, **(told | given), by=by.actor, at=cases.later(hours=1))  # type: ignore[arg-type]


def test_a_released_message_goes_and_the_look_is_on_record(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    assert message.status == MessageStatus.HELD
    review = release_held(message=message, by=ruth.actor, at=cases.later(hours=1))
    message.refresh_from_db()
    assert message.status == MessageStatus.RELEASED
    assert (review.outcome, review.score, review.passed, review.look) == (Outcome.RELEASED, 100, True, 1)
    assert (review.staff_member, review.reviewer) == (noor, ruth)
    approval = Approval.objects.get()
    assert (approval.status, approval.decided_by) == ("approved", ruth.actor)
    released = Event.objects.get(name="correspondence.MessageReleased")
    assert (released.by, released.authorized_by) == (noor.actor, ruth.actor)
    cases.tell_everything(cases.later(hours=1))
    assert review.case is not None
    review.case.refresh_from_db()
    assert review.case.status == Status.WAITING


def test_a_release_can_carry_what_to_do_better_next_time(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    review = release_held(
        message=message, findings=["tone"], comments="Say hello first.", by=ruth.actor, at=NOW
    )
    assert (review.errors, review.score, review.passed) == (1, 85, True)
    assert [finding.item.code for finding in review.findings.all()] == ["tone"]


def test_a_returned_message_is_revised_asked_again_and_looked_at_a_second_time(
    noor: StaffMember, ruth: StaffMember
) -> None:
    message = making.held(noor)
    first = return_held(
        message=message, findings=["wrong-figure"], comments="The fee rose.", by=ruth.actor, at=NOW
    )
    message.refresh_from_db()
    assert message.status == MessageStatus.DRAFT, "at once, not once a worker comes"
    assert (first.outcome, first.passed, first.critical_errors) == (Outcome.RETURNED, False, 1)
    assert Approval.objects.get().reason == "The fee rose."
    cases.tell_everything(NOW)
    assert first.case is not None
    first.case.refresh_from_db()
    assert first.case.attention == Attention.DECLINED, "the writer's desk calls for it"
    message = revise(
        message=message,
        subject=message.subject,
        body="A new card costs $20.00.",
        to_name=message.to_name,
        to_address=message.to_address,
        expected_version=message.version,
        by=noor.actor,
        at=cases.later(hours=1),
    )
    release(message=message, by=noor.actor, at=cases.later(hours=1))
    cases.tell_everything(cases.later(hours=1))
    second = release_held(message=message, by=ruth.actor, at=cases.later(hours=2))
    assert second.look == 2
    message.refresh_from_db()
    assert (message.status, message.body) == (MessageStatus.RELEASED, "A new card costs $20.00.")


def test_an_edit_goes_out_without_a_word_of_it_and_the_record_says_who_changed_what(
    noor: StaffMember, ruth: StaffMember
) -> None:
    message = making.held(noor)
    review = edit(message, ruth)
    message.refresh_from_db()
    assert (message.status, message.body, message.by) == (MessageStatus.RELEASED, BETTER, noor.actor)
    kept = Edit.objects.get(review=review)
    assert (kept.body_before, kept.body_after, kept.version) == (WORDS, BETTER, 1)
    assert (review.outcome, review.reviewer) == (Outcome.EDITED, ruth)
    letter = content(message)
    for part in (plain_text(letter), html(letter)):
        assert "You can pay at any office." in part
        for word in ("Ruth", "Okafor", "edited", "review"):
            assert word not in part
    revised = Event.objects.get(name="correspondence.MessageRevised")
    assert revised.by == ruth.actor
    cases.tell_everything(cases.later(hours=1))
    assert review.case is not None
    review.case.refresh_from_db()
    assert (review.case.status, review.case.attention) == (Status.WAITING, Attention.NONE)


def test_what_was_edited_is_not_told_as_declined_to_anybody(noor: StaffMember, ruth: StaffMember) -> None:
    edit(making.held(noor), ruth)
    cases.tell_everything(cases.later(hours=1))
    assert not Event.objects.filter(name="cases.ReplyInTrouble").exists()


def test_an_edit_of_something_else_than_was_read_is_refused(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    with pytest.raises(ChangedByAnother):
        edit(message, ruth, expected_version=message.version + 1)
    message.refresh_from_db()
    assert (message.status, message.body) == (MessageStatus.HELD, WORDS), "nothing is left half done"
    assert Approval.objects.get().status == "waiting"


def test_an_edit_that_changes_nothing_is_refused(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    with pytest.raises(NothingChanged):
        edit(message, ruth, body=WORDS)
    assert not Review.objects.exists()


def test_a_reviewers_own_edit_is_held_in_turn_where_the_reviewers_messages_are(
    noor: StaffMember, ruth: StaffMember, miriam: StaffMember
) -> None:
    Grant.objects.filter(actor=ruth.actor, action=making.RELEASE).update(
        revoked_at=NOW, revoked_by=miriam.actor
    )
    Grant.objects.create(
        actor=ruth.actor,
        action=making.RELEASE,
        needs_approval=True,
        from_at=NOW,
        granted_by=service("authority"),
    )
    message = making.held(noor)
    with pytest.raises(NotAuthorized):
        edit(message, ruth)
    with pytest.raises(NotAuthorized):
        release_held(message=message, by=ruth.actor, at=cases.later(hours=1))
    assert Approval.objects.get().status == "waiting"


@pytest.mark.parametrize("comments", ["", "   "])
def test_a_return_and_an_error_need_words(noor: StaffMember, ruth: StaffMember, comments: str) -> None:
    message = making.held(noor)
    with pytest.raises(CommentsNeeded):
        return_held(message=message, comments=comments, by=ruth.actor, at=NOW)
    with pytest.raises(CommentsNeeded):
        release_held(message=message, findings=["tone"], comments=comments, by=ruth.actor, at=NOW)
    message.refresh_from_db()
    assert message.status == MessageStatus.HELD


def test_an_error_of_a_kind_that_the_scorecard_lacks_is_refused(noor: StaffMember, ruth: StaffMember) -> None:
    with pytest.raises(UnknownFinding):
        release_held(message=making.held(noor), findings=["luck"], comments="x", by=ruth.actor, at=NOW)


def test_what_waits_for_nobody_is_not_decided_twice(noor: StaffMember, ruth: StaffMember) -> None:
    message = making.held(noor)
    release_held(message=message, by=ruth.actor, at=NOW)
    for act in (release_held, return_held):
        with pytest.raises(NotHeld):
            act(message=message, comments="Again", by=ruth.actor, at=NOW)  # type: ignore[operator]
    assert Review.objects.count() == 1


def test_nobody_reads_their_own_message(topic: object) -> None:
    """Also who holds every power over the work of others."""
    learner = making.trainee("Noor Haddad")
    for action in ("supervision.release_held", "authority.approve"):
        Grant.objects.create(actor=learner.actor, action=action, from_at=NOW, granted_by=service("authority"))
    with pytest.raises(NotYourOwn):
        release_held(message=making.held(learner), by=learner.actor, at=cases.later(hours=1))


def test_nobody_reviews_who_supervises_them(noor: StaffMember, ruth: StaffMember) -> None:
    """Ruth is Noor's: not even one level up."""
    above = making.trainee("Second Supervisor")
    making.supervised(ruth, making.supervised(factories.senior("Between Them"), above))
    with pytest.raises(OfYourSupervisor):
        release_held(message=making.held(above), by=ruth.actor, at=NOW)


def test_who_has_an_interest_in_the_case_or_the_colleague_is_kept_out(
    noor: StaffMember, ruth: StaffMember, miriam: StaffMember
) -> None:
    message = making.held(noor)
    case = Review(message=message).message.case_message.case  # type: ignore[union-attr]
    declare_interest(
        kind="customers.party", reference=case.customer.reference, relation="relative", by=ruth.actor, at=NOW
    )
    with pytest.raises(InConflict):
        release_held(message=message, by=ruth.actor, at=cases.later(hours=1))
    release_held(message=message, by=miriam.actor, at=cases.later(hours=1))


def test_a_grant_for_another_unit_is_none_here(noor: StaffMember) -> None:
    other = cases.of_one_unit("supervision.release_held", unit=factories.unit("back"))
    with pytest.raises(NotAuthorized):
        release_held(message=making.held(noor), by=other.actor, at=NOW)


def test_whoever_may_only_write_may_not_decide(noor: StaffMember, dana: StaffMember) -> None:
    with pytest.raises(NotAuthorized):
        release_held(message=making.held(noor), by=dana.actor, at=NOW)
