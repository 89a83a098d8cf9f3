"""What findings come to."""

from frontoffice.supervision.models import ScorecardItem
from frontoffice.supervision.scoring import Score, score


def item(weight: int, *, critical: bool = False) -> ScorecardItem:
    return ScorecardItem(code="x", name="X", weight=weight, critical=critical)


def test_nothing_found_is_a_full_score() -> None:
    assert score([]) == Score(100, True, 0, 0)


def test_weights_are_taken_off_down_to_nothing() -> None:
    assert score([item(15), item(15)]) == Score(70, True, 2, 0)
    assert score([item(15), item(20)]) == Score(65, False, 2, 0)
    assert score([item(80), item(80)]) == Score(0, False, 2, 0)


def test_stf_7_a_critical_error_fails_whatever_the_score() -> None:
    assert score([item(1, critical=True)]) == Score(99, False, 1, 1)
