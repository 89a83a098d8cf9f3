"""Which words of a mail server say that nothing will ever arrive at an address."""

import pytest

from frontoffice.correspondence.actions.dispatching import begin, conclude
from frontoffice.correspondence.actions.marking_addresses import enhanced_code, is_dead
from frontoffice.correspondence.models import Outcome
from frontoffice.customers.actions.registering import register
from frontoffice.foundation.actors import service
from tests.correspondence.letters import sent_out
from tests.factories import NOW, representative


@pytest.mark.parametrize(
    ("words", "code", "dead"),
    [
        ("550 5.1.1 There is nobody of this name", "5.1.1", True),
        ("550-5.2.1 The mailbox is switched off", "5.2.1", True),
        ("550 5.4.1 Recipient address rejected: no access", "5.4.1", True),
        ("554 5.7.1 Refused by policy", "5.7.1", False),
        ("552 5.3.4 Message too big", "5.3.4", False),
        ("450 4.2.1 Come again later", "4.2.1", False),
        ("550 No such user here", "", False),
        ("554 blocked by 10.5.1.1, see 5.1.1.7", "", False),
    ],
)
def test_for_good_and_about_the_address(words: str, code: str, dead: bool) -> None:
    assert (enhanced_code(words), is_dead(code)) == (code, dead)


@pytest.mark.parametrize(
    ("outcome", "words", "marked"),
    [
        (Outcome.REFUSED, "550 5.1.1 There is nobody of this name", True),
        (Outcome.REFUSED, "554 5.7.1 Refused by policy", False),
        (Outcome.PUT_OFF, "450 4.2.1 Come again later", False),
    ],
)
@pytest.mark.django_db
def test_acc_7_an_address_that_our_own_mail_server_refuses_is_marked_at_once(
    outcome: Outcome, words: str, marked: bool
) -> None:
    by = representative().actor
    jordan = register(name="Jordan Ellis", email="Jordan@example.org", by=by, at=NOW)
    message = sent_out()
    dispatch = begin(message.pk, transport="smtp", open_until=NOW, at=NOW)
    assert dispatch is not None
    conclude(dispatch.pk, outcome, words, by=service("correspondence"), at=NOW)
    assert (jordan.contact_points.get().undeliverable_since == NOW) is marked
