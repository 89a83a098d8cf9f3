"""Released, a message is fixed and goes; where that takes somebody else's agreement, it is held until they decide."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from frontoffice.authority.actions.approving import ChangedSinceAsked, approve, decline, withdraw
from frontoffice.authority.deciding import InConflict, NotAuthorized
from frontoffice.authority.models import Approval
from frontoffice.correspondence.actions.releasing import ReleasedBefore, WaitsForApproval, release, send_out
from frontoffice.correspondence.actions.revising import revise
from frontoffice.correspondence.models import Citation, Message, OutboxItem, Status
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.models import Event
from tests.correspondence.letters import (
    RELEASE,
    content,
    drafted,
    event_names,
    parsed,
    passage,
    sent_out,
    work,
)
from tests.factories import NOW, staff, visitor

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DECIDES = [RELEASE, "authority.approve", "authority.decline"]


def now(message: Message) -> Message:
    message.refresh_from_db()
    return message


def approval_of(message: Message) -> Approval:
    return Approval.objects.get(subject_kind="correspondence.message", subject_id=message.pk)


def trainee() -> Actor:
    return staff("Ana Ruiz", asks=[RELEASE], grants=["authority.withdraw", "correspondence.revise"]).actor


def test_within_the_grant_it_goes_at_once() -> None:
    message = sent_out()
    assert (message.status, message.released_at) == (Status.RELEASED, NOW)
    work()
    assert now(message).status == Status.SENT
    assert OutboxItem.objects.get().message_id == message.message_id


def test_without_the_power_nothing_goes() -> None:
    for by in (staff().actor, visitor()):
        message = drafted()
        with pytest.raises(NotAuthorized):
            release(message=message, by=by, at=NOW)
        assert now(message).status == Status.DRAFT


def test_a_room_s_own_service_may_send_what_it_is_there_for() -> None:
    assert sent_out(service("cases")).status == Status.RELEASED


def test_once_released_it_is_not_released_again() -> None:
    by = staff(grants=[RELEASE]).actor
    message = sent_out(by)
    with pytest.raises(ReleasedBefore):
        release(message=message, by=by, at=NOW)
    assert event_names(message).count("MessageReleased") == 1


def test_two_messages_never_share_a_message_id() -> None:
    by = staff(grants=[RELEASE]).actor
    assert len({sent_out(by).message_id for _ in range(5)}) == 5


@pytest.mark.parametrize(
    "change",
    [
        {"body": "Something else"},
        {"subject": "Something else"},
        {"to_address": "somebody@example.net"},
        {"to_name": "Somebody"},
        {"message_id": "other@example.org"},
        {"eml_id": None},
        {"released_at": None},
        {"version": 9},
    ],
)
def test_what_was_released_can_not_be_changed_by_anybody(change: dict[str, Any]) -> None:
    message = sent_out(passages=[passage()])
    for refused in (
        lambda: Message.objects.filter(pk=message.pk).update(**change),
        lambda: Citation.objects.filter(message=message).update(quote="Something else"),
        lambda: Citation.objects.create(message=message, passage=passage("other"), position=2),
        lambda: models.QuerySet(Citation).filter(message=message)._raw_delete("default"),
        lambda: models.QuerySet(Message).filter(pk=message.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            refused()


def test_who_may_only_ask_has_the_message_held_and_nothing_goes() -> None:
    message = sent_out(trainee())
    assert message.status == Status.HELD
    work(NOW + MINUTE)
    assert (now(message).status, OutboxItem.objects.count()) == (Status.HELD, 0)
    assert event_names(message) == ["MessageDrafted", "ApprovalAsked", "MessageHeld"]


def test_asked_for_at_another_edge_it_is_held_as_well() -> None:
    by = trainee()
    message = drafted(by)
    assert isinstance(release(message=message, by=by, at=NOW), Approval)
    assert now(message).status == Status.DRAFT
    work()
    assert now(message).status == Status.HELD


def test_approved_by_somebody_else_it_goes_in_the_name_of_who_wrote_it() -> None:
    author, reader = trainee(), staff("Ruth Okafor", grants=DECIDES).actor
    message = sent_out(author)
    approve(approval=approval_of(message), by=reader, at=NOW + MINUTE)
    assert (now(message).status, message.released_at) == (Status.RELEASED, NOW + MINUTE)
    released = Event.objects.get(name="correspondence.MessageReleased")
    assert (released.by, released.authorized_by) == (author, reader)
    work(NOW + MINUTE)
    assert now(message).status == Status.SENT
    assert parsed(content(message))["Date"].datetime == NOW + MINUTE
    assert OutboxItem.objects.count() == 1


def test_nobody_approves_their_own_message() -> None:
    author = staff(asks=[RELEASE], grants=["authority.approve"]).actor
    message = sent_out(author)
    with pytest.raises(InConflict):
        approve(approval=approval_of(message), by=author, at=NOW)
    assert now(message).status == Status.HELD


def test_who_may_only_ask_can_not_approve_another_s() -> None:
    message = sent_out(trainee())
    with pytest.raises(NotAuthorized):
        approve(approval=approval_of(message), by=staff(asks=[RELEASE], grants=DECIDES[1:]).actor, at=NOW)


def test_declined_it_is_a_draft_again_with_the_reason_on_record() -> None:
    author, reader = trainee(), staff("Ruth Okafor", grants=DECIDES).actor
    message = sent_out(author)
    decline(approval=approval_of(message), reason="The fee is wrong.", by=reader, at=NOW + MINUTE)
    work(NOW + MINUTE)
    assert (now(message).status, OutboxItem.objects.count()) == (Status.DRAFT, 0)
    assert event_names(message)[-2:] == ["ApprovalDecided", "MessageReturned"]
    returned = Event.objects.get(name="correspondence.MessageReturned")
    assert returned.payload["decision"] == "declined"
    assert Approval.objects.get(pk=returned.payload["approval_id"]).reason == "The fee is wrong."
    assert returned.caused_by is not None


def test_a_declined_message_is_changed_asked_again_and_then_goes() -> None:
    author, reader = trainee(), staff("Ruth Okafor", grants=DECIDES).actor
    message = sent_out(author)
    decline(approval=approval_of(message), reason="The fee is wrong.", by=reader, at=NOW)
    work()
    revise(
        message=message,
        subject="S",
        body="The fee is $30.",
        to_name="Jordan",
        to_address="jordan@example.org",
        expected_version=1,
        by=author,
        at=NOW,
    )
    with transaction.atomic():
        send_out(now(message), by=author, at=NOW)
    assert now(message).status == Status.HELD
    approve(approval=Approval.objects.latest("pk"), by=reader, at=NOW)
    work()
    assert now(message).status == Status.SENT
    assert b"The fee is $30." in content(message)


def test_taken_back_by_its_author_it_is_a_draft_again() -> None:
    author = trainee()
    message = sent_out(author)
    withdraw(approval=approval_of(message), by=author, at=NOW)
    work()
    assert now(message).status == Status.DRAFT


def test_a_held_message_goes_only_by_its_own_approval() -> None:
    message = sent_out(trainee())
    with pytest.raises(WaitsForApproval):
        release(message=message, by=staff(grants=[RELEASE]).actor, at=NOW)


def test_an_approval_is_good_for_the_text_that_was_read_and_for_no_other() -> None:
    author, reader = trainee(), staff("Ruth Okafor", grants=DECIDES).actor
    message = drafted(author)
    asked = release(message=message, by=author, at=NOW)
    assert isinstance(asked, Approval)
    revise(  # quicker than the worker that would have held it
        message=message,
        subject="S",
        body="Something else",
        to_name="Jordan",
        to_address="jordan@example.org",
        expected_version=1,
        by=author,
        at=NOW,
    )
    with pytest.raises(ChangedSinceAsked):
        approve(approval=asked, by=reader, at=NOW)
    assert now(message).status == Status.DRAFT


def test_asking_leaves_nothing_behind_of_the_trial() -> None:
    message = sent_out(trainee())
    assert (message.message_id, message.eml, message.released_at) == (None, None, None)
    assert "MessageReleased" not in event_names(message)
