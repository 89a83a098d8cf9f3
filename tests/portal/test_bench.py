"""The measurement of answers: right figures, clear errors, the installation's own data untouched."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.portal.benchmarking import reporting, tasks
from frontoffice.portal.benchmarking.measures import auroc, auroc_interval, ndcg, percentile, recall
from frontoffice.portal.benchmarking.running import Answered
from frontoffice.portal.benchmarking.scoring import score
from tests.conftest import nothing_may_be_skipped

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "bench" / "mtrag_govt"
FLOORS = {"sqlite": (0.53, 0.41), "postgresql": (0.50, 0.39)}


def answered(
    ranked: list[str], gold: set[str], said: str = "ANSWERABLE", confidence: float = 0.5
) -> Answered:
    task = tasks.Task("q", (), frozenset(gold), said)
    return Answered(task, ranked, ranked[:1], confidence, confidence > 0.5, 10.0)


def named(figures: dict[str, Any], vendor: str = "sqlite") -> dict[str, Any]:
    """The figures of a measurement as they are reported."""
    about = {"passages": 1, "import_seconds": 0.1, "name": "some_set", "mode": "lexical"}
    return figures | about | {"database": vendor}


def test_recall_is_the_share_of_the_gold_among_the_first() -> None:
    assert recall(["a", "b", "c"], {"a", "c", "x", "y"}, 1) == 0.25
    assert recall(["a", "b", "c"], {"a", "c", "x", "y"}, 3) == 0.5


def test_ndcg_is_one_for_the_best_order_and_less_below() -> None:
    assert ndcg(["a", "b", "x"], {"a", "b"}) == 1.0
    assert ndcg(["x", "a"], {"a"}) == pytest.approx(1 / math.log2(3))
    assert ndcg([], {"a"}) == 0.0


def test_auroc_counts_pairs_in_the_right_order() -> None:
    assert auroc([3, 4], [1, 2]) == 1.0
    assert auroc([1], [2]) == 0.0
    assert auroc([1, 1], [1]) == 0.5


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=8), st.lists(st.integers(0, 5), min_size=1, max_size=8)
)
def test_auroc_agrees_with_counting(higher: list[int], lower: list[int]) -> None:
    pairs = [(a > b) + 0.5 * (a == b) for a in higher for b in lower]
    assert auroc(higher, lower) == pytest.approx(sum(pairs) / len(pairs))


def test_the_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    higher, lower = [0.9, 0.8, 0.4, 0.7], [0.3, 0.5, 0.1]
    low, high = auroc_interval(higher, lower)
    assert low <= auroc(higher, lower) <= high
    assert (low, high) == auroc_interval(higher, lower)


def test_percentiles_are_values_that_were_measured() -> None:
    assert [percentile([1, 2, 3, 4], share) for share in (0.01, 0.5, 0.95)] == [1, 2, 4]


def test_figures_leave_out_what_can_not_be_scored() -> None:
    figures = score(
        [
            answered(["a", "x"], {"a", "b"}, confidence=0.9),
            answered(["x"], set(), "UNANSWERABLE", confidence=0.2),
            answered(["x"], set(), "CONVERSATIONAL", confidence=1.0),
        ],
        known={"a", "x"},
    )
    assert (figures["questions"], figures["scored"], figures["gold_missing"]) == (3, 1, 1)
    assert (figures["recall@1"], figures["recall@10"]) == (0.5, 0.5)
    assert (figures["auroc"], figures["answerable"], figures["unanswerable"]) == (1.0, 1, 1)
    assert (figures["answerable_shown"], figures["unanswerable_shown"]) == (1.0, 0.0)


def test_without_unanswerable_questions_there_is_no_auroc() -> None:
    figures = score([answered(["a"], {"a"})], known={"a"})
    assert (figures["auroc"], figures["auroc_interval"]) == (None, None)
    assert "not measured" in reporting.section([named(figures)])


def test_history_becomes_what_was_asked_and_told(tmp_path: Path) -> None:
    history = [
        ["user", "One"],
        ["agent", "Told"],
        ["user", "Two"],
        ["user", "More"],
        {"role": "user", "text": "x"},
    ]
    file = tmp_path / "t.jsonl"
    file.write_text(json.dumps({"question": "Q", "history": history, "answerability": "partial"}))
    (task,) = tasks.read(file)
    assert task.history == (("One", "Told"), ("Two\nMore\nx", ""))
    assert (task.gold, task.answerability) == (frozenset(), "PARTIAL")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a JSON object"),
        ('{"question": 1}', "question is not a text"),
        ('{"question": "  "}', "question is not a text"),
        ('{"question": "Q", "history": "before"}', "history is not a list"),
        ('{"question": "Q", "history": [["user"]]}', "a turn of history"),
        ('{"question": "Q", "gold_passages": "p1"}', "gold_passages is not a list"),
        ('{"question": "Q", "answerability": 3}', "answerability is not a text"),
    ],
)
def test_tasks_that_can_not_be_read_say_where_and_why(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "t.jsonl"
    file.write_text('{"question": "Fine"}\n' + line)
    with pytest.raises(tasks.UnusableTasks, match=reason) as caught:
        tasks.read(file)
    assert ":2:" in str(caught.value)


def test_the_report_keeps_the_section_of_the_other_database(tmp_path: Path) -> None:
    figures = score([answered(["a"], {"a"})], known={"a"})
    file = tmp_path / "answers.md"
    for vendor in ("sqlite", "postgresql", "sqlite"):
        reporting.write(file, [named(figures, vendor)])
    text = file.read_text()
    assert [text.count(name) for name in ("\n## SQLite\n", "\n## PostgreSQL\n", "# How well")] == [1, 1, 1]


def bench(corpus: Path, asked: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    command = [
        sys.executable,
        "-m",
        "frontoffice",
        "bench",
        "answers",
        "--corpus",
        str(corpus),
        "--tasks",
        str(asked),
    ]
    return subprocess.run(
        [*command, *more], cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ
    )


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    corpus, asked = tmp_path / "corpus.jsonl", tmp_path / "tasks.jsonl"
    pages = {
        "plates": "Report stolen plates to the police, then order new ones.",
        "hours": "We open at eight o'clock.",
    }
    rows: list[dict[str, Any]] = [
        {"_id": k, "title": k.title(), "url": "", "text": v} for k, v in pages.items()
    ]
    corpus.write_text("\n".join(map(json.dumps, rows)))
    rows = [
        {"question": "somebody stole my plates", "gold_passages": ["plates"], "answerability": "ANSWERABLE"},
        {
            "question": "and what then?",
            "history": [["user", "my plates were stolen"], ["agent", "Go to the police."]],
            "gold_passages": ["plates"],
            "answerability": "ANSWERABLE",
        },
        {"question": "do you sell fishing rods", "answerability": "UNANSWERABLE"},
    ]
    asked.write_text("\n".join(map(json.dumps, rows)))
    return corpus, asked


def test_a_measurement_answers_as_the_portal_does_and_says_so_in_json(small: tuple[Path, Path]) -> None:
    done = bench(*small, "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert {"recall@1", "recall@5", "recall@10", "ndcg@10", "auroc", "ms"} <= set(figures)
    assert (figures["recall@1"], figures["recall@10_without_history"], figures["auroc"]) == (1.0, 0.5, 0.75)
    hidden = figures["trusted"]["hidden"]
    # Both questions with their only article hidden: neither is answered, and what was there before is there again.
    assert hidden["decisions"]["by_kind"]["refer"]["wanted"] == 2
    assert hidden["decisions"]["by_kind"]["answer"]["precision"] == 1.0
    # The follow-up has no telling word of its own: as unsure as what is hidden, half a point for two pairs.
    assert hidden["in_use"]["auroc"][0] == 0.75


def test_what_is_wrong_with_the_files_is_one_sentence(small: tuple[Path, Path], tmp_path: Path) -> None:
    corpus, asked = small
    for wrong in (bench(tmp_path / "none.jsonl", asked), bench(corpus, corpus), bench(asked, asked)):
        assert wrong.returncode == 1
        assert "Traceback" not in wrong.stderr
        assert wrong.stdout == ""


def test_real_questions_are_answered_as_well_as_promised(tmp_path: Path) -> None:
    if not REAL.exists():
        assert not nothing_may_be_skipped() or not REAL.parent.exists()
        pytest.skip("the public benchmark is not there")
    done = bench(REAL / "corpus.jsonl", REAL / "dev_tasks.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    recalled, gained = FLOORS[figures["database"]]
    assert figures["recall@10"] >= recalled
    assert figures["ndcg@10"] >= gained
    assert figures["import_seconds"] < 60
