"""An event that commits late, with a lower id than others that were told already, is told all the same."""

import threading

import pytest
from django.db import connection, transaction

from frontoffice.authority.models import StaffMember
from frontoffice.foundation.events import announce
from frontoffice.webhooks import signing, spreading
from frontoffice.webhooks.actions.subscribing import subscribe
from frontoffice.webhooks.events import SubscriptionTriedOut
from frontoffice.webhooks.models import Notification, Subscription
from tests import factories
from tests.factories import NOW


def news(about: Subscription, member: StaffMember) -> None:
    with transaction.atomic():
        announce(SubscriptionTriedOut(subscription_id=about.pk), about=about, by=member.actor, at=NOW)


@pytest.mark.only_on("postgresql", reason="SQLite has one writer at a time: ids commit in their order")
@pytest.mark.django_db(transaction=True)
def test_what_commits_late_with_a_lower_id_is_told_too() -> None:
    member = factories.supervisor()
    about = subscribe(
        name="x",
        url="https://hooks.example.org/",
        kinds=["webhooks.SubscriptionTriedOut"],
        secret=signing.new_secret(),
        by=member.actor,
        at=NOW,
    )
    began, goes_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            announce(SubscriptionTriedOut(subscription_id=about.pk), about=about, by=member.actor, at=NOW)
            began.set()
            goes_on.wait(20)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    try:
        assert began.wait(10)
        news(about, member)
        assert spreading.spread(spreading.live(), at=NOW) == 0, "it waits for who still writes"
    finally:
        goes_on.set()
        writer.join()
    assert spreading.spread(spreading.live(), at=NOW) == 2
    assert spreading.spread(spreading.live(), at=NOW) == 0
    assert Notification.objects.count() == 2
