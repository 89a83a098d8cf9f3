"""The files, read by the oracle, and the product, by its own reader, say the same of every level and every pair."""

from decimal import Decimal

import pytest

from frontoffice.authority import registry
from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.models import Level
from frontoffice.authority.separation import APART, APART_UNLESS_SMALL, Part
from frontoffice.authority.series import shipped
from frontoffice.foundation.actors import service
from tests.authority.oracle.judging import apart, level_says
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("one", list(Part))
def test_the_product_parts_what_the_matrix_parts(one: Part) -> None:
    for other in Part:
        pair = frozenset({one.value, other.value})
        said = "X" if pair in APART else "S" if pair in APART_UNLESS_SMALL else "."
        assert said == apart(one.value, other.value), f"{one} and {other}"


@pytest.mark.parametrize("series", sorted(shipped.CODES))
def test_each_level_holds_what_its_series_says_and_nothing_else(series: str) -> None:
    adopt_series(series=series, by=service("authority"), at=NOW)
    for level in Level.objects.all():
        kept = {row.action: row for row in level.defaults.filter(standing="regular")}
        for action in registry.ACTIONS:
            said = level_says(series, level.code.rpartition(".")[2], action)
            row = kept.get(action)
            assert (said is None) == (row is None), f"{level.code}: {action}"
            if said is None or row is None:
                continue
            assert row.needs_approval == said["asks"], f"{level.code}: {action}"
            amount = said.get("amount")
            assert row.amount_limit == (None if amount is None else Decimal(str(amount)))
            assert row.confidentiality_limit == said.get("confidentiality")
            assert row.complexity_limit == said.get("complexity")
            assert row.review_share == said["share"]
