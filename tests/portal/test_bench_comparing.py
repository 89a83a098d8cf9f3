"""Comparing ways of ordering: folds keep conversations whole, intervals are of pairs, nothing is tuned on its fold."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from frontoffice.portal.benchmarking import tasks
from frontoffice.portal.benchmarking.comparing import compare
from frontoffice.portal.benchmarking.measures import difference_interval, folds
from frontoffice.portal.benchmarking.running import Answered
from frontoffice.portal.benchmarking.ways import SHARES


def answered(group: str, **ways: list[str]) -> Answered:
    task = tasks.Task("q", (), frozenset({"a"}), "ANSWERABLE", group)
    every = {f"share {share}": ways["both"] for share in SHARES} | ways
    return Answered(task, ways["both"], [], 0.5, True, 1.0, every)


def test_a_conversation_is_in_one_fold_and_folds_are_of_like_size() -> None:
    groups = [f"conversation {number % 23}" for number in range(200)]
    where = folds(groups)
    assert len({(group, fold) for group, fold in zip(groups, where, strict=True)}) == 23
    assert {where.count(fold) for fold in range(5)} <= set(range(30, 51))
    assert where == folds(groups)


def test_the_interval_of_a_difference_is_of_pairs() -> None:
    ours, theirs = [1.0, 0.9, 0.8, 0.7], [0.9, 0.8, 0.7, 0.6]
    low, high = difference_interval(ours, theirs, list("abcd"))
    assert (low, high) == (pytest.approx(0.1), pytest.approx(0.1))


def test_what_differs_by_chance_has_an_interval_around_nothing() -> None:
    ours, theirs = [1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0]
    low, high = difference_interval(ours, theirs, list("abcd"))
    assert low < 0 < high


def test_each_way_is_compared_with_the_words_alone() -> None:
    answers = [answered(f"c{number}", words=["x", "a"], both=["a"]) for number in range(10)]
    told = compare(answers)["ways"]
    assert told["words"]["R@1"]["mean"] == 0.0
    assert (told["both"]["R@1"]["more"], told["both"]["R@1"]["low"]) == (1.0, 1.0)
    assert told["both"]["R@1"]["folds"] == [1.0] * 5


def test_the_weight_of_a_fold_is_chosen_on_the_others() -> None:
    """In each fold another weight is the best by far; chosen on the others, it never is the one taken."""
    groups = [f"c{number}" for number in range(25)]
    own = {group: SHARES[fold] for group, fold in zip(groups, folds(groups), strict=True)}
    answers = []
    for group in groups:
        right = {f"share {share}": ["a"] if share == own[group] else ["x"] for share in SHARES}
        task = tasks.Task("q", (), frozenset({"a"}), "", group)
        answers.append(Answered(task, [], [], 0.5, True, 1.0, {"words": ["x"]} | right))
    assert compare(answers)["ways"]["chosen"]["R@1"]["mean"] == 0.0


def test_tasks_of_rules_are_read_with_what_the_asker_told(tmp_path: Path) -> None:
    file = tmp_path / "dev.jsonl"
    row = {
        "question": "May I?",
        "scenario": "I am 70.",
        "gold_snippet_id": "99",
        "tree_id": "t",
        "history": [{}],
    }
    file.write_text(json.dumps(row))
    (task,) = tasks.read(file)
    assert (task.question, task.gold, task.group) == ("I am 70.\nMay I?", frozenset({"99"}), "t")


def test_without_a_model_the_mode_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no sentence model"):
        call_command("bench", "answers", "--mode", "semantic", "--corpus", tmp_path, "--tasks", tmp_path)


def test_each_corpus_needs_its_tasks(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="each --corpus needs its --tasks"):
        call_command("bench", "answers", "--corpus", tmp_path, "--corpus", tmp_path, "--tasks", tmp_path)
