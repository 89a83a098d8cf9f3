"""Sending a notification again, and one that means nothing to see whether it arrives."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.webhooks.actions.subscribing import own
from frontoffice.webhooks.events import NotificationSentAgain, SubscriptionTriedOut
from frontoffice.webhooks.models import Notification, Progress, State, Subscription


class IsOff(Refused):
    message = _("It is switched off. Switch it on first.")


@action("webhooks.send_again", title=_("Send a notification again"))
def send_again(*, notification: Notification, by: Actor, at: datetime) -> Notification:
    """Send it once more, with all its tries, under the same id: its receiver can tell that it had it already.

    Raises NotYourSubscription, SubscriptionEnded, IsOff.
    """
    if own(notification.subscription, by).state != State.ACTIVE:
        raise IsOff
    row = Notification.objects.select_for_update().get(pk=notification.pk)
    row.state, row.tries, row.first_tried_at = Progress.WAITING, 0, None
    row.next_try_at, row.leased_until, row.lease, row.done_at = at, None, None, None
    row.save()
    Subscription.objects.filter(pk=row.subscription_id).update(rest_until=None)
    announce(NotificationSentAgain(notification_id=row.pk), about=row.subscription, by=by, at=at)
    return row


@action("webhooks.try_out", title=_("Try out a subscription"))
def try_out(*, subscription: Subscription, by: Actor, at: datetime) -> Notification:
    """Send a notification of the kind webhooks.SubscriptionTriedOut, whatever the kinds it is for.

    Raises NotYourSubscription, SubscriptionEnded, IsOff.
    """
    row = own(subscription, by)
    if row.state != State.ACTIVE:
        raise IsOff
    event = announce(SubscriptionTriedOut(subscription_id=row.pk), about=row, by=by, at=at)
    Subscription.objects.filter(pk=row.pk).update(rest_until=None)
    return Notification.objects.create(subscription=row, event=event, next_try_at=at)
