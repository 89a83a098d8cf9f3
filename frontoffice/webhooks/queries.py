"""Who sees which subscriptions, and the record of what was sent to them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from frontoffice.authority.holding import powers
from frontoffice.authority.registry import visible
from frontoffice.foundation.events import FACTS
from frontoffice.foundation.models import Actor
from frontoffice.webhooks.models import Notification, State, Subscription, Try
from frontoffice.webhooks.permissions import SUBSCRIBE

ON_A_PAGE = 25


@visible(Subscription)
def subscriptions_visible_to(*, by: Actor, at: datetime) -> QuerySet[Subscription]:
    """Who may have programs told sees all that are told something; others see none."""
    rows = Subscription.objects.select_related("owner__actor", "owner__unit")
    return rows if SUBSCRIBE in powers(by, at=at) else rows.none()


@visible(Notification)
def notifications_visible_to(*, by: Actor, at: datetime) -> QuerySet[Notification]:
    """What was sent is for the owner, since it tells what they see."""
    return Notification.objects.filter(subscription__owner__actor=by).select_related(
        "subscription__owner__actor", "event"
    )


def listed(*, by: Actor, at: datetime) -> list[Subscription]:
    """Those that are not ended, by name. One query."""
    rows = subscriptions_visible_to(by=by, at=at).exclude(state=State.ENDED)
    return list(rows.order_by("name", "pk")[:200])


def sent_to(
    subscription: Subscription, *, before: int = 0, state: str = ""
) -> tuple[list[Notification], int]:
    """A page of what was or is to be sent, the newest first, and the key of the next one (0: none). One query."""
    rows = subscription.notifications.select_related("event")
    if state:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: ON_A_PAGE + 1])
    return found[:ON_A_PAGE], found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else 0


def last_tries(notifications: Sequence[Notification]) -> dict[int, Try]:
    """By notification: its last try. One query."""
    rows = Try.objects.filter(notification__in=[one.pk for one in notifications]).order_by("pk")
    return {row.notification_id: row for row in rows}


def kinds_by_room() -> dict[str, list[str]]:
    """Names of all kinds of events there are, by room."""
    rooms: dict[str, list[str]] = {}
    for name in sorted(FACTS):
        rooms.setdefault(name.partition(".")[0], []).append(name)
    return rooms
