"""What programs can narrow the list of customers by.

Not by name, telephone number or e-mail address: what a program asks for stands in the logs of whatever lies between.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.listing import Filter, choice, code, lists, said
from frontoffice.authority.signatures import DAY
from frontoffice.customers.models import Party, PartyKind
from frontoffice.foundation.models import Actor


def _merged(rows: QuerySet[Any], value: bool, by: Actor) -> QuerySet[Any]:
    return rows.filter(merged_into__isnull=not value)


lists(
    Party,
    choice("kind", PartyKind.values, "kind", _("Person, organization or household.")),
    code("language", "language", _("What they are served in.")),
    said("since_from", DAY, "since__gte", _("Known since this day or later.")),
    Filter("merged", bool, _merged, _("Whether it was merged into another.")),
)
