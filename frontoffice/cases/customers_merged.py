"""What this room tells of two customers that are merged, and hands over when they are parted: cases and contacts."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontoffice.cases.actions.recording import locked, save
from frontoffice.cases.events import CustomerLinked
from frontoffice.cases.models import Case
from frontoffice.cases.models.cases import UNRESOLVED
from frontoffice.contacts.models import Contact
from frontoffice.correspondence.models import Message
from frontoffice.customers.merging.following import Amount, Came, Following, add_following
from frontoffice.customers.models import Merge, Party
from frontoffice.customers.queries.together import going_on, whole
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor

MOST_LISTED = 200


def cases_of(party: Party) -> Amount:
    """All and the open ones. One query."""
    rows = Case.objects.filter(customer__in=whole(party))
    found = rows.aggregate(every=Count("pk"), open=Count("pk", filter=UNRESOLVED))
    return Amount(found["every"], found["open"])


def contacts_of(party: Party) -> Amount:
    return Amount(Contact.objects.filter(customer__in=whole(party)).count())


def messages_of(party: Party) -> Amount:
    return Amount(Message.objects.filter(customer__in=whole(party)).count())


def cases_since(merge: Merge) -> Sequence[Came]:
    """The cases that were opened for the customer that goes on after the merge."""
    rows = Case.objects.filter(customer=going_on(merge.other), recorded_at__gt=merge.merged_at).order_by("pk")
    return [
        Came(
            row.reference,
            f"{row.number} {row.subject}",
            row.recorded_at,
            reverse("cases:case", args=[row.reference]),
        )
        for row in rows[:MOST_LISTED]
    ]


def give_case(reference: str, *, to: Party, by: Actor, at: datetime) -> None:
    """The case is the parted customer's."""
    case = locked(Case.objects.get(reference=reference))
    before, case.customer = case.customer, to
    save(case, "customer")
    linked = CustomerLinked(
        case_id=case.pk, party_id=to.pk, from_party_id=before.pk if before is not None else None
    )
    announce(linked, about=[case, to, *([before] if before is not None else [])], by=by, at=at)


def register() -> None:
    """Called once, when the app is ready."""
    add_following(Following("cases.case", _("Cases"), 10, cases_of, cases_since, give_case))
    add_following(Following("cases.contact", _("Contacts"), 20, contacts_of))
    add_following(Following("cases.message", _("Messages"), 30, messages_of))
