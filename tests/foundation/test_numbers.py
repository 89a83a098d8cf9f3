"""CASH-13: numbers have no gaps, whatever is rolled back and however many take them at once."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from frontoffice.foundation import numbers
from frontoffice.foundation.models import NumberSeries

AT = dt.datetime(2026, 3, 2, 15, 0, tzinfo=dt.UTC)


Concurrently = Callable[..., list[Any]]


class Changed(Exception):
    """Somebody thought better of it."""


@pytest.fixture(autouse=True)
def series(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "PATTERNS", {})
    numbers.declare("case", "C-{year}-{number:06}")
    numbers.declare("receipt", "{scope}-{year}-{number:05}")
    numbers.declare("drawer", "D{number}")


def take_case(year: int = 2026) -> str:
    with transaction.atomic():
        return numbers.take(series="case", year=year, at=AT)


def take_and_fail() -> None:
    with transaction.atomic():
        numbers.take(series="case", year=2026, at=AT)
        raise Changed


@pytest.mark.django_db
def test_numbers_follow_each_other_and_start_anew_each_year() -> None:
    assert [take_case(), take_case(), take_case(2027), take_case()] == [
        "C-2026-000001",
        "C-2026-000002",
        "C-2027-000001",
        "C-2026-000003",
    ]
    assert NumberSeries.objects.get(name="case", year=2026).last_taken_at == AT


@pytest.mark.django_db
def test_a_series_can_be_parted_by_office_or_run_on_for_ever() -> None:
    with transaction.atomic():
        taken = [
            numbers.take(series="receipt", year=2026, scope="WEST", at=AT),
            numbers.take(series="receipt", year=2026, scope="HQ", at=AT),
            numbers.take(series="receipt", year=2026, scope="WEST", at=AT),
            numbers.take(series="drawer", at=AT),
        ]
    assert taken == ["WEST-2026-00001", "HQ-2026-00001", "WEST-2026-00002", "D1"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given() -> None:
    with pytest.raises(numbers.NumberOutsideTransaction):
        numbers.take(series="case", year=2026, at=AT)
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"series": "unheard-of"}, numbers.UndeclaredSeries),
        ({"series": "case"}, ValueError),
        ({"series": "case", "year": 2026, "scope": "HQ"}, ValueError),
        ({"series": "receipt", "year": 2026}, ValueError),
        ({"series": "drawer", "year": 2026}, ValueError),
    ],
)
def test_a_number_that_could_not_be_written_is_not_taken(
    asked: dict[str, object], problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        numbers.take(**asked, at=AT)  # type: ignore[arg-type]
    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize("pattern", ["C-{year}", "C-{number}-{office}", "C-{0}-{number}", "C-{number"])
def test_a_pattern_that_has_no_number_or_strange_parts_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        numbers.declare("odd", pattern)


def test_a_series_is_declared_once() -> None:
    numbers.declare("case", "C-{year}-{number:06}")
    with pytest.raises(ValueError, match="already written"):
        numbers.declare("case", "K{year}{number}")


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_rolls_back_leaves_no_gap_not_even_the_first() -> None:
    for expected in ("C-2026-000001", "C-2026-000002"):
        with pytest.raises(Changed):
            take_and_fail()
        assert take_case() == expected


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_different_numbers_without_a_gap(concurrently: Concurrently) -> None:
    taken = concurrently(lambda _i: [take_case() for _ in range(5)], times=8)
    flat = sorted(number for several in taken for number in several)
    assert flat == [f"C-2026-{n:06}" for n in range(1, 41)]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_some_of_whom_roll_back_leave_no_gap(concurrently: Concurrently) -> None:
    def act(i: int) -> str:
        with transaction.atomic():
            number = numbers.take(series="case", year=2026, at=AT)
            if i % 3 == 0:
                raise Changed
            return number

    results = concurrently(act, times=12)
    kept = sorted(result for result in results if isinstance(result, str))
    assert kept == [f"C-2026-{n:06}" for n in range(1, 9)]
    assert sum(isinstance(result, Changed) for result in results) == 4
    assert numbers.gap_report(kept, series="case", year=2026).is_clean


@pytest.mark.django_db
def test_the_gap_report_names_what_is_missing_repeated_or_unknown() -> None:
    for _ in range(5):
        take_case()
    carried = ["C-2026-000001", "C-2026-000003", "C-2026-000003", "C-2026-000004", "C-2026-000009"]
    report = numbers.gap_report(carried, series="case", year=2026)
    assert not report.is_clean
    assert (report.last, report.missing) == (5, ("C-2026-000002", "C-2026-000005"))
    assert (report.repeated, report.unknown) == (("C-2026-000003",), ("C-2026-000009",))


@pytest.mark.django_db
def test_numbers_taken_while_the_report_reads_are_no_errors() -> None:
    carried = [take_case(), take_case()]

    def reading() -> Iterator[str]:
        yield from carried
        yield take_case()  # committed by somebody else in the meantime, with the row that carries it

    assert numbers.gap_report(reading(), series="case", year=2026).is_clean


@pytest.mark.django_db
def test_the_database_refuses_two_rows_for_one_series() -> None:
    NumberSeries.objects.create(name="case", year=2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        NumberSeries.objects.create(name="case", year=2026)
