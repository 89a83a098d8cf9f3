"""Making notifications of events: each event that nothing can come before any more, once for each subscription to it.

The acts of the house write nothing for this and wait for nothing: the worker goes along the events afterwards, up to
where all is committed (`settling`), and what it makes commits together with how far it got.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from frontoffice.authority.auditing.settling import settled_in
from frontoffice.authority.holding import powers
from frontoffice.authority.models import StaffMember
from frontoffice.foundation.models import Event
from frontoffice.webhooks import payloads
from frontoffice.webhooks.models import Notification, Reach, State, Subscription
from frontoffice.webhooks.permissions import SUBSCRIBE

AT_ONCE = 1000
PATIENCE = 1.0


def live() -> list[Subscription]:
    """The subscriptions that are on, with their owners."""
    rows = Subscription.objects.filter(state=State.ACTIVE).select_related("owner__actor", "owner__user")
    return list(rows.order_by("pk"))


def stands(owner: StaffMember, *, at: datetime) -> bool:
    """Whether the owner still works here and may have programs told."""
    over = owner.until is not None and owner.until <= at
    closed = owner.user is not None and not owner.user.is_active
    return not over and not closed and SUBSCRIBE in powers(owner.actor, at=at)


def spread(subscriptions: Sequence[Subscription], *, at: datetime) -> int:
    """Make what is owed to these; how many. Where others are still writing it is left for the next time."""
    if not subscriptions:
        return 0
    upto = settled_in("foundation_event", patience=PATIENCE)
    made, more = 0, upto is not None
    while more and upto is not None:
        with transaction.atomic():
            done, more = _spread_some(subscriptions, upto, at)
            made += done
    return made


def _spread_some(subscriptions: Sequence[Subscription], upto: int, at: datetime) -> tuple[int, bool]:
    Reach.objects.get_or_create(pk=1)
    reach = Reach.objects.select_for_update().get(pk=1)
    # What was before all of these is nobody's; whoever subscribes later begins later.
    after = max(reach.upto, min(one.after_event for one in subscriptions))
    wanted = {kind for one in subscriptions for kind in one.kinds}
    rows = Event.objects.filter(pk__gt=after, pk__lte=upto, name__in=wanted).select_related("by")
    events = list(rows.order_by("pk")[:AT_ONCE])
    made = _made(subscriptions, events, at)
    Notification.objects.bulk_create(made, ignore_conflicts=True)
    more = len(events) == AT_ONCE
    reach.upto = max(reach.upto, events[-1].pk if more else upto)
    reach.save(update_fields=["upto"])
    return len(made), more


def _made(subscriptions: Sequence[Subscription], events: list[Event], at: datetime) -> list[Notification]:
    about = payloads.subjects_of(events)
    made = []
    for one in subscriptions:
        kinds = set(one.kinds)
        theirs = [event for event in events if event.name in kinds and event.pk > one.after_event]
        seen = payloads.references(
            {subject for event in theirs for subject in about[event.pk]}, by=one.owner.actor, at=at
        )
        made += [
            Notification(subscription=one, event=event, next_try_at=at)
            for event in theirs
            if payloads.may_be_told(about[event.pk], seen)
        ]
    return made
