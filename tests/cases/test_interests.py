"""Who is involved in a customer's matter keeps out of it, by whatever way (STF-4)."""

import pytest

from frontoffice.authority.actions.approving import approve
from frontoffice.authority.actions.declaring import declare_interest
from frontoffice.authority.deciding import InConflict
from frontoffice.authority.models import Approval
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.replying import reply
from frontoffice.correspondence.models import Message
from frontoffice.customers.actions.registering import add_contact_point
from frontoffice.customers.models import PointKind
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_stf_4_an_interest_in_the_customer_is_one_in_case_letter_and_address() -> None:
    making.topic("cards")
    case = making.case(name="Marisol Ortega-Reyes", email="m.ortega@example.org")
    assert case.customer is not None
    cousin, ruth = factories.supervisor("Cousin"), factories.supervisor("Ruth")
    noor = factories.staff("Noor", grants=["cases.reply"], asks=["correspondence.release"])
    reply(case=case, text="Soon.", by=noor.actor, at=NOW)
    held = Approval.objects.get()
    declare_interest(
        kind="customers.party",
        reference=case.customer.reference,
        relation="relative",
        by=cousin.actor,
        at=NOW,
    )
    with pytest.raises(InConflict):
        note(case=case, text="I know her.", by=cousin.actor, at=NOW)
    with pytest.raises(InConflict):
        approve(approval=held, by=cousin.actor, at=NOW)
    with pytest.raises(InConflict):
        add_contact_point(
            party=case.customer, kind=PointKind.EMAIL, value="x@example.org", by=cousin.actor, at=NOW
        )
    assert approve(approval=held, by=ruth.actor, at=NOW).status == "approved"


def test_x_4_who_released_a_letter_writes_to_the_same_customer_and_the_other_way_round() -> None:
    making.topic("cards")
    first, second = (
        making.case(name="Marisol Ortega-Reyes", email="m.ortega@example.org", subject=f"Card {number}")
        for number in range(2)
    )
    ruth = factories.supervisor("Ruth")
    noor = factories.staff("Noor", grants=["cases.reply"], asks=["correspondence.release"])
    reply(case=first, text="Soon.", by=noor.actor, at=NOW)
    approve(approval=Approval.objects.get(), by=ruth.actor, at=NOW)
    assert second.customer == first.customer
    reply(case=second, text="Tomorrow.", by=ruth.actor, at=NOW)
    assert Message.objects.get(by=ruth.actor).status == "released"
