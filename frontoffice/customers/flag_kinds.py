"""The kinds of flags that are offered, each with its handling and its viewers (ACC-15)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import FlagKind, Viewers


@dataclass(frozen=True)
class Kind:
    """`handling` says what a colleague does; `viewers` is the widest circle that a flag of this kind is shown to."""

    code: str
    name: str | Promise
    handling: str | Promise
    viewers: Viewers = Viewers.STAFF
    tone: str = "warning"


SHIPPED = {
    kind.code: kind
    for kind in (
        Kind(
            "deceased",
            _("Deceased"),
            _(
                "Speak with whoever settles the estate, and ask for the court's letter. Send nothing to the person."
            ),
        ),
        Kind("minor", _("Minor"), _("A parent or guardian acts for them. Note who it is."), tone="info"),
        Kind(
            "guardian",
            _("Under guardianship"),
            _("The guardian acts for them, within what the court's order says."),
            tone="info",
        ),
        Kind(
            "under_investigation",
            _("Under investigation"),
            _("Serve as usual and tell nobody, the customer least of all. Questions go to your supervisor."),
            Viewers.REVIEWERS,
        ),
        Kind(
            "identity_theft",
            _("Victim of identity theft"),
            _("Verify at the highest level, and change nothing on the word of a caller."),
        ),
        Kind(
            "protected_address",
            _("Address confidentiality program"),
            _("Take the substitute address as it is. Don’t ask for the real one, and don’t write it down."),
        ),
    )
}


def kinds() -> dict[str, Kind]:
    """Each kind that is offered, by its code. One query."""
    found = dict(SHIPPED)
    for row in FlagKind.objects.order_by("name"):
        shipped = found.pop(row.code, None)
        if row.active:
            tone = shipped.tone if shipped is not None else "warning"
            found[row.code] = Kind(row.code, row.name, row.handling, Viewers(row.viewers), tone)
    return found


def unknown(code: str) -> Kind:
    """What stands for a kind that is offered no more: its code in words."""
    return SHIPPED.get(code) or Kind(code, code.replace("_", " ").capitalize(), "")
