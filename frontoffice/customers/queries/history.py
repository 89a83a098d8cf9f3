"""What was changed on a customer's file, by whom and when: from the events, which never change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import AddressRole, NameKind, Party, RoleKind
from frontoffice.customers.queries.together import whole
from frontoffice.foundation.models import Event, EventSubject

MOST_SHOWN = 40
SAID: dict[str, str | Promise] = {
    "PartyRegistered": _("put on file"),
    "NameAdded": _("added a name"),
    "NameEnded": _("ended a name"),
    "AddressChanged": _("changed an address"),
    "AddressEnded": _("ended an address"),
    "DeliverabilityChanged": _("noted whether letters arrive"),
    "ContactPointAdded": _("added a way to reach them"),
    "ContactPointEnded": _("ended a way to reach them"),
    "ContactPointPreferred": _("said which way is tried first"),
    "ContactPointVerified": _("reached them there"),
    "ContactPointUnverified": _("took back that they are reached there"),
    "ContactPointUndeliverable": _("noted that nothing arrives there"),
    "ContactPointDeliverable": _("noted that they can be reached there again"),
    "IdentifierAdded": _("added a number"),
    "IdentifierEnded": _("ended a number"),
    "IdentifierUnmasked": _("uncovered a number"),
    "PreferencesSet": _("noted how they want to be served"),
    "MemberAdded": _("added somebody to a household"),
    "MemberLeft": _("ended a membership of a household"),
    "ParticularRecorded": _("recorded a date"),
    "ConfidentialityChanged": _("changed how closely the file is kept"),
    "AccountOpened": _("opened an account"),
    "AccountStatusChanged": _("changed how an account stands"),
    "AccountRoleGiven": _("gave a role on an account"),
    "AccountRoleEnded": _("ended a role on an account"),
    "CustomersMerged": _("merged two files that are one customer’s"),
    "MergeUndone": _("parted two files again"),
}
_KINDS: dict[str, str | Promise] = {
    **{role.value: role.label for role in AddressRole},
    **{kind.value: kind.label for kind in NameKind},
    **{kind.value: kind.label for kind in RoleKind},
}


@dataclass(frozen=True)
class Change:
    """What somebody did, and to which of several: the role of the address, the kind of name."""

    event: Event
    said: str
    which: str


def changes_of(party: Party) -> Sequence[Change]:
    """The newest changes first. One query."""
    about = EventSubject.objects.filter(kind=party._meta.label_lower, subject_id__in=whole(party))
    names = [f"customers.{name}" for name in SAID]
    rows = Event.objects.filter(pk__in=about.values("event"), name__in=names)
    newest = rows.select_related("by", "authorized_by").order_by("-pk")[:MOST_SHOWN]
    return [Change(row, str(SAID[row.name.partition(".")[2]]), _which(row)) for row in newest]


def _which(row: Event) -> str:
    said = row.payload.get("role") or row.payload.get("kind") or ""
    return str(_KINDS.get(said, ""))
