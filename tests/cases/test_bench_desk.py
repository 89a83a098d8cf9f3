"""`frontoffice bench desk`: a real server on a small database, asked in every way; what it costs does not grow."""

import json
from typing import Any

import pytest

from frontoffice.cases.benchmarking import vocabulary
from tests.installations import Installation

ASKED = {
    "create, api",
    "open, page",
    "open, api",
    "list, page",
    "search, page",
    "reply, api",
    "customer, page",
}


def measured(installation: Installation, *sizes: str) -> list[dict[str, Any]]:
    done = installation.run(
        "bench", "desk", "--cases", *sizes, "--clients", "2", "--seconds", "0.4", "--json"
    )
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = json.loads(done.stdout[done.stdout.index("[\n") :])
    return told


def test_everything_is_asked_nothing_goes_wrong_and_queries_do_not_grow_with_the_cases(
    installation: Installation,
) -> None:
    small, large = measured(installation, "60", "600")
    assert set(small["asked"]) == ASKED
    for size in (small, large):
        assert {name: of["first_wrong"] for name, of in size["asked"].items() if of["wrong"]} == {}
        assert all(of["requests"] > 0 for of in size["asked"].values())
    assert (small["added"], large["added"]) == (60, 540)
    grown = {
        name: (of["queries"], large["asked"][name]["queries"])
        for name, of in small["asked"].items()
        if large["asked"][name]["queries"] > of["queries"]
    }
    assert grown == {}


def test_a_database_that_holds_other_data_is_refused(installation: Installation) -> None:
    founded = installation.run(
        "found", "--agency", "Real", "--short-name", "R", "--time-zone", "America/Chicago", "--state", "IL",
        "--supervisor", "S", "--username", "s", "--password", "correct-horse-battery",
    )  # fmt: skip
    assert founded.returncode == 0, founded.stderr
    done = installation.run("bench", "desk", "--cases", "10")
    assert done.returncode == 1
    assert "holds other data (Real)" in done.stderr


def test_words_come_as_in_a_language_and_are_the_same_each_time() -> None:
    writer, again = vocabulary.Writer(seed=1), vocabulary.Writer(seed=1)
    text = writer.text(20_000)
    assert text == again.text(20_000)
    words = text.split()
    common, rare = writer.words[0], writer.words[vocabulary.SIZE - 1]
    assert words.count(common) > 500 > 5 > words.count(rare)
    assert len(set(writer.words)) == vocabulary.SIZE


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_searched_for_mixes_rare_middle_and_common_words(seed: int) -> None:
    known = vocabulary.words()
    place = {word: rank for rank, word in enumerate(known)}
    asked = vocabulary.asked(known, seed=seed)
    kinds = [{place[word] for word in question.split()} for question in asked[:3]]
    assert all(rank in vocabulary.RARE for rank in kinds[0])
    assert all(rank in vocabulary.MIDDLE for rank in kinds[1])
    assert all(rank in vocabulary.COMMON for rank in kinds[2])
