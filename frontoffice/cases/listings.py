"""What programs can narrow lists of cases and topics by, and the orders that these come in."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.listing import Filter, choice, code, lists, reference, said
from frontoffice.authority.signatures import DAY
from frontoffice.cases.models import Case, Priority, Status, Topic
from frontoffice.contacts.models import Channel
from frontoffice.foundation.models import Actor
from frontoffice.foundation.references import normalize

ME, NOBODY = "me", "nobody"


def _assigned(rows: QuerySet[Any], value: str, by: Actor) -> QuerySet[Any]:
    if value == ME:
        return rows.filter(assignee__actor=by)
    if value == NOBODY:
        return rows.filter(assignee__isnull=True)
    return rows.filter(assignee__reference=normalize(value) or value)


def _open(rows: QuerySet[Any], value: bool, by: Actor) -> QuerySet[Any]:
    resolved = {"status": Status.RESOLVED}
    return rows.exclude(**resolved) if value else rows.filter(**resolved)


lists(
    Case,
    choice("status", Status.values, "status", _("The category of where it stands.")),
    Filter("open", bool, _open, _("Whether it is not resolved yet.")),
    code("topic", "topic__code", _("Code of the topic.")),
    code("unit", "unit__code", _("Code of the unit.")),
    code("type", "type__type__code", _("Code of the case type."), staff=True),
    code("stage", "stage", _("Stage of the case type's lifecycle."), staff=True),
    choice("channel", Channel.values, "channel", _("How it came in."), staff=True),
    said(
        "priority",
        Literal[tuple(str(one) for one in Priority.values)],
        "priority",
        _("From 1, urgent, to 4, low."),
        staff=True,
        turned=int,
    ),
    Filter(
        "assignee",
        Annotated[str, Field(min_length=1, max_length=60)],
        _assigned,
        _("Reference of the colleague who has it, “me” or “nobody”."),
        staff=True,
    ),
    reference("customer", "customer__reference", _("Reference of the customer."), staff=True),
    said("received_from", DAY, "received_on__gte", _("Received on this day or later.")),
    said("received_until", DAY, "received_on__lte", _("Received on this day or earlier.")),
    said("due_until", DAY, "due_on__lte", _("Due on this day or earlier.")),
    sorts={"due": ("due_on",)},
)

lists(
    Topic,
    code("unit", "unit__code", _("Code of the unit that answers for it.")),
    code("code", "code", _("Its own code.")),
    sorts={"name": ("name",)},
)
