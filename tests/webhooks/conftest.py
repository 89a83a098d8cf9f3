"""Somebody who has a program told, the program, and the worker's part."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Topic
from frontoffice.foundation.actors import service
from frontoffice.webhooks import schedules
from frontoffice.webhooks.actions.subscribing import subscribe
from frontoffice.webhooks.models import Subscription
from tests import factories
from tests.cases import making
from tests.factories import NOW
from tests.webhooks.receiving import Receiver, receiver

SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OPENED = "cases.CaseOpened"
Tell = Callable[..., None]


@pytest.fixture
def program(settings: Any) -> Iterator[Receiver]:
    with receiver() as made:
        settings.WEBHOOK_HOSTS = [made.host]
        settings.WEBHOOK_SECONDS = 3.0
        yield made


@pytest.fixture
def miriam(db: None) -> StaffMember:
    return factories.supervisor("Miriam Castellanos", username="miriam")


@pytest.fixture
def topic(miriam: StaffMember) -> Topic:
    return making.topic()


@pytest.fixture
def subscription(program: Receiver, miriam: StaffMember, topic: Topic) -> Subscription:
    """The program is told of opened cases, in Miriam's name."""
    return subscribe(
        name="Case mirror", url=program.url, kinds=[OPENED], secret=SECRET, by=miriam.actor, at=NOW
    )


@pytest.fixture
def tell() -> Tell:
    """What the worker does, so much after NOW."""

    def told(**after: float) -> None:
        schedules.tell_programs(by=service("webhooks"), at=NOW + dt.timedelta(**after))

    return told
