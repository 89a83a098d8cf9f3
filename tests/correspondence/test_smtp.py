"""Mail goes to real mail servers: taken, refused, put off, cut off before and after the end, slow, encrypted."""

import datetime as dt
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frontoffice.correspondence.actions.dispatching import PAUSES
from frontoffice.correspondence.models import Message, OutboxItem, Outcome, Status
from frontoffice.foundation import files
from frontoffice.foundation.actors import service
from tests.correspondence import mail_servers
from tests.correspondence.letters import content, event_names, owed, passage, plain_text, sent_out, work
from tests.correspondence.mail_servers import MailServer, listening
from tests.factories import NOW

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)
PointAt = Callable[..., None]


def now(message: Message) -> Message:
    message.refresh_from_db()
    return message


def sent_by(server: MailServer, by_smtp: PointAt, at: dt.datetime = NOW, **given: Any) -> Message:
    with listening(server) as port:
        by_smtp(port)
        message = sent_out(at=at, **given)
        work(at)
    return now(message)


def outcomes(message: Message) -> list[tuple[str, str]]:
    return list(message.dispatches.values_list("outcome", "reply"))


def test_the_server_gets_the_very_bytes_that_were_released_and_its_answer_is_kept(by_smtp: PointAt) -> None:
    server = MailServer()
    form = files.store(b"a form", name="form.txt", by=service("tests"), at=NOW)
    message = sent_by(server, by_smtp, passages=[passage()], files=[form])
    assert server.mails == [content(message)]
    envelope = server.taken[0]
    assert (envelope.mail_from, envelope.rcpt_tos) == ("answers@agency.example", ["jordan@example.org"])
    assert message.status == Status.SENT
    assert NOW <= (message.sent_at or NOW - MINUTE) < NOW + MINUTE
    assert outcomes(message) == [(Outcome.SENT, mail_servers.TAKEN)]
    assert event_names(message) == ["MessageDrafted", "MessageReleased", "MessageSent"]
    assert OutboxItem.objects.count() == 0


def test_told_again_of_the_same_release_it_sends_nothing_more(by_smtp: PointAt) -> None:
    server = MailServer()
    with listening(server) as port:
        by_smtp(port)
        message = sent_out()
        work()
        delivery = owed(message)
        delivery.done_at = None
        delivery.save()
        work(NOW + MINUTE)
    assert len(server.taken) == 1
    assert now(message).status == Status.SENT


def test_a_refused_recipient_fails_the_message_in_the_server_s_words(by_smtp: PointAt) -> None:
    server = MailServer()
    server.rcpt = ["550 5.1.1 No such mailbox here"]
    message = sent_by(server, by_smtp)
    assert (message.status, message.error) == (Status.FAILED, "550 5.1.1 No such mailbox here")
    assert outcomes(message) == [(Outcome.REFUSED, "550 5.1.1 No such mailbox here")]
    assert event_names(message)[-1] == "MessageFailed"
    assert owed(message).done_at is not None
    assert server.taken == []


@pytest.mark.parametrize("step", ["rcpt", "data"])
@pytest.mark.parametrize("code", [250, 451, 550])
def test_whatever_a_server_says_is_kept_as_far_as_text_can_hold_it(
    by_smtp: PointAt, step: str, code: int
) -> None:
    server = MailServer()
    setattr(server, step, [f"{code} so\x00\x07 it is \x1b[31m" + " long" * 90])
    message = sent_by(server, by_smtp)
    said = (message.error or outcomes(message)[0][1]).partition(" long")[0]
    expected = f"{code} so it is [31m" if step == "data" or code != 250 else mail_servers.TAKEN
    assert said == expected


