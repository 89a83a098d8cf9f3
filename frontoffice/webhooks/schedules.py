"""What the worker does for webhooks: making what is owed, sending it, and letting go of old records of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every
from frontoffice.webhooks import delivering, spreading
from frontoffice.webhooks.actions.switching import switch_off
from frontoffice.webhooks.models import Notification, OffReason, State, Subscription

KEPT_FOR = timedelta(days=90)
AT_ONCE = 1000


@every(timedelta(seconds=settings.WEBHOOK_EVERY_SECONDS), lease=timedelta(minutes=2))
def tell_programs(*, by: Actor, at: datetime) -> None:
    """Make what is owed to each subscription that is on, and send what is due."""
    standing = []
    for one in spreading.live():
        if spreading.stands(one.owner, at=at):
            standing.append(one)
            continue
        with transaction.atomic():
            row = Subscription.objects.select_for_update().get(pk=one.pk)
            if row.state == State.ACTIVE:
                switch_off(row, OffReason.NOT_ALLOWED, by=by, at=at)
    spreading.spread(standing, at=at)
    delivering.deliver(standing, by=by, at=at)


@every(timedelta(hours=24))
def forget_notifications(*, by: Actor, at: datetime) -> None:
    """What was sent is in the events; that it was sent is kept for three months."""
    old = Notification.objects.filter(done_at__lt=at - KEPT_FOR).order_by("pk")
    Notification.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:AT_ONCE])).delete()
