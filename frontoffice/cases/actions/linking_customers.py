"""Linking a case to a customer on file, once a colleague knows who the asker is."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.cases.actions.recording import locked, save
from frontoffice.cases.events import CustomerLinked
from frontoffice.cases.models import Case
from frontoffice.cases.permissions import unit_of_case
from frontoffice.customers.models import Party
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor


@action("cases.link_customer", title=_("Link a case to a customer"), unit=unit_of_case)
def link_customer(*, case: Case, customer: Party, by: Actor, at: datetime) -> Case:
    """Say whose case this is; what the asker gave about themselves stays beside it. A second time changes nothing."""
    case = locked(case)
    before = case.customer
    if before is not None and before.pk == customer.pk:
        return case
    case.customer = customer
    save(case, "customer")
    linked = CustomerLinked(
        case_id=case.pk, party_id=customer.pk, from_party_id=before.pk if before is not None else None
    )
    announce(linked, about=[case, customer, *([before] if before is not None else [])], by=by, at=at)
    return case
