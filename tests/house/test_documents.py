"""The documents point at files that exist; records of decisions are told apart by their numbers."""

import re
from collections import Counter
from pathlib import PurePosixPath

import pytest

from tests.house import tree

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
NUMBER = re.compile(r"\d{4}-[a-z]")
TITLE = re.compile(r"# (\d+)\.? ")


@pytest.mark.parametrize("path", tree.matching(".md"))
def test_every_link_leads_somewhere(path: str) -> None:
    folder = tree.ROOT / PurePosixPath(path).parent
    targets = LINK.findall(tree.text(path))
    assert [target for target in targets if not (folder / target).exists()] == []


def test_each_record_of_a_decision_has_its_own_number() -> None:
    names = [PurePosixPath(path).name for path in tree.matching(".md") if path.startswith("decisions/")]
    records = {name: NUMBER.match(name) for name in names}
    assert records
    assert [name for name, number in records.items() if number is None] == []
    times = Counter(name[:4] for name in names)
    assert [name for name in names if times[name[:4]] > 1] == []
    titled = {name: TITLE.match(tree.text(f"decisions/{name}")) for name in names}
    assert [name for name, title in titled.items() if not title or int(title[1]) != int(name[:4])] == []


def test_a_link_is_recognized() -> None:
    assert LINK.findall("[a](b.md) ![c](d/e.png#f) [g](#h) [i](https://example.org)") == ["b.md", "d/e.png"]
