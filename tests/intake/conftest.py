"""An agency with a mailbox, and, for the tests that ask for it, a mail server that really runs."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from frontoffice.cases.models import Topic
from frontoffice.intake.models import Mailbox
from tests import factories
from tests.cases import making as cases
from tests.conftest import nothing_may_be_skipped
from tests.intake import making
from tests.intake.real_mail import PROGRAMS, MailHouse, found, mail_house


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


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailHouse]:
    """Dovecot and postfix, once for all tests of a process."""
    missing = [name for name in PROGRAMS if found(name) is None]
    if missing and nothing_may_be_skipped():
        pytest.fail(f"not installed: {', '.join(missing)}", pytrace=False)
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with mail_house(tmp_path_factory.mktemp("mail")) as running:
        yield running
