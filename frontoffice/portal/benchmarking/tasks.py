"""The questions of a benchmark: JSON lines with `question`, `history`, `gold_passages` and `answerability`.

Those of OR-ShARC are read too: there the rule that decides is `gold_snippet_id`, and a `scenario` tells of the asker.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TURN = "<::>"  # parts a conversation's name from the number of its turn
USER = frozenset({"user", "customer", "human", "q"})


class UnusableTasks(ValueError):
    """The file is not of the shape that is read here; says where and why."""


@dataclass(frozen=True)
class Task:
    """One turn to answer. `history` is (question, reply) pairs in order; `gold` the names of the passages that answer.

    `answerability` is what people said of it in capitals (ANSWERABLE, PARTIAL, UNANSWERABLE …), empty if nobody did.
    `group` is the conversation, or the text that the questions were written from; `reference` an answer by people.
    """

    question: str
    history: tuple[tuple[str, str], ...]
    gold: frozenset[str]
    answerability: str
    group: str = ""
    reference: str = ""


def read(path: Path) -> list[Task]:
    """All tasks of a file. Raises UnusableTasks."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise UnusableTasks(f"{path}: {error.strerror}") from None
    tasks = list(_tasks(lines, path))
    if not tasks:
        raise UnusableTasks(f"{path}: holds no task")
    return tasks


def _tasks(lines: list[bytes], path: Path) -> Iterator[Task]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _task(json.loads(line.decode("utf-8-sig")), number)
        except UnusableTasks as wrong:
            raise UnusableTasks(f"{path}:{number}: {wrong}") from None
        except (ValueError, RecursionError):
            raise UnusableTasks(f"{path}:{number}: is not JSON in UTF-8") from None


def _task(row: Any, number: int) -> Task:
    if not isinstance(row, dict):
        raise UnusableTasks("is not a JSON object")
    question = row.get("question")
    if not isinstance(question, str) or not question.strip():
        raise UnusableTasks("question is not a text")
    said = row.get("answerability") or ""
    if isinstance(said, list) and said:
        said = said[0]
    if not isinstance(said, str):
        raise UnusableTasks("answerability is not a text")
    rule = row.get("gold_snippet_id") is not None
    return Task(
        question=f"{_text(row, 'scenario')}\n{question}".strip() if rule else question,
        history=() if rule else tuple(_history(row.get("history") or [])),
        gold=frozenset([str(row["gold_snippet_id"])] if rule else _names(row.get("gold_passages") or [])),
        answerability=said.upper(),
        group=_text(row, "tree_id") or _text(row, "id").split(TURN)[0] or str(number),
        reference=_text(row, "reference_answer"),
    )


def _names(gold: Any) -> list[str]:
    if not isinstance(gold, list) or not all(isinstance(name, str) for name in gold):
        raise UnusableTasks("gold_passages is not a list of names")
    return gold


def _text(row: dict[str, Any], name: str) -> str:
    found = row.get(name)
    return found if isinstance(found, str) else ""


def _history(turns: Any) -> Iterator[tuple[str, str]]:
    """Pairs of what was asked and what was told; whoever speaks twice in a row is taken together."""
    if not isinstance(turns, list):
        raise UnusableTasks("history is not a list of turns")
    asked, told = "", ""
    for turn in turns:
        who, text = _said(turn)
        if who in USER:
            if told:
                yield asked, told
                asked, told = "", ""
            asked = f"{asked}\n{text}".strip()
        else:
            told = f"{told}\n{text}".strip()
    if asked:
        yield asked, told


def _said(turn: Any) -> tuple[str, str]:
    if isinstance(turn, dict):
        turn = [turn.get("speaker") or turn.get("role"), turn.get("text") or turn.get("content") or ""]
    if not (isinstance(turn, list) and len(turn) == 2 and all(isinstance(part, str) for part in turn)):
        raise UnusableTasks("a turn of history is not [who, text]")
    return turn[0].strip().lower(), turn[1].strip()
