"""Handing mail to the mail server that EMAIL_URL names, knowing at each step whether anything can have gone (RFC 5321).

Until the final dot nothing goes: a connection lost before it is as good as never made, and the mail is tried again.
After the dot the server has the mail; without its answer nobody knows whether it took it, and nothing is tried again.
"""

import re
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.conf import settings
from django.core.mail import DNS_NAME

from frontoffice.correspondence.addressing import one_line
from frontoffice.correspondence.transports.base import (
    LONGEST_WORDS,
    HandOver,
    Mail,
    RefusedForGood,
    TryAgain,
    Unknown,
)

NOT_THE_MAIL = frozenset(
    {530, 534, 535, 538}
)  # about signing in and encryption: ours to put right, then it goes
PIECE = 64 * 1024
NO_SERVER = (
    "No mail server is named: set EMAIL_URL, for example smtp+tls://user:password@mail.example.org:587."
)
_LINE_STARTING_WITH_A_DOT = re.compile(rb"^\.", re.MULTILINE)


class Smtp:
    """Speaks to one server, one mail a conversation."""

    name = "smtp"

    @contextmanager
    def ready(self, mail: Mail) -> Iterator[HandOver]:
        """Connect, encrypt, sign in, and have sender and recipient accepted."""
        server = _connected()
        try:
            with _nothing_went():
                _introduce(server, mail)
            yield lambda _at: _hand_over(server, mail)
        finally:
            _leave(server)

    def patience(self, mail: Mail) -> timedelta:
        return timedelta(seconds=settings.MAIL_HANDOVER_SECONDS * 1.25)

    def went(self, message_id: str) -> bool | None:
        """A mail server can't be asked what it has taken."""
        return None


@contextmanager
def _nothing_went() -> Iterator[None]:
    """Whatever goes wrong in here, the mail did not go: the server's word decides whether to try again."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise _refusal(*next(iter(error.recipients.values()))) from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise TryAgain(f"{type(error).__name__}: {error}") from error


def _refusal(code: int, reply: bytes | str) -> TryAgain | RefusedForGood:
    """5xx is for good, all else for now."""
    for_good = 500 <= code <= 599 and code not in NOT_THE_MAIL
    return (RefusedForGood if for_good else TryAgain)(_words(code, reply))


def _words(code: int, reply: bytes | str) -> str:
    said = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {said}" if code > 0 else said or "The mail server closed the connection."


def _connected() -> smtplib.SMTP:
    """A connection, encrypted and signed in as EMAIL_URL says. Raises TryAgain: no mail was mentioned yet."""
    if not settings.EMAIL_HOST:
        raise TryAgain(NO_SERVER)
    try:
        with _nothing_went():
            return _opened()
    except RefusedForGood as refusal:
        raise TryAgain(refusal.words) from refusal


def _opened() -> smtplib.SMTP:
    server: smtplib.SMTP | None = None
    host, port, seconds, we = (
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        settings.EMAIL_TIMEOUT,
        DNS_NAME.get_fqdn(),
    )
    try:
        if settings.EMAIL_USE_SSL:
            server = smtplib.SMTP_SSL(host, port, we, timeout=seconds, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, port, we, timeout=seconds)
        server.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except BaseException:
        if server is not None:
            server.close()
        raise
    return server


def _introduce(server: smtplib.SMTP, mail: Mail) -> None:
    size = [f"SIZE={len(mail.content)}"] if server.has_extn("size") else []
    code, reply = server.mail(mail.sender, size)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, reply, mail.sender)
    code, reply = server.rcpt(mail.to_address)
    if code not in {250, 251, 252}:
        raise smtplib.SMTPRecipientsRefused({mail.to_address: (code, reply)})


def _hand_over(server: smtplib.SMTP, mail: Mail) -> str:
    """Content, dot, answer, within MAIL_HANDOVER_SECONDS; at least half of these are for the answer."""
    started = time.monotonic()
    with _nothing_went():
        _allow(server, settings.MAIL_HANDOVER_SECONDS / 4)
        code, reply = server.docmd("DATA")
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        _send_content(server, mail.content, until=started + settings.MAIL_HANDOVER_SECONDS / 2)
    try:
        _allow(server, started + settings.MAIL_HANDOVER_SECONDS - time.monotonic())
        _socket(server).sendall(b".\r\n")
        code, reply = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        server.close()
        raise Unknown(f"{type(error).__name__}: {error}") from error
    if 200 <= code <= 299:
        return one_line(_words(code, reply))[:LONGEST_WORDS]
    if 400 <= code <= 599:
        raise _refusal(code, reply)
    raise Unknown(_words(code, reply))


def _send_content(server: smtplib.SMTP, content: bytes, *, until: float) -> None:
    """Everything but the final dot, in pieces, so that a slow line is not cut off before `until`."""
    stuffed = _LINE_STARTING_WITH_A_DOT.sub(b"..", content)
    stuffed += b"" if stuffed.endswith(b"\r\n") else b"\r\n"
    try:
        for start in range(0, len(stuffed), PIECE):
            _allow(server, until - time.monotonic())
            _socket(server).sendall(stuffed[start : start + PIECE])
    except OSError:
        server.close()  # in the midst of the content there is no polite way out
        raise


def _allow(server: smtplib.SMTP, seconds: float) -> None:
    """How long the next sending or receiving may take."""
    _socket(server).settimeout(max(seconds, 0.001))


def _socket(server: smtplib.SMTP) -> socket.socket:
    if server.sock is None:
        raise smtplib.SMTPServerDisconnected("The mail server closed the connection.")
    return server.sock


def _leave(server: smtplib.SMTP) -> None:
    """Politely where the conversation still stands; what the server says to that changes nothing any more."""
    with suppress(smtplib.SMTPException, OSError):
        if server.sock is not None:
            server.sock.settimeout(5)
            server.quit()
    server.close()
