"""What others may learn of subscriptions."""

from frontoffice.foundation.events import fact


@fact("webhooks.SubscriptionMade")
class SubscriptionMade:
    subscription_id: int


@fact("webhooks.SubscriptionChanged")
class SubscriptionChanged:
    subscription_id: int


@fact("webhooks.SecretReplaced")
class SecretReplaced:
    subscription_id: int


@fact("webhooks.SubscriptionSwitched")
class SubscriptionSwitched:
    """`state` is active, off or ended; `reason` why it is off."""

    subscription_id: int
    state: str
    reason: str


@fact("webhooks.NotificationSentAgain")
class NotificationSentAgain:
    notification_id: int


@fact("webhooks.SubscriptionTriedOut")
class SubscriptionTriedOut:
    """Somebody sends themselves a notification that means nothing, to see whether it arrives."""

    subscription_id: int
