"""What of a customer's record can be told, and what each item asks for: rooms above add their own when ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.contacts.models import Contact
from frontoffice.customers.models import Party, PointKind
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries import addresses_on, points
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.models import Actor, Agency

Read = Callable[[Party, Actor, datetime], str]


@dataclass(frozen=True)
class Item:
    """`level` of verification (1 to 3) that it needs; `confidentiality` 1 (ordinary), 2 (confidential), 3 (restricted).

    `read(party, by, at)` gives the words on record, empty where there are none.
    """

    code: str
    label: str | Promise
    level: int
    confidentiality: int
    order: int
    read: Read


ITEMS: dict[str, Item] = {}


def add_item(item: Item) -> None:
    """Offer an item; the same code again replaces it."""
    ITEMS[item.code] = item


def items() -> list[Item]:
    """All that can be told, in order."""
    return sorted(ITEMS.values(), key=lambda item: (item.order, item.code))


def confidentiality_of(codes: Iterable[str]) -> int:
    """That of the most confidential among them; unknown codes count as restricted."""
    return max((ITEMS[code].confidentiality if code in ITEMS else 3 for code in codes), default=0)


def _points(kind: PointKind) -> Read:
    def read(party: Party, by: Actor, at: datetime) -> str:
        return "\n".join(point.value for point in points(party) if point.kind == kind)

    return read


def _addresses(party: Party, by: Actor, at: datetime) -> str:
    """Each address that counts today, with what it is for where they differ; none that is kept confidential (ACC-6)."""
    counting = addresses_on(party, office_day(at), by=by, at=at)
    same: dict[str, list[str]] = {}
    for role, address in counting.items():
        if not address.confidential:
            same.setdefault(address.as_given, []).append(str(role.label))
    if len(same) == 1:
        return next(iter(same))
    return "\n".join(f"{text} ({', '.join(roles)})" for text, roles in same.items())


def _registration(party: Party, by: Actor, at: datetime) -> str:
    return _("%(name)s, known since %(year)s, served in %(language)s") % {
        "name": party.name,
        "year": party.since.year,
        "language": party.language,
    }


def _contacts(party: Party, by: Actor, at: datetime) -> str:
    rows = Contact.objects.filter(customer__in=whole(party), started_at__lte=at).order_by("-pk")[:5]
    agency = Agency.objects.first()
    zone = agency.zone if agency is not None else UTC
    return "\n".join(
        f"{row.started_at.astimezone(zone):%Y-%m-%d}: {row.get_channel_display()}" for row in rows
    )


add_item(Item("registration", gettext_lazy("That they are on file, and since when"), 1, 1, 10, _registration))
add_item(Item("address", gettext_lazy("Address"), 2, 2, 30, _addresses))
add_item(Item("phone", gettext_lazy("Telephone numbers"), 2, 2, 40, _points(PointKind.PHONE)))
add_item(Item("email", gettext_lazy("E-mail addresses"), 2, 2, 50, _points(PointKind.EMAIL)))
add_item(Item("contacts", gettext_lazy("Their last contacts with us"), 2, 2, 60, _contacts))
