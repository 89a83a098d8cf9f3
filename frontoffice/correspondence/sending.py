"""Carrying one released message to its transport and back: begin (commit), speak, conclude (commit)."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256

from django.conf import settings
from django.db import OperationalError, connection

from frontoffice.correspondence import transports
from frontoffice.correspondence.actions import dispatching
from frontoffice.correspondence.models import Message, Outcome, Status
from frontoffice.correspondence.transports import HandOver, Mail, RefusedForGood, TryAgain, Unknown
from frontoffice.foundation import files
from frontoffice.foundation.boundaries import boundary, reached
from frontoffice.foundation.events import Later
from frontoffice.foundation.models import Actor

READY = boundary("mail.ready")
BEGUN = boundary("mail.begun")
HANDED_OVER = boundary("mail.handed_over")
CONCLUDED = boundary("mail.concluded")
RECORD_AFTER = (0, 1, 4, 10)  # seconds: what is known to have gone is worth waiting for the database


class BytesChanged(Exception):
    """The kept bytes of a message are not the ones that were released: a fault of the installation."""


class Watch:
    """The instant it is now, counted from the instant that the worker gave."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._started = time.monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._started)


def send(message_id: int, *, by: Actor, at: datetime) -> None:
    """Take a released message one attempt further; one that is settled is left alone, so a second telling is harmless.

    Raises Later when it has to be tried again, BytesChanged when what is kept is not what was released.
    """
    watch = Watch(at)
    dispatching.take_up(message_id, by=by, at=at)
    message = Message.objects.select_related("eml").get(pk=message_id)
    if message.status != Status.RELEASED:
        return
    if message.next_try_at is not None and message.next_try_at > at:
        raise Later(message.next_try_at, message.error)
    transport, mail = transports.carrier(message), _mail(message)
    try:
        with transport.ready(mail) as hand_over:
            reached(READY)
            _speak(message, transport, mail, hand_over, by=by, watch=watch)
    except (TryAgain, RefusedForGood) as reason:
        _not_begun(message, transport, reason, by=by, watch=watch)
    reached(CONCLUDED)
    _raise_if_put_off(message)


def _speak(
    message: Message,
    transport: transports.Transport,
    mail: Mail,
    hand_over: HandOver,
    *,
    by: Actor,
    watch: Watch,
) -> None:
    now = watch.now()
    dispatch = dispatching.begin(
        message.pk, transport=transport.name, open_until=now + transport.patience(mail), at=now
    )
    if dispatch is None:
        return
    reached(BEGUN)
    try:
        outcome, words = Outcome.SENT, hand_over(watch.now())
    except TryAgain as reason:
        outcome, words = Outcome.PUT_OFF, reason.words
    except RefusedForGood as reason:
        outcome, words = Outcome.REFUSED, reason.words
    except Unknown as reason:
        outcome, words = Outcome.UNKNOWN, reason.words
    reached(HANDED_OVER)
    _record(lambda: dispatching.conclude(dispatch.pk, outcome, words, by=by, at=watch.now()))


def _not_begun(
    message: Message,
    transport: transports.Transport,
    reason: TryAgain | RefusedForGood,
    *,
    by: Actor,
    watch: Watch,
) -> None:
    outcome = Outcome.REFUSED if isinstance(reason, RefusedForGood) else Outcome.PUT_OFF
    at = watch.now()
    _record(
        lambda: dispatching.could_not_begin(
            message.pk, outcome, reason.words, transport=transport.name, by=by, at=at
        )
    )


def _raise_if_put_off(message: Message) -> None:
    message.refresh_from_db(fields=["status", "next_try_at", "error"])
    if message.status == Status.RELEASED and message.next_try_at is not None:
        raise Later(message.next_try_at, message.error)


def _record(write: Callable[[], None]) -> None:
    """Write down what came of it even if the database is away for some seconds."""
    for pause in RECORD_AFTER:
        time.sleep(pause)
        try:
            return write()
        except OperationalError:
            if connection.in_atomic_block or pause == RECORD_AFTER[-1]:
                raise
            connection.close()
    return None


def _mail(message: Message) -> Mail:
    """The message as it goes out. Raises BytesChanged."""
    assert message.eml is not None  # noqa: S101 - a released message has its bytes: a constraint says so
    with files.open_bytes(message.eml) as kept:
        content = kept.read()
    if sha256(content).hexdigest() != message.eml.sha256:
        raise BytesChanged(message.reference)
    return Mail(
        message_id=str(message.message_id),
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        to_name=message.to_name,
        to_address=message.to_address,
        subject=message.subject,
        content=content,
    )
