"""Which way to reach somebody is tried first, and which ones are known to work."""

import datetime as dt
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.customers.actions.addressing import ReceivedLater
from frontoffice.customers.actions.registering import NoSuchContactPoint, Value, normalized
from frontoffice.customers.events import ContactPointPreferred, ContactPointVerified, ReachabilityChanged
from frontoffice.customers.keeping import locked
from frontoffice.customers.models import ContactPoint, Party, PointKind
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.parties import current
from frontoffice.customers.queries.together import all_of, counting, going_on
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor


@action("customers.prefer_contact_point", title=_("Say which way to reach somebody is tried first"))
def prefer_contact_point(*, party: Party, kind: PointKind, value: Value, by: Actor, at: datetime) -> Party:
    """Of the ways of this kind this one is tried first. Raises NoSuchContactPoint, NotAnEmail, NotATelephoneNumber."""
    point = _point(party, kind, value)
    others = all_of(ContactPoint, party).filter(kind=kind, until__isnull=True, preferred=True)
    if point.party_id == going_on(party):
        others = others.filter(party=point.party)  # one's own goes before those of the files merged into it
    others.exclude(pk=point.pk).update(preferred=False)
    if not point.preferred:
        point.preferred = True
        point.save(update_fields=["preferred"])
        preferred = ContactPointPreferred(party_id=point.party_id, contact_point_id=point.pk)
        announce(preferred, about=point.party, by=by, at=at)
    return current(party)


@action("customers.verify_contact_point", title=_("Note that somebody is reached there"))
def verify_contact_point(*, party: Party, kind: PointKind, value: Value, by: Actor, at: datetime) -> Party:
    """They answered there. Raises NoSuchContactPoint, NotAnEmail, NotATelephoneNumber."""
    point = _point(party, kind, value)
    point.verified_at, point.unreachable_since = at, None
    point.save(update_fields=["verified_at", "unreachable_since"])
    verified = ContactPointVerified(party_id=point.party_id, contact_point_id=point.pk)
    announce(verified, about=point.party, by=by, at=at)
    return current(party)


@action("customers.mark_reachability", title=_("Mark whether somebody is reached there"))
def mark_reachability(
    *,
    party: Party,
    kind: PointKind,
    value: Value,
    unreachable_since: dt.date | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """Nobody is reached there since a day, or (no day) it is not known any more whether somebody is.

    It stays on file, and is tried last. Either way it is not verified any more. Raises NoSuchContactPoint, NotAnEmail,
    NotATelephoneNumber, ReceivedLater.
    """
    point = _point(party, kind, value)
    if unreachable_since is not None and unreachable_since > office_day(at):
        raise ReceivedLater(field="unreachable_since")
    if (point.verified_at, point.unreachable_since) != (None, unreachable_since):
        point.verified_at, point.unreachable_since = None, unreachable_since
        point.save(update_fields=["verified_at", "unreachable_since"])
        marked = ReachabilityChanged(
            party_id=point.party_id, contact_point_id=point.pk, since=unreachable_since
        )
        announce(marked, about=point.party, by=by, at=at)
    return current(party)


def _point(party: Party, kind: PointKind, value: str) -> ContactPoint:
    going = locked(party).pk  # one after the other: only one is preferred
    rows = counting(ContactPoint, party).filter(kind=kind, normal=normalized(kind, value), until__isnull=True)
    found = rows.select_related("party").select_for_update(of=("self",))
    point = min(found, key=lambda one: (one.party_id != going, one.pk), default=None)
    if point is None:
        raise NoSuchContactPoint
    return point