def test_content_that_is_refused_fails_the_message(by_smtp: PointAt) -> None:
    server = MailServer()
    server.data = ["554 5.7.1 We don't like this"]
    message = sent_by(server, by_smtp)
    assert (message.status, message.error) == (Status.FAILED, "554 5.7.1 We don't like this")


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_put_off_for_now_it_is_tried_again_and_goes_once(by_smtp: PointAt, step: str) -> None:
    server = MailServer()
    setattr(server, step, ["451 4.7.1 Greylisted, come back", mail_servers.TAKEN])
    with listening(server) as port:
        by_smtp(port)
        message = sent_out()
        work()
        waiting = now(message)
        assert (waiting.status, waiting.error) == (Status.RELEASED, "451 4.7.1 Greylisted, come back")
        assert waiting.next_try_at is not None
        assert dt.timedelta() <= waiting.next_try_at - (NOW + MINUTE) < MINUTE
        work(waiting.next_try_at - dt.timedelta(seconds=1))
        assert server.taken == []
        work(waiting.next_try_at)
    assert now(message).status == Status.SENT
    assert (message.error, message.next_try_at, message.attempts) == ("", None, 2)
    assert [outcome for outcome, _words in outcomes(message)] == [Outcome.PUT_OFF, Outcome.SENT]
    assert len(server.taken) == 1


def test_put_off_for_forty_hours_it_fails_with_the_last_words(by_smtp: PointAt) -> None:
    server = MailServer()
    server.rcpt = ["452 4.2.2 Mailbox full"]
    with listening(server) as port:
        by_smtp(port)
        message = sent_out()
        at, tries = NOW, 0
        while now(message).status == Status.RELEASED:
            at = max(message.next_try_at or at, at)
            work(at)
            tries += 1
    assert tries == len(PAUSES) + 1
    assert dt.timedelta(hours=36) < at - NOW < dt.timedelta(hours=48)
    assert (message.status, message.error) == (Status.FAILED, "452 4.2.2 Mailbox full")


@pytest.mark.parametrize("server", [mail_servers.HangsUpAtRecipient(), mail_servers.HangsUpInTheMidst()])
def test_cut_off_before_the_end_nothing_went_and_it_is_tried_again(
    by_smtp: PointAt, server: MailServer
) -> None:
    big = files.store(b"line of a long list\n" * 400_000, name="list.txt", by=service("tests"), at=NOW)
    message = sent_by(server, by_smtp, files=[big])
    assert (message.status, server.taken) == (Status.RELEASED, [])
    assert message.next_try_at is not None
    (ended,) = outcomes(message)
    assert ended[0] == Outcome.PUT_OFF
    healthy = MailServer()
    with listening(healthy) as port:
        by_smtp(port)
        work(message.next_try_at)
    assert now(message).status == Status.SENT
    assert healthy.mails == [content(message)]


def test_nobody_listening_is_no_reason_to_fail(by_smtp: PointAt) -> None:
    by_smtp(mail_servers.free_port())
    message = sent_out()
    work()
    assert (now(message).status, message.attempts) == (Status.RELEASED, 1)
    assert "refused" in message.error


def test_no_mail_server_named_says_what_to_set(by_smtp: PointAt) -> None:
    by_smtp(25, EMAIL_HOST=None)
    message = sent_out()
    work()
    assert now(message).status == Status.RELEASED
    assert "EMAIL_URL" in message.error


def test_a_server_that_hangs_up_with_the_mail_in_its_hands_leaves_a_person_to_decide(
    by_smtp: PointAt,
) -> None:
    server = mail_servers.TakesItAndHangsUp()
    message = sent_by(server, by_smtp)
    assert len(server.taken) == 1
    assert message.status == Status.INCONCLUSIVE
    assert message.error
    assert event_names(message)[-1] == "MessageInconclusive"
    with listening(server) as port:
        by_smtp(port)
        work(NOW + dt.timedelta(days=3))
    assert len(server.taken) == 1, "an inconclusive message is never tried again by itself"


