"""An agency with a mailbox, and, for the tests that ask for it, a mail server that really runs."""

import pytest
from django.core.cache import cache
from django.utils import translation

from frontoffice.cases.models import Topic
from frontoffice.intake.models import Mailbox
from tests import factories
from tests.cases import making as cases
from tests.intake import making
from tests.mail_house import house

__all__ = ["house", "mailbox", "topic"]


@pytest.fixture
def topic(db: None) -> Topic:
    cache.clear()
    translation.activate("en-us")
    factories.agency()
    return cases.topic()


@pytest.fixture
def mailbox(topic: Topic) -> Mailbox:
    """help@agency.example, on the topic `cards`; nobody listens there."""
    return making.mailbox()
