"""Dead letters: what could not be delivered is tried again on a person's word."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.events import DeliveryRetried
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Delivery
from frontoffice.foundation.refusals import NotFound


@action("authority.retry_delivery", title=_("Try a delivery again"))
def retry_delivery(*, delivery_id: int, by: Actor, at: datetime) -> None:
    """Bring a dead delivery back to life with fresh attempts. Raises NotFound when it is not dead."""
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id, dead_at__isnull=False).first()
    if delivery is None:
        raise NotFound
    delivery.dead_at, delivery.attempts, delivery.next_try_at = None, 0, at
    delivery.save(update_fields=["dead_at", "attempts", "next_try_at"])
    announce(DeliveryRetried(delivery_id=delivery.pk), about=delivery.event, by=by, at=at)
