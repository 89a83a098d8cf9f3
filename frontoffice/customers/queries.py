"""Questions about customers."""

from datetime import datetime

from django.db.models import QuerySet

from frontoffice.authority.registry import visible
from frontoffice.customers.models import ContactPoint, Party, PointKind
from frontoffice.foundation.models import Actor


@visible(Party)
def parties_visible_to(*, by: Actor, at: datetime) -> QuerySet[Party]:
    """Staff see customers; customers and visitors see no list of others."""
    return Party.objects.all() if by.is_staff else Party.objects.none()


def points(party: Party) -> list[ContactPoint]:
    """The ways to reach the party now: e-mail, telephone, address."""
    order = {PointKind.PHONE: 0, PointKind.EMAIL: 1, PointKind.ADDRESS: 2}
    current = party.contact_points.filter(until__isnull=True)
    return sorted(current, key=lambda point: (order[PointKind(point.kind)], point.pk))


def email_of(party: Party) -> str:
    """The newest e-mail address in use, or an empty string."""
    point = party.contact_points.filter(kind=PointKind.EMAIL, until__isnull=True).order_by("-pk").first()
    return point.value if point is not None else ""
