"""Somebody who learns, somebody who looks after the work, somebody above both."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Topic
from tests import factories
from tests.cases import making as cases
from tests.supervision import making


@pytest.fixture(autouse=True)
def files_of_this_test(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def topic(db: None) -> Topic:
    factories.agency()
    return cases.topic()


@pytest.fixture
def miriam(topic: Topic) -> StaffMember:
    """The supervisor of both."""
    return factories.supervisor("Miriam Castellanos", username="miriam")


@pytest.fixture
def ruth(topic: Topic, miriam: StaffMember) -> StaffMember:
    """A senior colleague."""
    return making.supervised(factories.senior("Ruth Okafor", username="ruth"), miriam)


@pytest.fixture
def noor(topic: Topic, miriam: StaffMember) -> StaffMember:
    """In training: each message waits for a reader."""
    return making.supervised(making.trainee("Noor Haddad", username="noor"), miriam)


@pytest.fixture
def dana(topic: Topic, miriam: StaffMember) -> StaffMember:
    """Sends by herself."""
    return making.supervised(factories.representative("Dana Whitfield", username="dana"), miriam)


def signed_in(member: StaffMember) -> Client:
    client = Client()
    assert member.user is not None
    client.force_login(member.user)
    return client
