"""The reasons that can be given for opening what is not on one's work: a list that the agency may make its own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import AccessReason


@dataclass(frozen=True)
class Reason:
    """A reason on the list."""

    code: str
    name: str | Promise
    needs_text: bool = False


SHIPPED = (
    Reason("contact", _("The customer is here or on the telephone")),
    Reason("returning", _("I call or write back to the customer")),
    Reason("helping", _("A colleague asked me to help")),
    Reason("supervising", _("Supervision, quality review or approval")),
    Reason("correcting", _("Correcting what is on file")),
    Reason("auditing", _("Audit or inspection")),
    Reason("other", _("Another reason"), needs_text=True),
)


def reasons() -> list[Reason]:
    """The agency's list; until it has one of its own, the shipped one."""
    own = [
        Reason(row.code, row.name, row.needs_text)
        for row in AccessReason.objects.filter(active=True).order_by("order", "code")
    ]
    return own or list(SHIPPED)


def name_of(code: str) -> str:
    """How a reason reads, also one that is no longer on the list."""
    row = AccessReason.objects.filter(code=code).first()
    if row is not None:
        return row.name
    return str(next((one.name for one in SHIPPED if one.code == code), code))
