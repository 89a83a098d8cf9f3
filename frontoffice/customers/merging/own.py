"""What this room itself hands over when a merge is undone: ways to reach somebody, addresses and numbers added since.

The row stays with the customer that goes on and ends; the parted customer gets one of their own that says the same.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.customers.events import (
    AddressChanged,
    AddressEnded,
    ContactPointAdded,
    ContactPointEnded,
    IdentifierAdded,
    IdentifierEnded,
)
from frontoffice.customers.identifier_kinds import masked, name_of
from frontoffice.customers.merging.following import Amount, Came, Following, add_following
from frontoffice.customers.models import Address, ContactPoint, Identifier, Merge, Party
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.together import going_on
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor

MOST_LISTED = 200
OWN = {"party", "reference", "recorded_at", "recorded_by", "set_aside_in", "ended_on", "ended_at", "ended_by"}


def none_to_tell(_party: Party) -> Amount:
    """What is compared field by field is not counted."""
    return Amount(0)


def points_since(merge: Merge) -> Sequence[Came]:
    rows = ContactPoint.objects.filter(party=going_on(merge.other), until__isnull=True)
    since = rows.filter(from_at__gt=merge.merged_at).order_by("pk")
    return [Came(str(row.pk), row.value, row.from_at) for row in since[:MOST_LISTED]]


def give_point(reference: str, *, to: Party, by: Actor, at: datetime) -> None:
    row = ContactPoint.objects.select_related("party").get(pk=int(reference))
    row.until = at
    row.save(update_fields=["until"])
    ended = ContactPointEnded(party_id=row.party_id, contact_point_id=row.pk)
    announce(ended, about=row.party, by=by, at=at)
    if not to.contact_points.filter(kind=row.kind, normal=row.normal, until__isnull=True).exists():
        made = ContactPoint.objects.create(
            **_said(row, {"until", "from_at", "preferred"}), party=to, from_at=at
        )
        announce(ContactPointAdded(party_id=to.pk, contact_point_id=made.pk), about=to, by=by, at=at)


def addresses_since(merge: Merge) -> Sequence[Came]:
    rows = Address.objects.filter(party=going_on(merge.other), ended_on__isnull=True, confidential=False)
    since = rows.filter(recorded_at__gt=merge.merged_at).order_by("pk")[:MOST_LISTED]
    return [Came(row.reference, f"{row} ({row.get_role_display()})", row.recorded_at) for row in since]


def give_address(reference: str, *, to: Party, by: Actor, at: datetime) -> None:
    """It never counted for the customer that goes on."""
    row = Address.objects.select_related("party").get(reference=reference)
    row.ended_on, row.ended_at, row.ended_by = row.effective_on, at, by
    row.ended_because = _("It is the address of %(reference)s.") % {"reference": to.reference}
    row.save(update_fields=["ended_on", "ended_at", "ended_by", "ended_because"])
    ended = AddressEnded(party_id=row.party_id, address_id=row.pk, role=row.role, ended_on=row.effective_on)
    announce(ended, about=row.party, by=by, at=at)
    said = _said(row, {"ended_because"})
    made = Address.objects.create(**said, party=to, recorded_at=at, recorded_by=by)
    changed = AddressChanged(
        party_id=to.pk,
        address_id=made.pk,
        role=made.role,
        ground=made.ground,
        effective_on=made.effective_on,
    )
    announce(changed, about=to, by=by, at=at)


def numbers_since(merge: Merge) -> Sequence[Came]:
    rows = Identifier.objects.filter(party=going_on(merge.other), until_on__isnull=True)
    since = rows.filter(recorded_at__gt=merge.merged_at).order_by("pk")[:MOST_LISTED]
    return [Came(row.reference, f"{name_of(row.kind)} {masked(row)}", row.recorded_at) for row in since]


def give_number(reference: str, *, to: Party, by: Actor, at: datetime) -> None:
    row = Identifier.objects.select_related("party").get(reference=reference)
    row.until_on, row.ended_at, row.ended_by = max(row.from_on, office_day(at)), at, by
    row.save(update_fields=["until_on", "ended_at", "ended_by"])
    ended = IdentifierEnded(party_id=row.party_id, identifier_id=row.pk, kind=row.kind)
    announce(ended, about=row.party, by=by, at=at)
    made = Identifier.objects.create(**_said(row, {"until_on"}), party=to, recorded_at=at, recorded_by=by)
    added = IdentifierAdded(party_id=to.pk, identifier_id=made.pk, kind=made.kind)
    announce(added, about=to, by=by, at=at)


def register() -> None:
    """Called once, when the app is ready."""
    kinds = (
        ("points", gettext_lazy("Ways to reach them"), points_since, give_point),
        ("addresses", gettext_lazy("Addresses"), addresses_since, give_address),
        ("numbers", gettext_lazy("Numbers"), numbers_since, give_number),
    )
    for order, (name, label, came, give) in enumerate(kinds, start=60):
        add_following(Following(f"customers.{name}", label, order, none_to_tell, came, give))


def _said(row: Model, without: set[str]) -> dict[str, Any]:
    """What a row says, without what says whose it is and what became of it."""
    left = OWN | without | {"id"}
    return {
        field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in left
    }
