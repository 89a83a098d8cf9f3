"""What an editor changed."""

from hypothesis import given
from hypothesis import strategies as st

from frontoffice.supervision.differences import LONGEST, Piece, pieces


def test_only_what_was_changed_is_marked() -> None:
    assert pieces("It costs $18.00 today.", "It costs $20.00 today.") == [
        Piece("same", "It costs "),
        Piece("gone", "$18.00 "),
        Piece("new", "$20.00 "),
        Piece("same", "today."),
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    made = pieces(before, after)
    assert "".join(piece.text for piece in made if piece.kind != "new") == before
    assert "".join(piece.text for piece in made if piece.kind != "gone") == after


def test_what_is_too_long_to_compare_is_shown_whole() -> None:
    before, after = "word " * (LONGEST + 1), "other " * (LONGEST + 1)
    assert pieces(before, after) == [Piece("gone", before), Piece("new", after)]
    assert pieces(before, before) == [Piece("same", before)]
