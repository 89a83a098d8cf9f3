"""What programs can narrow the list of contacts by, and the orders that it comes in."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.listing import Filter, choice, code, lists, reference, said
from frontoffice.authority.signatures import INSTANT
from frontoffice.contacts.models import Channel, Contact, Direction, Outcome
from frontoffice.foundation.models import Actor


def _going_on(rows: QuerySet[Any], value: bool, by: Actor) -> QuerySet[Any]:
    return rows.filter(ended_at__isnull=value)


lists(
    Contact,
    choice("channel", Channel.values, "channel", _("By which way.")),
    choice("direction", Direction.values, "direction", _("Who began it.")),
    choice("outcome", Outcome.values, "outcome", _("How it ended.")),
    Filter("open", bool, _going_on, _("Whether it goes on.")),
    code("unit", "unit__code", _("Code of the unit that served."), staff=True),
    reference("customer", "customer__reference", _("Reference of the customer."), staff=True),
    said("started_from", INSTANT, "started_at__gte", _("Begun at this instant or later.")),
    said("started_until", INSTANT, "started_at__lt", _("Begun before this instant.")),
    sorts={"started": ("-started_at",)},
)
