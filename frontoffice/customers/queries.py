"""Questions about customers."""

from datetime import datetime

import phonenumbers
from django.db.models import Q, QuerySet

from frontoffice.authority.conflicts import Key, belongs_to, people
from frontoffice.authority.registry import visible
from frontoffice.customers.models import PARTIES, ContactPoint, Party, PointKind
from frontoffice.foundation.models import Actor
from frontoffice.foundation.search import hits, words

ON_A_PAGE = 50
MOST_FOUND = 50


people("customers.party")


@belongs_to(ContactPoint)
def owners_of_contact_point(point: ContactPoint) -> list[Key]:
    """An interest in the customer is one in how they are reached (STF-4)."""
    return [("customers.party", point.party_id)]


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


def phone_of(party: Party) -> str:
    """The newest telephone number in use, or an empty string."""
    point = party.contact_points.filter(kind=PointKind.PHONE, until__isnull=True).order_by("-pk").first()
    return point.value if point is not None else ""


def earlier_points(party: Party) -> list[ContactPoint]:
    """The ways to reach the party that are no longer used, the last one first."""
    return list(party.contact_points.filter(until__isnull=False).order_by("-until", "-pk"))


def page_of(after: str, *, by: Actor, at: datetime) -> tuple[list[Party], str]:
    """Customers by name from a key on, and the key of the next page; empty at the end. One query."""
    parties = parties_visible_to(by=by, at=at).order_by("name", "pk")
    number, _parted, name = after.partition("_")
    if number.isdecimal() and len(number) < 19 and name:
        parties = parties.filter(Q(name__gte=name) & (Q(name__gt=name) | Q(pk__gt=int(number))))
    rows = list(parties[: ON_A_PAGE + 1])
    last = rows[ON_A_PAGE - 1] if len(rows) > ON_A_PAGE else None
    return rows[:ON_A_PAGE], f"{last.pk}_{last.name}" if last is not None else ""


def search(text: str, *, by: Actor, at: datetime) -> list[Party]:
    """Up to fifty customers: those whom an e-mail address or number reaches, then by the words of their names."""
    seen = parties_visible_to(by=by, at=at)
    text = text.replace("\x00", "").strip()
    normal = [text.lower(), *_as_number(text)]
    reached = ContactPoint.objects.filter(normal__in=normal, party__in=seen).order_by("-pk")
    ids = list(reached.values_list("party_id", flat=True)[:MOST_FOUND])
    ids += [
        hit.pk for hit in hits(PARTIES, words(text), among=seen, limit=MOST_FOUND, every=True, begun=True)
    ]
    wanted = list(dict.fromkeys(ids))[:MOST_FOUND]
    rows = seen.in_bulk(wanted)
    return [rows[pk] for pk in wanted if pk in rows]


def _as_number(text: str) -> list[str]:
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return []
    return [str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))]
