"""From release to proof: each step is a commit, and whoever comes after a worker that is gone goes on from there."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from django.db import connection

from frontoffice.correspondence import schedules, sending
from frontoffice.correspondence.actions import dispatching
from frontoffice.correspondence.actions.settling import (
    NotFailed,
    NotInDoubt,
    ReasonNeeded,
    resolve_inconclusive,
    send_again,
)
from frontoffice.correspondence.models import Channel, Dispatch, Message, OutboxItem, Outcome, Status
from frontoffice.correspondence.transports.base import HandOver, Mail
from frontoffice.correspondence.transports.page import Page
from frontoffice.foundation.actors import service
from frontoffice.foundation.events import Later
from frontoffice.foundation.models import Delivery, Event
from tests.correspondence.letters import content, event_names, owed, sent_out, work
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db
SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
BY = "correspondence"
SETTLES = ["correspondence.resolve_inconclusive", "correspondence.send_again"]


def now(message: Message) -> Message:
    message.refresh_from_db()
    return message


def left_open(message: Message, transport: str, *, at: dt.datetime = NOW) -> Dispatch:
    """What a worker leaves that is killed after its attempt began."""
    dispatch = dispatching.begin(message.pk, transport=transport, open_until=at + MINUTE, at=at)
    assert dispatch is not None
    return dispatch


def in_doubt() -> Message:
    message = sent_out()
    left_open(message, "smtp")
    work(NOW + 2 * MINUTE)
    return now(message)


def look_after(at: dt.datetime) -> None:
    schedules.look_after_the_stuck(by=service(BY), at=at)


def test_the_page_keeps_a_mail_once_however_often_it_gets_it() -> None:
    mail = Mail("1@example.org", "a@example.org", "Jordan", "j@example.org", "Subject", b"bytes")
    page = Page()
    assert page.went(mail.message_id) is False
    for _ in range(3):
        with page.ready(mail) as hand_over:
            hand_over(NOW)
    assert page.went(mail.message_id) is True
    assert bytes(OutboxItem.objects.get().eml) == b"bytes"


def test_what_is_only_shown_never_goes_to_a_mail_server(settings: Any) -> None:
    settings.MAIL_TRANSPORT = "smtp"
    settings.EMAIL_HOST = None
    message = sent_out(channel=Channel.PAGE, to_address="")
    work()
    assert now(message).status == Status.SENT
    assert bytes(OutboxItem.objects.get().eml) == content(message)


def test_a_second_worker_that_begins_at_the_same_time_leaves_it_to_the_first() -> None:
    message = sent_out()
    left_open(message, "page")
    assert dispatching.begin(message.pk, transport="page", open_until=NOW + MINUTE, at=NOW) is None
    assert message.dispatches.count() == 1


def test_while_a_worker_may_still_be_speaking_the_next_one_waits() -> None:
    message = sent_out()
    left_open(message, "smtp")
    with pytest.raises(Later) as later:
        sending.send(message.pk, by=service(BY), at=NOW + MINUTE - SECOND)
    assert later.value.until == NOW + MINUTE
    work(NOW)
    assert (owed(message).next_try_at, owed(message).dead_at) == (NOW + MINUTE, None)
    assert now(message).status == Status.SENDING


def test_left_before_the_page_had_it_it_is_handed_over_anew() -> None:
    message = sent_out()
    left_open(message, "page")
    work(NOW + MINUTE)
    assert (now(message).status, OutboxItem.objects.count()) == (Status.SENT, 1)
    assert list(message.dispatches.values_list("outcome", flat=True)) == [Outcome.NOTHING_WENT, Outcome.SENT]


def test_left_after_the_page_had_it_it_is_found_there() -> None:
    message = sent_out()
    begun = left_open(message, "page")
    with Page().ready(sending._mail(message)) as hand_over:
        hand_over(NOW)
    work(NOW + MINUTE)
    assert (now(message).status, OutboxItem.objects.count()) == (Status.SENT, 1)
    assert message.sent_at == begun.started_at
    assert event_names(message).count("MessageSent") == 1


def test_left_in_the_hands_of_a_mail_server_it_is_for_a_person_to_decide() -> None:
    message = in_doubt()
    assert (message.status, message.error) == (Status.INCONCLUSIVE, dispatching.LOST)
    assert owed(message).done_at is not None
    assert event_names(message)[-1] == "MessageInconclusive"


def test_an_answer_that_comes_after_all_ends_the_doubt() -> None:
    message = in_doubt()
    dispatching.conclude(
        message.dispatches.get().pk, Outcome.SENT, "250 taken", by=service(BY), at=NOW + 3 * MINUTE
    )
    assert (now(message).status, message.sent_at) == (Status.SENT, NOW)


def test_a_late_answer_does_not_undo_what_a_person_decided() -> None:
    message = in_doubt()
    by = staff(grants=SETTLES).actor
    resolve_inconclusive(message=message, went=True, reason="Jordan has it.", by=by, at=NOW)
    dispatching.conclude(message.dispatches.get().pk, Outcome.REFUSED, "550 no", by=service(BY), at=NOW)
    assert now(message).status == Status.SENT
    assert message.dispatches.get().outcome == Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("went", "status", "event"), [(True, Status.SENT, "MessageSent"), (False, Status.FAILED, "MessageFailed")]
)
def test_a_person_decides_with_a_reason_and_leaves_their_name(went: bool, status: Status, event: str) -> None:
    message, by = in_doubt(), staff(grants=SETTLES).actor
    with pytest.raises(ReasonNeeded):
        resolve_inconclusive(message=message, went=went, reason="  ", by=by, at=NOW)
    settled = resolve_inconclusive(message=message, went=went, reason="Asked Jordan.", by=by, at=NOW + MINUTE)
    assert settled.status == status
    assert event_names(message)[-2:] == ["MessageSettled", event]
    dispatch = message.dispatches.get()
    assert (dispatch.settled_by, dispatch.went, dispatch.reason) == (by, went, "Asked Jordan.")
    with pytest.raises(NotInDoubt):
        resolve_inconclusive(message=message, went=True, reason="Again", by=by, at=NOW)


def test_what_did_not_go_is_sent_again_with_the_same_bytes_and_the_same_message_id() -> None:
    message, by = in_doubt(), staff(grants=SETTLES).actor
    before = (message.message_id, content(message))
    resolve_inconclusive(message=message, went=False, reason="Asked Jordan.", by=by, at=NOW)
    send_again(message=message, by=by, at=NOW + 5 * MINUTE)
    work(NOW + 5 * MINUTE)
    assert (now(message).status, message.attempts) == (Status.SENT, 1)
    assert (message.message_id, content(message)) == before
    assert [dispatch.number for dispatch in message.dispatches.all()] == [1, 2]
    with pytest.raises(NotFailed):
        send_again(message=message, by=by, at=NOW)


def test_bytes_that_were_tampered_with_do_not_go(settings: Any) -> None:
    message = sent_out()
    assert message.eml is not None
    sha256 = message.eml.sha256
    kept = Path(settings.FILES_DIR) / sha256[:2] / sha256[2:4] / sha256
    kept.write_bytes(kept.read_bytes().replace(b"old license", b"new license"))
    at = NOW
    for _ in range(8):
        work(at)
        at = owed(message).next_try_at
    assert owed(message).dead_at is not None
    assert "BytesChanged" in owed(message).last_error
    look_after(at)
    assert (now(message).status, OutboxItem.objects.count()) == (Status.FAILED, 0)


@pytest.mark.django_db(transaction=True)
def test_what_went_is_written_down_even_if_the_database_goes_away_while_we_speak(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """PostgreSQL restarts, or somebody else holds SQLite's one write lock for a while."""
    message = sent_out()
    hand_over_to_page = Page.ready

    @contextmanager
    def ready(page: Page, mail: Mail) -> Iterator[HandOver]:
        with hand_over_to_page(page, mail) as hand_over:

            def kept_and_then_alone(at: dt.datetime) -> str:
                words = hand_over(at)
                database_goes_away()
                return words

            yield kept_and_then_alone

    monkeypatch.setattr(Page, "ready", ready)
    work()
    assert (now(message).status, OutboxItem.objects.count()) == (Status.SENT, 1)


