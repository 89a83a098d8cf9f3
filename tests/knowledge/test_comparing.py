"""Versions are compared as readers see them, paragraph by paragraph and word by word, in bounds."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontoffice.knowledge.comparing import Comparison, Fold, Row, compare, lines_of

BEFORE = """You can renew online.

It costs $36.00 for six years.

- Bring your card
- Read [the rule](https://law.example/1)

| Renewal | Fee |
| --- | --- |
| Six years | $36.00 |

Old paragraph about something else entirely.
"""
AFTER = """A new paragraph that nobody has seen before.

You can renew online.

It costs $42.00 for six years.

- Bring your card
- Read [the rule](https://law.example/2)

| Renewal | Fee |
| --- | --- |
| Six years | $42.00 |
"""


def made(before: str = BEFORE, after: str = AFTER, form: str = "markdown") -> Comparison:
    return compare(lines_of(before, form), lines_of(after, form))


def said(row: Row) -> str:
    marks = {"gone": "[-{}-]", "new": "[+{}+]", "same": "{}", "changed": "{}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in row.inline)


def test_what_changed_is_told_word_by_word_and_links_by_where_they_lead() -> None:
    changes = [said(row) for row in made().rows if row.kind != "same"]
    assert changes == [
        "[+A new paragraph that nobody has seen before.+]",
        "It costs [-$36.00-][+$42.00+] for six years.",
        "Read the rule (https://law.example/[-1-][+2+])",
        "Six years | [-$36.00-][+$42.00+]",
        "[-Old paragraph about something else entirely.-]",
    ]


def test_both_sides_stand_beside_each_other() -> None:
    row = next(row for row in made().rows if row.kind == "changed")
    assert "".join(piece.text for piece in row.before) == "It costs $36.00 for six years."
    assert "".join(piece.text for piece in row.after) == "It costs $42.00 for six years."


def test_a_text_and_itself_are_the_same() -> None:
    assert made(BEFORE, BEFORE).is_same
    assert not made().is_same


def test_long_unchanged_stretches_are_folded() -> None:
    text = "\n\n".join(f"Paragraph {number}." for number in range(30))
    folded = made(text, text.replace("Paragraph 15.", "Something else now.")).folded
    assert [one.rows for one in folded if isinstance(one, Fold)] == [14, 13]


def test_an_imported_page_is_compared_with_what_was_written_anew() -> None:
    page = "<h2>Fees</h2><p>It costs <b>$36.00</b>.</p><ul><li>Bring a card</li></ul>"
    written = "## Fees\n\nIt costs **$36.00**.\n\n- Bring a card\n"
    assert compare(lines_of(page, "html"), lines_of(written, "markdown")).is_same


def test_a_script_in_a_text_is_text() -> None:
    rows = made("<p>a</p>", "Hello <script>alert(1)</script>").rows
    assert all("<script" not in piece.text or row.tag == "p" for row in rows for piece in row.after)
    assert lines_of("<script>alert(1)</script><p>x</p>", "html")[0].text == "x"


WORDS = st.lists(
    st.sampled_from(["a", "bb", "you can", "lost,", "stolen", ".", "\n\n", "- ", "# "]), max_size=14
)


@settings(max_examples=60, deadline=None)
@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_both_texts_can_be_read_off_a_comparison(before: str, after: str) -> None:
    rows = made(before, after).rows
    for side, text in (("before", before), ("after", after)):
        read = ["".join(piece.text for piece in getattr(row, side)) for row in rows if getattr(row, side)]
        assert read == [line.text for line in lines_of(text, "markdown")]
    for row in rows:  # in one, what is not new is what was before, and what is not gone what came after
        if row.kind == "changed":
            both = [("before", "new"), ("after", "gone")]
            for side, other in both:
                kept = "".join(piece.text for piece in row.inline if piece.kind != other)
                assert kept == "".join(piece.text for piece in getattr(row, side))


@pytest.mark.parametrize("size", [20_000])
def test_the_longest_texts_are_compared_in_bounds(size: int) -> None:
    begun = time.monotonic()
    done = made("\n\n".join(["a b"] * size), "\n\n".join(["c d"] * size), form="text")
    assert done.rough
    assert time.monotonic() - begun < 20
