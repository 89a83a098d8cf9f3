"""What goes back of subscriptions and notifications. Secrets stay here."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from frontoffice.authority.listing import choice, lists, reference
from frontoffice.authority.registry import shown
from frontoffice.foundation.models import Actor
from frontoffice.webhooks.models import Notification, Progress, State, Subscription


class SubscriptionOut(BaseModel):
    """What is sent where. `off_reason` says why nothing is: owner, gone, failing or not_allowed."""

    reference: str
    name: str
    url: str
    kinds: list[str]
    owner: str
    state: str
    off_reason: str
    failing_since: datetime | None
    made_at: datetime


class NotificationOut(BaseModel):
    """One event for one subscription; `message_id` is its webhook-id. Waiting, delivered, given_up or withheld."""

    reference: str
    message_id: str
    subscription: str
    kind: str
    state: str
    tries: int
    next_try_at: datetime | None
    done_at: datetime | None


@shown(Subscription)
def subscription_out(row: Subscription, by: Actor) -> SubscriptionOut:
    """The address often holds a key of the receiver: only the owner reads what comes after the host."""
    own = row.owner.actor_id == by.pk
    return SubscriptionOut(
        reference=row.reference,
        name=row.name,
        url=row.url if own else "/".join(row.url.split("/", 3)[:3]),
        kinds=row.kinds,
        owner=row.owner.reference,
        state=row.state,
        off_reason=row.off_reason,
        failing_since=row.failing_since,
        made_at=row.made_at,
    )


@shown(Notification)
def notification_out(row: Notification, by: Actor) -> NotificationOut:
    return NotificationOut(
        reference=row.reference,
        message_id=row.message_id,
        subscription=row.subscription.reference,
        kind=row.event.name,
        state=row.state,
        tries=row.tries,
        next_try_at=row.next_try_at if row.state == Progress.WAITING else None,
        done_at=row.done_at,
    )


lists(Subscription, choice("state", State.values, "state", _("Whether it is told.")))
lists(
    Notification,
    choice("state", Progress.values, "state", _("How far it is.")),
    reference("subscription", "subscription__reference", _("Reference of the subscription.")),
)
