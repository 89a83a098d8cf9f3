"""Which way to reach somebody is tried first, and which ones are known to work."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.customers.actions.marking_undeliverable import works_again
from frontoffice.customers.actions.registering import NoSuchContactPoint, Value, normalized
from frontoffice.customers.events import (
    ContactPointPreferred,
    ContactPointUnverified,
    ContactPointVerified,
)
from frontoffice.customers.keeping import locked
from frontoffice.customers.models import ContactPoint, Party, PointKind
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
    point.verified_at = at
    point.save(update_fields=["verified_at"])
    verified = ContactPointVerified(party_id=point.party_id, contact_point_id=point.pk)
    announce(verified, about=point.party, by=by, at=at)
    works_again(party, kind, point.normal, by=by, at=at)
    return current(party)


@action("customers.unverify_contact_point", title=_("Take back that somebody is reached there"))
def unverify_contact_point(*, party: Party, kind: PointKind, value: Value, by: Actor, at: datetime) -> Party:
    """It was noted by mistake. Raises NoSuchContactPoint, NotAnEmail, NotATelephoneNumber."""
    point = _point(party, kind, value)
    if point.verified_at is not None:
        point.verified_at = None
        point.save(update_fields=["verified_at"])
        unverified = ContactPointUnverified(party_id=point.party_id, contact_point_id=point.pk)
        announce(unverified, about=point.party, by=by, at=at)
    return current(party)


def _point(party: Party, kind: PointKind, value: str) -> ContactPoint:
    going = locked(party).pk  # one after the other: only one is preferred
    rows = counting(ContactPoint, party).filter(kind=kind, normal=normalized(kind, value), until__isnull=True)
    found = rows.select_related("party").select_for_update(of=("self",))
    point = min(found, key=lambda one: (one.party_id != going, one.pk), default=None)
    if point is None:
        raise NoSuchContactPoint
    return point
