"""The documents point at files that exist."""

import re
from pathlib import PurePosixPath

import pytest

from tests.house import tree

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("path", tree.matching(".md"))
def test_every_link_leads_somewhere(path: str) -> None:
    folder = tree.ROOT / PurePosixPath(path).parent
    targets = LINK.findall(tree.text(path))
    assert [target for target in targets if not (folder / target).exists()] == []


def test_a_link_is_recognized() -> None:
    assert LINK.findall("[a](b.md) ![c](d/e.png#f) [g](#h) [i](https://example.org)") == ["b.md", "d/e.png"]
