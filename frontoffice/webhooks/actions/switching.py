"""Switching subscriptions on, off, and off for good."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from frontoffice.authority import notices
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Event
from frontoffice.foundation.refusals import Refused
from frontoffice.webhooks.actions.subscribing import SubscriptionEnded, own
from frontoffice.webhooks.events import SubscriptionSwitched
from frontoffice.webhooks.models import OffReason, State, Subscription

NOTICE = "webhooks.switched_off"


class AlreadySo(Refused):
    message = _("It is so already.")


@action("webhooks.switch", title=_("Switch a subscription on or off"))
def switch(*, subscription: Subscription, on: bool, by: Actor, at: datetime) -> Subscription:
    """Off: nothing is sent; what waits, waits. On again, by its owner: what waited goes out, and what happens from now.

    What happened while it was off is not told. Raises NotYourSubscription, SubscriptionEnded, AlreadySo.
    """
    row = own(subscription, by) if on else _locked(subscription)
    if (row.state == State.ACTIVE) == on:
        raise AlreadySo
    if not on:
        switch_off(row, OffReason.OWNER, by=by, at=at)
        return row
    row.state, row.off_reason = State.ACTIVE, OffReason.NONE
    row.failing_since, row.failures, row.rest_until = None, 0, None
    row.after_event = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    row.save()
    row.notifications.filter(state="waiting").update(next_try_at=at, tries=0)
    announce(
        SubscriptionSwitched(subscription_id=row.pk, state=row.state, reason=""), about=row, by=by, at=at
    )
    return row


@action("webhooks.end", title=_("End a subscription"))
def end(*, subscription: Subscription, by: Actor, at: datetime) -> Subscription:
    """Switch it off for good: what waits is not sent any more, and its secrets sign nothing.

    Raises SubscriptionEnded.
    """
    row = _locked(subscription)
    row.state, row.off_reason = State.ENDED, OffReason.NONE
    row.save(update_fields=["state", "off_reason"])
    row.notifications.filter(state="waiting").update(state="given_up", done_at=at)
    row.secrets.filter(until__isnull=True).update(until=at)
    announce(
        SubscriptionSwitched(subscription_id=row.pk, state=row.state, reason=""), about=row, by=by, at=at
    )
    return row


def _locked(subscription: Subscription) -> Subscription:
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.state == State.ENDED:
        raise SubscriptionEnded
    return row


def switch_off(row: Subscription, reason: OffReason, *, by: Actor, at: datetime) -> None:
    """Put it off inside the caller's transaction, and tell its owner where somebody else did."""
    row.state, row.off_reason = State.OFF, reason
    row.save(update_fields=["state", "off_reason"])
    announce(
        SubscriptionSwitched(subscription_id=row.pk, state=row.state, reason=reason), about=row, by=by, at=at
    )
    text = _("“%(name)s” is not told any more. %(why)s") % {"name": row.name, "why": OffReason(reason).label}
    notices.tell(row.owner, kind=NOTICE, about=row, text=text, by=by, at=at)
