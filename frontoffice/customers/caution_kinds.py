"""The kinds of cautions that are offered: those shipped, as the agency changed them, and its own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import CautionKind

SHIPPED: dict[str, str | Promise] = {
    "hostile": _("Was hostile"),
    "threat": _("Threatened somebody"),
    "do_not_visit": _("Don’t visit"),
    "never_alone": _("Never meet alone"),
    "animal": _("Dangerous animal"),
}


def kinds() -> dict[str, str | Promise]:
    """Code and name of each kind that is offered. One query."""
    found = dict(SHIPPED)
    for row in CautionKind.objects.order_by("name"):
        found.pop(row.code, None)
        if row.active:
            found[row.code] = row.name
    return found


def name_of(code: str) -> str:
    """The name of a shipped kind without asking the database; else the code in words."""
    return str(SHIPPED.get(code, code.replace("_", " ").capitalize()))
