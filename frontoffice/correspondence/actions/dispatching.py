"""The steps of an attempt to send, each a transaction of its own: begin it, conclude it, take up one that was left.

A message is `sending` exactly while an attempt is open; whoever concludes it moves the message on in the same
transaction (X6). The worker may be killed between any two steps.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from frontoffice.correspondence import transports
from frontoffice.correspondence.actions.drafting import subjects
from frontoffice.correspondence.actions.marking_addresses import enhanced_code, mark_if_dead
from frontoffice.correspondence.events import MessageFailed, MessageInconclusive, MessageSent
from frontoffice.correspondence.models import Dispatch, Message, Outcome, Status
from frontoffice.foundation.events import Later, announce
from frontoffice.foundation.models import Actor

# Minutes between attempts, about forty hours in all: a weekend without the mail server is got over.
PAUSES = (1, 5, 15, 30, 60, 120, 240, 480, 480, 480, 480)
LOST = "The worker stopped before the mail server's answer was known."
BROKEN_OFF = "The worker stopped before anything was handed over."


def begin(message_id: int, *, transport: str, open_until: datetime, at: datetime) -> Dispatch | None:
    """Open an attempt: from its commit on the mail may be under way. None when another worker was faster."""
    with transaction.atomic():
        message = _locked(message_id)
        if message.status != Status.RELEASED:
            return None
        dispatch = _new(message, transport=transport, open_until=open_until, at=at)
        dispatch.save()
        message.status, message.next_try_at, message.attempts = Status.SENDING, None, message.attempts + 1
        message.save(update_fields=["status", "next_try_at", "attempts"])
    return dispatch


def conclude(dispatch_id: int, outcome: Outcome, words: str, *, by: Actor, at: datetime) -> None:
    """Record how an attempt ended and move its message on. What was concluded before stays, except that certainty
    replaces doubt: an answer that comes after all settles an attempt that was given up as unknown.
    """
    with transaction.atomic():
        dispatch = Dispatch.objects.select_related("message").get(pk=dispatch_id)
        message = _locked(dispatch.message_id)
        dispatch.refresh_from_db()
        doubted = dispatch.outcome == Outcome.UNKNOWN and message.status == Status.INCONCLUSIVE
        if dispatch.outcome and not (doubted and outcome != Outcome.UNKNOWN):
            return
        dispatch.outcome, dispatch.reply, dispatch.ended_at = outcome, words, at
        dispatch.save(update_fields=["outcome", "reply", "ended_at"])
        _move_on(message, dispatch, by=by, at=at)


def could_not_begin(
    message_id: int, outcome: Outcome, words: str, *, transport: str, by: Actor, at: datetime
) -> None:
    """Record an attempt that ended before anything could leave: no connection, or the recipient refused."""
    with transaction.atomic():
        message = _locked(message_id)
        if message.status != Status.RELEASED:
            return
        dispatch = _new(message, transport=transport, open_until=at, at=at)
        dispatch.outcome, dispatch.reply, dispatch.ended_at = outcome, words, at
        dispatch.save()
        message.attempts += 1
        _move_on(message, dispatch, by=by, at=at)


def take_up(message_id: int, *, by: Actor, at: datetime) -> None:
    """Resolve an attempt that a killed worker left open: ask the transport; where it can't tell, a person decides.

    Raises Later while the worker may still be speaking.
    """
    dispatch = Dispatch.objects.select_related("message").filter(message_id=message_id, outcome="").first()
    if dispatch is None:
        return
    if dispatch.open_until > at:
        raise Later(dispatch.open_until, "Another worker is sending it.")
    went = transports.named(dispatch.transport).went(str(dispatch.message.message_id))
    if went is None:
        conclude(dispatch.pk, Outcome.UNKNOWN, LOST, by=by, at=at)
    elif went:
        conclude(dispatch.pk, Outcome.SENT, "", by=by, at=at)
    else:
        conclude(dispatch.pk, Outcome.NOTHING_WENT, BROKEN_OFF, by=by, at=at)


def give_up(message_id: int, words: str, *, by: Actor, at: datetime) -> None:
    """Nobody will send this released message any more: it has failed, so that a person sees it."""
    with transaction.atomic():
        message = _locked(message_id)
        if message.status == Status.RELEASED:
            _fail(message, words, by=by, at=at)


def _locked(message_id: int) -> Message:
    return Message.objects.select_for_update(of=("self",)).select_related("contact").get(pk=message_id)


def _new(message: Message, *, transport: str, open_until: datetime, at: datetime) -> Dispatch:
    last = message.dispatches.aggregate(last=Max("number"))["last"] or 0
    return Dispatch(
        message=message,
        number=last + 1,
        transport=transport,
        to_address=message.to_address,
        started_at=at,
        open_until=open_until,
    )


def _move_on(message: Message, dispatch: Dispatch, *, by: Actor, at: datetime) -> None:
    match dispatch.outcome:
        case Outcome.SENT:
            message.status, message.sent_at, message.error = Status.SENT, dispatch.started_at, ""
            message.next_try_at = None
            _save(message)
            announce(MessageSent(message_id=message.pk), about=subjects(message), by=by, at=at)
        case Outcome.UNKNOWN:
            message.status, message.error = Status.INCONCLUSIVE, dispatch.reply
            _save(message)
            announce(MessageInconclusive(message_id=message.pk), about=subjects(message), by=by, at=at)
        case Outcome.REFUSED:
            mark_if_dead(message, enhanced_code(dispatch.reply), dispatch.reply, by=by, at=at)
            _fail(message, dispatch.reply, by=by, at=at)
        case Outcome.PUT_OFF if message.attempts > len(PAUSES):
            _fail(message, dispatch.reply, by=by, at=at)
        case Outcome.PUT_OFF:
            pause = timedelta(minutes=PAUSES[message.attempts - 1])
            message.status, message.error, message.next_try_at = Status.RELEASED, dispatch.reply, at + pause
            _save(message)
        case _:
            message.status, message.error, message.next_try_at = Status.RELEASED, dispatch.reply, at
            _save(message)


def _fail(message: Message, words: str, *, by: Actor, at: datetime) -> None:
    message.status, message.error, message.next_try_at = Status.FAILED, words, None
    _save(message)
    announce(MessageFailed(message_id=message.pk), about=subjects(message), by=by, at=at)


def _save(message: Message) -> None:
    message.save(update_fields=["status", "sent_at", "error", "next_try_at", "attempts"])
