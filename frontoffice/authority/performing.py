"""Doing an action: one transaction with authority, body and record; refusals kept; deadlocks tried again."""

import datetime as dt
import hashlib
import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from frontoffice.authority import conflicts, separation
from frontoffice.authority.asking import ask, steps_needed
from frontoffice.authority.deciding import Decision, InConflict, check_approver, decide
from frontoffice.authority.models import Approval, KeyedCall, Refusal
from frontoffice.foundation import events, prepared
from frontoffice.foundation.boundaries import boundary, reached
from frontoffice.foundation.crypto import keyed_hashes
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.statements import Statement

if TYPE_CHECKING:
    from frontoffice.authority.registry import ActionFunction

    AnyAction = ActionFunction[Any, Any]

TRIES = 4
BEFORE_COMMIT = boundary("action.before_commit")
COMMITTED = boundary("action.committed")


class SameKeyOtherBody(Refused):
    message = _("This was sent before with other content. Start again from the page.")
    status = 422


class InProgress(Refused):
    message = _("This is being done right now. Wait a moment and look again.")
    status = 409


@dataclass(frozen=True)
class Approved:
    """The approval under which an action is going through."""

    approval: Approval
    by: Actor


@dataclass(frozen=True)
class Call:
    """An act that was decided on: from it a refusal can be explained."""

    action: "AnyAction"
    arguments: dict[str, Any]
    by: Actor
    at: dt.datetime


_under: ContextVar[Approved | None] = ContextVar("approved", default=None)
_running: ContextVar[Approval | None] = ContextVar("running", default=None)
_inside: ContextVar[bool] = ContextVar("inside", default=False)


def under_way() -> bool:
    """Whether an action is being done, rather than asked about: why somebody may not, and who may."""
    return _inside.get()


@contextmanager
def approved(approval: Approval, by: Actor) -> Iterator[None]:
    """The next action goes through on this approval: the asker acts, the approver's authority counts."""
    token = _under.set(Approved(approval, by))
    try:
        yield
    finally:
        _under.reset(token)


def current_approval() -> Approval | None:
    """The approval on which the running action goes through, if any."""
    return _running.get()


def perform(action: "AnyAction", arguments: dict[str, Any], *, key: str | None = None) -> Any:
    """Do the action, or store the Approval that it waits for. Raises Refused; nothing is left half done."""
    by, at = arguments.pop("by"), arguments.pop("at")
    # What was left out weighs as much as if it had been said: limits and conflicts look at it.
    arguments = action.signature.defaults | arguments
    if at.tzinfo is None:
        raise ValueError("at must be an aware datetime")
    if _inside.get():
        with transaction.atomic():  # where the outer action bears a refusal, nothing of the inner one stays
            return _act(action, arguments, key, by=by, at=at)
    token = _inside.set(True)
    try:
        return _try(action, arguments, by=by, at=at, key=key)
    except Refused as refusal:
        _record(action, refusal, arguments, by=by, at=at)
        raise
    finally:
        _inside.reset(token)


def _try(
    action: "AnyAction", arguments: dict[str, Any], *, by: Actor, at: dt.datetime, key: str | None
) -> Any:
    """A deadlock, a busy database, a reference drawn twice: again, up to three times, unless within another."""
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                result = _act(action, arguments, key, by=by, at=at)
                reached(BEFORE_COMMIT)
            reached(COMMITTED)
            return result
        except (OperationalError, IntegrityError) as error:
            if attempt == TRIES or connection.in_atomic_block or not _is_transient(error):
                raise
            time.sleep(random.uniform(0.01, 0.05) * 2**attempt)  # noqa: S311 - jitter, not a secret
    raise AssertionError("the last try returns or raises")


def _is_transient(error: OperationalError | IntegrityError) -> bool:
    code = getattr(error.__cause__, "sqlstate", None)
    if isinstance(error, IntegrityError):
        unique = code == "23505" or "UNIQUE constraint failed" in str(error)
        return unique and "reference" in str(error)
    return code in {"40001", "40P01", "55P03"} or "locked" in str(error) or "busy" in str(error)


def _act(
    action: "AnyAction", arguments: dict[str, Any], key: str | None, *, by: Actor, at: dt.datetime
) -> Any:
    if key is None:
        return _carry_out(action, arguments, by=by, at=at)
    return _keyed(action, arguments, key, by=by, at=at)


