"""An office with texts and an automated colleague that is switched on."""

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.representative.models import AutomatedPost
from tests import factories
from tests.representative import making


@pytest.fixture
def office(db: None) -> None:
    making.agency()
    making.library()


@pytest.fixture
def post(office: None) -> AutomatedPost:
    return making.post()


@pytest.fixture
def ruth(office: None) -> StaffMember:
    """A senior colleague, who reads what others may not send by themselves."""
    return factories.senior("Ruth Okafor", username="ruth")


@pytest.fixture
def desk(client: Client, ruth: StaffMember) -> Client:
    """Ruth is signed in."""
    assert ruth.user is not None
    client.force_login(ruth.user)
    return client
