"""Two units, customers with a case in one of them, and colleagues who look."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import Party
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests import factories
from tests.cases import making
from tests.factories import NOW


@pytest.fixture
def dana(db: None) -> StaffMember:
    return factories.representative("Dana Whitfield", username="dana")


@pytest.fixture
def olu(db: None) -> StaffMember:
    """A colleague of another unit."""
    return factories.representative("Olu Adeyemi", username="olu", unit_code="tax")


@pytest.fixture
def miriam(dana: StaffMember, olu: StaffMember) -> StaffMember:
    """The supervisor of both."""
    member = factories.supervisor("Miriam Castellanos", username="miriam")
    StaffMember.objects.exclude(pk=member.pk).update(supervisor=member)
    return member


@pytest.fixture
def marisol(db: None) -> Party:
    return register(name="Marisol Ortega-Reyes", email="m.ortega@example.org", by=service("cases"), at=NOW)


@pytest.fixture
def case(marisol: Party, dana: StaffMember) -> Case:
    """A case of hers in Dana's unit."""
    making.topic()
    found = making.case()
    Case.objects.filter(pk=found.pk).update(customer=marisol, assignee=None)
    return Case.objects.get(pk=found.pk)


@pytest.fixture
def browser_of() -> Callable[[StaffMember], Client]:
    def signed_in(member: StaffMember) -> Client:
        client = Client()
        assert member.user is not None
        client.force_login(member.user)
        return client

    return signed_in


@pytest.fixture
def token_of() -> Callable[[StaffMember], dict[str, str]]:
    """The header of a program that acts for the colleague."""

    def made(member: StaffMember) -> dict[str, str]:
        secret, at = f"a secret of {member.actor.name} that is long enough", clock.now()
        until = at + dt.timedelta(days=1)
        issue_token(secret=secret, name="t", scopes=["*"], expires_at=until, by=member.actor, at=at)
        return {"Authorization": f"Bearer {secret}"}

    return made