def _carry_out(action: "AnyAction", arguments: dict[str, Any], *, by: Actor, at: dt.datetime) -> Any:
    under = _under.get()
    frame = events.acting.get()
    if under is not None and under.approval.action == action.name:
        _under.set(None)
        asked, agreed = _check_approved(action, arguments, under, by=by, at=at)
        frame = events.Acting(action.name, under.by, frame.caused_by, agreed.acting_for)
    else:
        asked, agreed = _decided(action, arguments, by=by, at=at), None
        steps = steps_needed(action, arguments, by=by, at=at)
        if steps or not asked.outright:
            return ask(action, arguments, asked.amount, steps=steps, by=by, at=at)
        acting_for = asked.acting_for or frame.acting_for
        frame = events.Acting(frame.action or action.name, frame.authorized_by, frame.caused_by, acting_for)
    token = _running.set(under.approval if under is not None else _running.get())
    # Before the body, which may change what the things belong to.
    keys = conflicts.parted_keys(arguments) if action.separation or action.approval_separation else set()
    try:
        with events.within(frame):
            result = action.function(**arguments, by=by, at=at)
    finally:
        _running.reset(token)
    keys |= conflicts.parted_keys({"result": result}) if keys else set()
    _part(action, action.separation, keys, asked, by=by, at=at)
    if under is not None and agreed is not None:
        _part(action, action.approval_separation, keys, agreed, by=under.by, at=at)
    return result


def _decided(action: "AnyAction", arguments: dict[str, Any], *, by: Actor, at: dt.datetime) -> Decision:
    """The decision; a refusal carries along what was decided on."""
    try:
        return decide(action, arguments, by=by, at=at)
    except Refused as refusal:
        refusal.call = Call(action, dict(arguments), by, at)
        raise


def _part(
    action: "AnyAction",
    part: str | None,
    keys: set[conflicts.Key],
    decision: Decision,
    *,
    by: Actor,
    at: dt.datetime,
) -> None:
    """Record who did which part of what takes two people, and the review that makes up for one who did both."""
    if part is None:
        return
    separation.record(by, part, keys, action=action.name, at=at)
    if decision.bearing is not None:
        separation.compensate(by, decision.bearing, part, action=action.name, at=at)


def _check_approved(
    action: "AnyAction", arguments: dict[str, Any], under: Approved, *, by: Actor, at: dt.datetime
) -> tuple[Decision, Decision]:
    """Both are looked at again: the asker may still ask, the approver holds enough, is another, has no interest."""
    asked = decide(action, arguments, by=by, at=at)
    if under.by.pk == by.pk:
        raise InConflict(_("You asked for this yourself. Somebody else has to decide."))
    return asked, check_approver(action, arguments, by=under.by, asked_by=by, at=at)


def _keyed(action: "AnyAction", arguments: dict[str, Any], key: str, *, by: Actor, at: dt.datetime) -> Any:
    body = json.dumps(action.signature.write(arguments), sort_keys=True)
    # Keyed, since a body may hold a password; the id of the key is left off.
    hashes = [hashed.rpartition("$")[2] for hashed in keyed_hashes(body, purpose="keyed call")]
    if not _sole_user_of(by, action, key):
        raise InProgress
    earlier = _KEYED.first(by=by.pk, action=action.name, key=key) if by.pk is not None else None
    if earlier is not None:
        if earlier.body_hash not in hashes:
            raise SameKeyOtherBody
        return _recall(earlier.answer)
    result = _carry_out(action, arguments, by=by, at=at)
    answer = _remember(result)
    insert(KeyedCall(actor=by, action=action.name, key=key, body_hash=hashes[0], answer=answer, at=at))
    return result


def _earlier(*, by: int, action: str, key: str) -> models.QuerySet[KeyedCall]:
    return KeyedCall.objects.filter(actor=by, action=action, key=key)


_KEYED = Statement(_earlier, by=int, action=str, key=str)


def _sole_user_of(by: Actor, action: "AnyAction", key: str) -> bool:
    """On PostgreSQL a lock says at once that the key is in use; on SQLite the one write lock made us wait."""
    if connection.vendor != "postgresql":
        return True
    digest = hashlib.sha256(f"{by.pk} {action.name} {key}".encode()).digest()
    lock = int.from_bytes(digest[:8], "big", signed=True)
    return bool(prepared.ask("SELECT pg_try_advisory_xact_lock(%s)", [lock])[0][0])


def _remember(result: Any) -> Any:
    if isinstance(result, models.Model):
        return {"model": result._meta.label_lower, "id": result.pk}
    if isinstance(result, list | tuple):
        return {"items": [_remember(item) for item in result]}
    return {"plain": result.model_dump(mode="json") if isinstance(result, BaseModel) else result}


def _recall(answer: Any) -> Any:
    if "model" in answer:
        return apps.get_model(answer["model"])._default_manager.get(pk=answer["id"])
    if "items" in answer:
        return [_recall(item) for item in answer["items"]]
    return answer["plain"]


def _record(
    action: "AnyAction", refusal: Refused, arguments: dict[str, Any], *, by: Actor, at: dt.datetime
) -> None:
    """Refusals are history too (X3), in a transaction of their own since the act's was rolled back."""
    if by.pk is None:
        return
    subject = arguments.get(action.subject) if action.subject else None
    stored = isinstance(subject, models.Model) and subject.pk is not None
    Refusal.objects.create(
        action=action.name,
        by=by,
        code=refusal.code[:80],
        part=refusal.part,
        subject_kind=subject._meta.label_lower if stored and subject is not None else "",
        subject_id=subject.pk if stored and subject is not None else None,
        at=at,
    )
