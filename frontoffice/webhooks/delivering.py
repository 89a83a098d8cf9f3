"""Sending what is owed: claimed by lease, handed over outside any transaction, and what came of it on record.

At least once: a worker that is killed between the receiver's answer and the record of it leaves a lease that runs out,
and the notification goes out again under the same id.
"""

import random
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from frontoffice.foundation.actors import Actor
from frontoffice.foundation.boundaries import boundary, reached
from frontoffice.foundation.sealing import opened
from frontoffice.webhooks import payloads, signing
from frontoffice.webhooks.actions.switching import switch_off
from frontoffice.webhooks.models import (
    SECRET_PURPOSE,
    Notification,
    OffReason,
    Progress,
    SigningSecret,
    State,
    Subscription,
    Try,
)
from frontoffice.webhooks.reaching import TOO_SLOW, Answered, Call, Unreachable

CLAIMED = boundary("webhooks.claimed")
HANDED_OVER = boundary("webhooks.handed_over")
# Waits after each try, as the specification advises; after the last one it is given up, more than three days later.
WAITS = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]
FAILED_FOR_LONG = timedelta(days=4)
LONGEST_REST, LONGEST_WISH = timedelta(hours=1), timedelta(hours=24)
EACH, WORKERS = 4, 8
RUNS_FOR = 20.0  # seconds, so that a worker has time for its other duties
GONE = 410
SLOW_DOWN = {429, 503}
Outcome = Answered | str


@dataclass
class Sending:
    """One claimed notification on its way."""

    notification: Notification
    call: Call
    number: int


def lease_ends(at: datetime) -> datetime:
    return at + timedelta(seconds=settings.WEBHOOK_SECONDS * 2 + 30)


def deliver(subscriptions: Sequence[Subscription], *, by: Actor, at: datetime) -> int:
    """Send what is due to these; how many tries were made."""
    began, made = time.monotonic(), 0
    while subscriptions and time.monotonic() - began < RUNS_FOR:
        now = at + timedelta(seconds=time.monotonic() - began)
        claimed = claim([one.pk for one in subscriptions], at=now)
        reached(CLAIMED)
        if not claimed:
            break
        _send(claimed, by=by, at=now)
        made += len(claimed)
    return made


def claim(ids: Sequence[int], *, at: datetime) -> list[Notification]:
    """Lease a few due ones of each subscription; of one whose tries fail, a single one."""
    lease, chosen = uuid.uuid4(), []
    with transaction.atomic():
        for one in Subscription.objects.filter(
            Q(rest_until__isnull=True) | Q(rest_until__lte=at), pk__in=ids, state=State.ACTIVE
        ):
            due = Notification.objects.filter(
                Q(leased_until__isnull=True) | Q(leased_until__lt=at),
                subscription=one,
                state=Progress.WAITING,
                next_try_at__lte=at,
            ).order_by("next_try_at", "pk")
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            chosen += list(due.values_list("pk", flat=True)[: EACH if one.failing_since is None else 1])
        Notification.objects.filter(pk__in=chosen).update(
            lease=lease, leased_until=lease_ends(at), tries=F("tries") + 1
        )
    rows = Notification.objects.filter(pk__in=chosen, lease=lease) if chosen else Notification.objects.none()
    return list(rows.select_related("event__by", "subscription__owner__actor").order_by("pk"))


def _send(claimed: Sequence[Notification], *, by: Actor, at: datetime) -> None:
    sendings = [one for one in (_prepared(notification, at) for notification in claimed) if one is not None]
    if not sendings:
        return
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="webhooks")
    try:
        futures = [(one, pool.submit(one.call.run)) for one in sendings]
        wait([future for _one, future in futures], timeout=settings.WEBHOOK_SECONDS * 2)
        for one, future in futures:
            if not future.done():
                one.call.abort()
        wait([future for _one, future in futures], timeout=1)
        reached(HANDED_OVER)
        for one, future in futures:
            record(one.notification, _outcome(future), one.call.milliseconds, by=by, at=at)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _outcome(future: "Future[Answered]") -> Outcome:
    if not future.done():
        return TOO_SLOW
    try:
        return future.result()
    except Unreachable as why:
        return str(why)


