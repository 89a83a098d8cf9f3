"""What the agency's answers must and must not do: its policy tests.

They were written from what people come with and from FACTS.md, not from the texts of the articles. Some fall: a test
that the texts don't pass yet is kept, and holds nothing back until it has passed.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from frontoffice.foundation.models import Actor
from frontoffice.knowledge.actions.testing_policy import write_test
from frontoffice.knowledge.models import Expected

TESTS = Path(__file__).parent / "policy_tests.jsonl"


def tests() -> list[dict[str, Any]]:
    """The tests as they stand in the file: question, expected and, where given, must_cite, must_not_say, language."""
    return [json.loads(line) for line in TESTS.read_text(encoding="utf-8").splitlines()]


def write_policy_tests(*, by: Actor, at: datetime) -> None:
    """All of them, in the order of the file."""
    for told in tests():
        write_test(**told | {"expected": Expected(told["expected"])}, by=by, at=at)
