"""What programs can narrow the lists of customers and accounts by.

Not by name, telephone number, e-mail address or account number: what a program asks for stands in the logs of whatever
lies between.
"""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.listing import Filter, choice, code, lists, said
from frontoffice.authority.signatures import DAY
from frontoffice.customers.models import Account, AccountStatus, Party, PartyKind
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.models import Actor
from frontoffice.foundation.references import normalize


def _merged(rows: QuerySet[Any], value: bool, by: Actor) -> QuerySet[Any]:
    return rows.filter(merged_into__isnull=not value)


def _of_customer(rows: QuerySet[Any], value: str, by: Actor) -> QuerySet[Any]:
    """Of everybody who was merged into them too (ACC-8); of nobody where there is none."""
    party = Party.objects.filter(reference=normalize(value) or value).first()
    return rows.filter(customer__in=whole(party)) if party is not None else rows.none()


lists(
    Party,
    choice("kind", PartyKind.values, "kind", _("Person, organization or household.")),
    code("language", "language", _("What they are served in.")),
    said("since_from", DAY, "since__gte", _("Known since this day or later.")),
    Filter("merged", bool, _merged, _("Whether it was merged into another.")),
)
lists(
    Account,
    choice("status", AccountStatus.values, "status", _("Open, on hold or closed.")),
    code("kind", "kind", _("Code of the kind of account.")),
    Filter(
        "customer",
        Annotated[str, Field(min_length=1, max_length=60)],
        _of_customer,
        _("Reference of whose account it is."),
    ),
    said("opened_from", DAY, "opened_on__gte", _("Opened on this day or later.")),
)
