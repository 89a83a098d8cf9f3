"""Having a program told: where, of which kinds of events, and under which secret."""

from datetime import datetime, timedelta
from typing import Annotated

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.authority.signatures import SECRET
from frontoffice.foundation.crypto import keyed_hash
from frontoffice.foundation.events import FACTS, announce
from frontoffice.foundation.models import Actor, Event
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.foundation.sealing import seal
from frontoffice.webhooks.events import SecretReplaced, SubscriptionChanged, SubscriptionMade
from frontoffice.webhooks.models import SECRET_PURPOSE, SigningSecret, State, Subscription
from frontoffice.webhooks.reaching import NotAnAddress, target_of
from frontoffice.webhooks.signing import key_of

MOST_HOURS = 24 * 7
Name = Annotated[str, Field(min_length=1, max_length=100)]
Url = Annotated[str, Field(min_length=1, max_length=2000)]
Kinds = Annotated[list[str], Field(min_length=1, max_length=400)]
Secret = Annotated[str, Field(max_length=120, json_schema_extra=SECRET)]


class NotAnUrl(BadInput):
    field = "url"


class NoSuchKind(BadInput):
    message = _("Choose kinds of events from the list.")
    field = "kinds"


class NotASecret(BadInput):
    message = _("A secret is whsec_ and 24 to 64 random bytes in base64.")
    field = "secret"


class NotYourSubscription(Refused):
    message = _("Only its owner changes what is sent where: it shows what they may see.")
    status = 403
    part = "grant"


class SubscriptionEnded(Refused):
    message = _("This subscription was ended. Make a new one.")


class ForColleagues(Refused):
    message = _("Only colleagues have programs told.")
    status = 403
    part = "grant"


@action("webhooks.subscribe", title=_("Have a program told"))
def subscribe(*, name: Name, url: Url, kinds: Kinds, secret: Secret, by: Actor, at: datetime) -> Subscription:
    """Send events of these kinds to the address from now on, signed with `secret` (`whsec_` and base64).

    What is sent is what `by` may see. The secret is chosen by the caller and kept sealed.
    Raises NotAnUrl, NoSuchKind, NotASecret.
    """
    owner = StaffMember.objects.filter(actor=by).first()
    if owner is None:
        raise ForColleagues
    made = Subscription.objects.create(
        name=name,
        url=_usable(url),
        kinds=_known(kinds),
        owner=owner,
        after_event=_newest_event(),
        made_at=at,
    )
    _keep(made, secret, at)
    announce(SubscriptionMade(subscription_id=made.pk), about=made, by=by, at=at)
    return made


@action("webhooks.change", title=_("Change what a program is told"))
def change(
    *,
    subscription: Subscription,
    name: Name | None = None,
    url: Url | None = None,
    kinds: Kinds | None = None,
    by: Actor,
    at: datetime,
) -> Subscription:
    """Change name, address or kinds; what is left out stays. What already waits goes to the new address.

    Raises NotYourSubscription, SubscriptionEnded, NotAnUrl, NoSuchKind.
    """
    row = own(subscription, by)
    row.name = name if name is not None else row.name
    row.kinds = _known(kinds) if kinds is not None else row.kinds
    if url is not None and url != row.url:
        row.url = _usable(url)
        row.failing_since, row.failures, row.rest_until = None, 0, None
    row.save(update_fields=["name", "url", "kinds", "failing_since", "failures", "rest_until"])
    announce(SubscriptionChanged(subscription_id=row.pk), about=row, by=by, at=at)
    return row


@action("webhooks.replace_secret", title=_("Replace the secret of a subscription"))
def replace_secret(
    *,
    subscription: Subscription,
    secret: Secret,
    both_for_hours: Annotated[int, Field(ge=0, le=MOST_HOURS)] = 24,
    by: Actor,
    at: datetime,
) -> Subscription:
    """Sign with another secret; for so many hours with the earlier one too, so that the receiver can change over.

    Raises NotYourSubscription, SubscriptionEnded, NotASecret.
    """
    row = own(subscription, by)
    until = at + timedelta(hours=both_for_hours)
    row.secrets.filter(until__gt=until).update(until=until)
    row.secrets.filter(until__isnull=True).update(until=until)
    _keep(row, secret, at)
    announce(SecretReplaced(subscription_id=row.pk), about=row, by=by, at=at)
    return row


def own(subscription: Subscription, by: Actor) -> Subscription:
    """The row under a lock. Raises NotYourSubscription, SubscriptionEnded."""
    row = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if row.owner.actor_id != by.pk:
        raise NotYourSubscription
    if row.state == State.ENDED:
        raise SubscriptionEnded
    return row


def _newest_event() -> int:
    return int(Event.objects.aggregate(newest=Max("pk"))["newest"] or 0)


def _usable(url: str) -> str:
    try:
        target_of(url)
    except NotAnAddress as wrong:
        raise NotAnUrl(str(wrong)) from None
    return url


def _known(kinds: list[str]) -> list[str]:
    if set(kinds) - set(FACTS):
        raise NoSuchKind
    return sorted(set(kinds))


def _keep(row: Subscription, secret: str, at: datetime) -> None:
    try:
        key_of(secret)
    except ValueError:
        raise NotASecret from None
    SigningSecret.objects.create(
        subscription=row,
        sealed=seal(secret, purpose=SECRET_PURPOSE),
        hashed=keyed_hash(secret, purpose=SECRET_PURPOSE),
        since=at,
    )
