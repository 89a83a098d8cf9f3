"""Whoever sees no row of a kind finds none, on either database."""

import pytest

from frontoffice.customers.models import PARTIES, Party
from frontoffice.foundation.search import hits

pytestmark = pytest.mark.django_db


def test_who_sees_nothing_finds_nothing() -> None:
    assert hits(PARTIES, ["ortega"], among=Party.objects.none()) == []
    assert hits(PARTIES, ["ortega"], among=Party.objects.filter(pk__in=[])) == []