def test_a_slow_server_is_waited_for_and_beyond_that_nobody_can_tell(by_smtp: PointAt) -> None:
    server = mail_servers.ThinksLong()
    with listening(server) as port:
        by_smtp(port, MAIL_HANDOVER_SECONDS=10.0)
        waited_for = sent_out()
        work()
        by_smtp(port, MAIL_HANDOVER_SECONDS=0.5)
        given_up = sent_out()
        work()
    assert now(waited_for).status == Status.SENT
    assert now(given_up).status == Status.INCONCLUSIVE


def test_a_server_that_never_says_hello_is_left_in_time(by_smtp: PointAt) -> None:
    with socket.socket() as silent:
        silent.bind((mail_servers.HOST, 0))
        silent.listen()
        by_smtp(silent.getsockname()[1], EMAIL_TIMEOUT=0.3)
        message = sent_out()
        work()
    assert (now(message).status, outcomes(message)[0][0]) == (Status.RELEASED, Outcome.PUT_OFF)


def test_a_line_that_is_only_a_dot_neither_ends_the_mail_nor_gets_lost(by_smtp: PointAt) -> None:
    server = MailServer()
    message = sent_by(server, by_smtp, body="before\n.\n..\n.after\nMAIL FROM:<evil@example.org>")
    assert plain_text(server.mails[0]).startswith("before\n.\n..\n.after\nMAIL FROM:<evil@example.org>\n")
    assert server.mails == [content(message)]


def test_an_international_address_is_written_the_way_servers_understand(by_smtp: PointAt) -> None:
    server = MailServer()
    sent_by(server, by_smtp, to_address="jose@ñandú.example.org")
    assert server.taken[0].rcpt_tos == ["jose@xn--and-6ma2c.example.org"]


class TestEncryptedAndSignedIn:
    @pytest.fixture
    def trusted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
        public, context = mail_servers.certificate(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        return context

    def test_it_signs_in_over_an_encrypted_line(self, by_smtp: PointAt, trusted: ssl.SSLContext) -> None:
        server = MailServer()
        checks = mail_servers.signs_in("office", "correct-horse")
        with listening(
            server, tls_context=trusted, require_starttls=True, authenticator=checks, auth_required=True
        ) as port:
            by_smtp(
                port,
                EMAIL_HOST="localhost",
                EMAIL_USE_TLS=True,
                EMAIL_HOST_USER="office",
                EMAIL_HOST_PASSWORD="correct-horse",
            )
            message = sent_out()
            work()
        assert (now(message).status, message.error) == (Status.SENT, "")
        assert server.secure

    def test_a_wrong_password_is_ours_to_put_right_and_fails_nothing(
        self, by_smtp: PointAt, trusted: ssl.SSLContext
    ) -> None:
        server = MailServer()
        checks = mail_servers.signs_in("office", "correct-horse")
        with listening(server, tls_context=trusted, authenticator=checks, auth_required=True) as port:
            given = {"EMAIL_HOST": "localhost", "EMAIL_USE_TLS": True, "EMAIL_HOST_USER": "office"}
            by_smtp(port, **given, EMAIL_HOST_PASSWORD="wrong")
            message = sent_out()
            work()
        assert now(message).status == Status.RELEASED
        assert message.error.startswith("535")

    def test_a_server_without_encryption_is_not_spoken_to_in_the_clear(self, by_smtp: PointAt) -> None:
        server = MailServer()
        with listening(server) as port:
            by_smtp(port, EMAIL_USE_TLS=True)
            message = sent_out()
            work()
        assert (now(message).status, server.taken) == (Status.RELEASED, [])
        assert "STARTTLS" in message.error

    def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
        self, by_smtp: PointAt, tmp_path: Path
    ) -> None:
        _public, context = mail_servers.certificate(tmp_path)
        server = MailServer()
        with listening(server, tls_context=context) as port:
            by_smtp(port, EMAIL_HOST="localhost", EMAIL_USE_TLS=True)
            message = sent_out()
            work()
        assert (now(message).status, server.taken) == (Status.RELEASED, [])
        assert "CERTIFICATE_VERIFY_FAILED" in message.error
