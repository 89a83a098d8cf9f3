"""Ways to reach somebody that do not work: they stay on file, are shown as such and not tried first (ACC-7)."""

from datetime import datetime
from typing import Annotated

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.actions.registering import NoSuchContactPoint, Value, normalized
from frontoffice.customers.events import ContactPointDeliverable, ContactPointUndeliverable
from frontoffice.customers.keeping import locked
from frontoffice.customers.models import ContactPoint, Party, PointKind
from frontoffice.customers.queries.parties import current
from frontoffice.customers.queries.together import counting
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput


class WhyNot(BadInput):
    message = _("Say how you know that they are not reached there.")
    field = "reason"


@action(
    "customers.mark_undeliverable",
    title=_("Mark that somebody is not reached there"),
    open_to=["service"],
)
def mark_undeliverable(
    *,
    party: Party,
    kind: PointKind,
    value: Value,
    reason: Annotated[str, Field(max_length=300)],
    by: Actor,
    at: datetime,
) -> Party:
    """What is sent to this telephone number or e-mail address does not arrive. Marked again, the first date stays.

    Raises WhyNot, NoSuchContactPoint, NotAnEmail, NotATelephoneNumber.
    """
    said = " ".join(reason.split())
    if not said:
        raise WhyNot
    locked(party)
    rows = list(_in_use(party, kind, normalized(kind, value)))
    if not rows:
        raise NoSuchContactPoint
    for point in rows:
        if point.undeliverable_since is None:
            point.undeliverable_since, point.undeliverable_reason = at, said
            point.save(update_fields=["undeliverable_since", "undeliverable_reason"])
            marked = ContactPointUndeliverable(party_id=point.party_id, contact_point_id=point.pk)
            announce(marked, about=point.party, by=by, at=at)
    return current(party)


@action(
    "customers.mark_deliverable",
    title=_("Mark that somebody is reached there again"),
    open_to=["service"],
)
def mark_deliverable(*, party: Party, kind: PointKind, value: Value, by: Actor, at: datetime) -> Party:
    """What is sent there arrives again. Raises NoSuchContactPoint, NotAnEmail, NotATelephoneNumber."""
    normal = normalized(kind, value)
    locked(party)
    if not _in_use(party, kind, normal).exists():
        raise NoSuchContactPoint
    works_again(party, kind, normal, by=by, at=at)
    return current(party)


def works_again(party: Party, kind: PointKind, normal: str, *, by: Actor, at: datetime) -> None:
    """The same inside the caller's action; nothing where it was not marked."""
    for point in _in_use(party, kind, normal).filter(undeliverable_since__isnull=False):
        point.undeliverable_since, point.undeliverable_reason = None, ""
        point.save(update_fields=["undeliverable_since", "undeliverable_reason"])
        again = ContactPointDeliverable(party_id=point.party_id, contact_point_id=point.pk)
        announce(again, about=point.party, by=by, at=at)


def _in_use(party: Party, kind: PointKind, normal: str) -> "QuerySet[ContactPoint]":
    """The rows of one value: more than one where two files that have it go on as one."""
    rows = counting(ContactPoint, party).filter(kind=kind, normal=normal, until__isnull=True)
    return rows.select_related("party").select_for_update(of=("self",)).order_by("pk")
