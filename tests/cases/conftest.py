"""Somebody to work on cases, and cases to work on."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case, Topic
from tests import factories
from tests.cases import making


@pytest.fixture
def topic(db: None) -> Topic:
    factories.agency()
    return making.topic()


@pytest.fixture
def dana(db: None) -> StaffMember:
    """Level 1, in the unit `front`."""
    return factories.representative("Dana Whitfield", username="dana")


@pytest.fixture
def tomas(db: None) -> StaffMember:
    return factories.representative("Tomas Reinholt", username="tomas")


@pytest.fixture
def case(topic: Topic) -> Case:
    """A visitor asked, with an e-mail address; nobody has it."""
    return making.case()


@pytest.fixture
def desk(client: Client, dana: StaffMember) -> Client:
    """Dana is signed in."""
    assert dana.user is not None
    client.force_login(dana.user)
    return client