def _prepared(notification: Notification, at: datetime) -> Sending | None:
    """The call, made anew of what the owner may see now; None where that is nothing any more."""
    subscription, event = notification.subscription, notification.event
    subjects = payloads.subjects_of([event])[event.pk]
    seen = payloads.references(subjects, by=subscription.owner.actor, at=at)
    if not payloads.may_be_told(subjects, seen):
        _mine(notification).update(state=Progress.WITHHELD, done_at=at, leased_until=None)
        return None
    body = payloads.body_of(event, subjects, seen)
    signed = signing.headers(secrets_of(subscription, at), notification.message_id, int(at.timestamp()), body)
    told = {"content-type": "application/json", "user-agent": "FrontOffice-Webhooks/1", **signed}
    return Sending(notification, Call(subscription.url, told, body), notification.tries)


def secrets_of(subscription: Subscription, at: datetime) -> list[str]:
    """The secrets in use, the newest first."""
    rows = SigningSecret.objects.filter(Q(until__isnull=True) | Q(until__gt=at), subscription=subscription)
    return [opened(one.sealed, purpose=SECRET_PURPOSE) for one in rows.order_by("-pk")]


def _mine(notification: Notification) -> QuerySet[Notification]:
    return Notification.objects.filter(pk=notification.pk, lease=notification.lease, state=Progress.WAITING)


def record(
    notification: Notification, outcome: Outcome, milliseconds: int, *, by: Actor, at: datetime
) -> None:
    """Write down what came of a try, and what follows. Nothing, where another worker has it by now."""
    answered = outcome if isinstance(outcome, Answered) else None
    with transaction.atomic():
        if not _mine(notification).select_for_update().exists():
            return
        Try.objects.create(
            notification=notification,
            number=notification.tries,
            at=at,
            milliseconds=milliseconds,
            status=answered.status if answered is not None else None,
            fault=outcome[:200] if isinstance(outcome, str) else "",
            answer=answered.text if answered is not None else "",
        )
        subscription = Subscription.objects.select_for_update().get(pk=notification.subscription_id)
        if answered is not None and 200 <= answered.status < 300:
            _arrived(notification, subscription, at)
        else:
            _failed(notification, subscription, answered, by=by, at=at)


def _arrived(notification: Notification, subscription: Subscription, at: datetime) -> None:
    _mine(notification).update(
        state=Progress.DELIVERED,
        done_at=at,
        leased_until=None,
        first_tried_at=notification.first_tried_at or at,
    )
    if subscription.failing_since is not None:
        subscription.failing_since, subscription.failures, subscription.rest_until = None, 0, None
        subscription.save(update_fields=["failing_since", "failures", "rest_until"])


def _failed(
    notification: Notification,
    subscription: Subscription,
    answered: Answered | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    first = notification.first_tried_at or at
    gone = answered is not None and answered.status == GONE
    given_up = gone or notification.tries > len(WAITS)
    wish = _wished(answered)
    told: dict[str, object] = {"leased_until": None, "first_tried_at": first}
    if given_up:
        told |= {"state": Progress.GIVEN_UP, "done_at": at}
    else:
        spread = random.uniform(0.9, 1.1)  # noqa: S311 - so that not all come back at the same moment
        told["next_try_at"] = at + max(WAITS[notification.tries - 1] * spread, wish)
    _mine(notification).update(**told)
    subscription.failing_since = subscription.failing_since or at
    subscription.failures += 1
    rest = min(timedelta(seconds=5 * 2 ** min(subscription.failures - 1, 12)), LONGEST_REST)
    subscription.rest_until = at + max(rest, wish)
    subscription.save(update_fields=["failing_since", "failures", "rest_until"])
    for_long = at - subscription.failing_since >= FAILED_FOR_LONG
    if subscription.state == State.ACTIVE and (
        gone or for_long or (given_up and subscription.failing_since <= first)
    ):
        switch_off(subscription, OffReason.GONE if gone else OffReason.FAILING, by=by, at=at)


def _wished(answered: Answered | None) -> timedelta:
    """How long the receiver asked to be left alone."""
    if answered is None or answered.status not in SLOW_DOWN or answered.retry_after is None:
        return timedelta()
    return min(timedelta(seconds=answered.retry_after), LONGEST_WISH)