def database_goes_away() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (ours,) = cursor.fetchone()
        with connection.copy().cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [ours])
        return
    other = sqlite3.connect(
        connection.settings_dict["NAME"], uri=True, check_same_thread=False, isolation_level=None
    )
    other.execute("BEGIN IMMEDIATE")
    Timer(0.5, lambda: other.execute("ROLLBACK")).start()


class TestTheSchedule:
    def test_leaves_alone_what_a_worker_may_still_be_at(self) -> None:
        message = sent_out()
        left_open(message, "smtp")
        look_after(NOW + MINUTE - SECOND)
        assert now(message).status == Status.SENDING

    def test_finds_what_a_worker_left_in_a_mail_server_s_hands(self) -> None:
        message = sent_out()
        left_open(message, "smtp")
        look_after(NOW + MINUTE)
        assert now(message).status == Status.INCONCLUSIVE
        work(NOW + 2 * MINUTE)
        assert event_names(message).count("MessageInconclusive") == 1

    def test_fails_what_nobody_will_send_any_more_with_the_last_reason(self) -> None:
        message = sent_out()
        Delivery.objects.filter(pk=owed(message).pk).update(dead_at=NOW, last_error="BytesMissing: gone")
        look_after(NOW + MINUTE)
        assert (now(message).status, message.error) == (Status.FAILED, "BytesMissing: gone")
        look_after(NOW + 2 * MINUTE)
        assert event_names(message).count("MessageFailed") == 1

    def test_leaves_alone_what_is_still_owed(self) -> None:
        message = sent_out()
        look_after(NOW + MINUTE)
        assert now(message).status == Status.RELEASED

    def test_asks_the_page_and_hands_over_to_a_person_when_no_worker_will(self) -> None:
        message = sent_out()
        left_open(message, "page")
        Delivery.objects.filter(pk=owed(message).pk).update(dead_at=NOW, last_error="")
        look_after(NOW + MINUTE)
        assert (now(message).status, message.error) == (Status.FAILED, schedules.NOT_HANDED_OVER)


def test_history_of_what_went_holds_neither_names_nor_words() -> None:
    message = sent_out()
    work()
    told = str(list(Event.objects.values_list("payload", flat=True)))
    assert message.to_address not in told
    assert "license" not in told
