"""Which way to reach somebody is tried first, and which ones are known to work."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.customers.actions.registering import NoSuchContactPoint, Value, normalized
from frontoffice.customers.events import ContactPointPreferred, ContactPointVerified
from frontoffice.customers.models import ContactPoint, Party, PointKind
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor


@action("customers.prefer_contact_point", title=_("Say which way to reach somebody is tried first"))
def prefer_contact_point(*, party: Party, kind: PointKind, value: Value, by: Actor, at: datetime) -> Party:
    """Of the ways of this kind this one is tried first. Raises NoSuchContactPoint, NotAnEmail, NotATelephoneNumber."""
    point = _point(party, kind, value)
    in_use = party.contact_points.filter(kind=kind, until__isnull=True)
    in_use.exclude(pk=point.pk).filter(preferred=True).update(preferred=False)
    if not point.preferred:
        point.preferred = True
        point.save(update_fields=["preferred"])
        preferred = ContactPointPreferred(party_id=party.pk, contact_point_id=point.pk)
        announce(preferred, about=party, by=by, at=at)
    return party


@action("customers.verify_contact_point", title=_("Note that somebody is reached there"))
def verify_contact_point(*, party: Party, kind: PointKind, value: Value, by: Actor, at: datetime) -> Party:
    """They answered there. Raises NoSuchContactPoint, NotAnEmail, NotATelephoneNumber."""
    point = _point(party, kind, value)
    point.verified_at = at
    point.save(update_fields=["verified_at"])
    verified = ContactPointVerified(party_id=party.pk, contact_point_id=point.pk)
    announce(verified, about=party, by=by, at=at)
    return party


def _point(party: Party, kind: PointKind, value: str) -> ContactPoint:
    Party.objects.select_for_update(of=("self",)).get(
        pk=party.pk
    )  # one after the other: only one is preferred
    rows = party.contact_points.select_for_update(of=("self",))
    point = rows.filter(kind=kind, normal=normalized(kind, value), until__isnull=True).first()
    if point is None:
        raise NoSuchContactPoint
    return point
