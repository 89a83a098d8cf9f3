"""How well the same people are found, on people that the score was not set on: never worse than this."""

import pytest

from frontoffice.customers.benchmarking.measuring import interval, measure
from frontoffice.customers.benchmarking.people import entries

pytestmark = pytest.mark.django_db
UNSEEN = 31_415  # the score was set on others


def test_the_same_seed_makes_the_same_people() -> None:
    assert entries(40, UNSEEN) == entries(40, UNSEEN)
    assert entries(40, UNSEEN) != entries(40, UNSEEN + 1)


def test_acc_9_few_are_missed_and_hardly_anybody_is_taken_for_another() -> None:
    measured = measure(400, UNSEEN)
    assert measured.true > 80
    assert measured.precision >= 0.98, measured.wrong
    assert measured.recall >= 0.91, measured.missed


def test_an_interval_holds_its_share() -> None:
    low, high = interval(95, 100)
    assert 0.88 < low < 0.95 < high < 0.98
    assert interval(0, 0) == (0.0, 1.0)
