"""The sentence that answers is marked in the formatted passage, and nothing else of the passage changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.knowledge.models import Passage
from frontoffice.knowledge.queries.sentences import sentences
from frontoffice.knowledge.splitting import pieces
from frontoffice.portal.marking import marked

words = st.text(alphabet="abc <&>\"'.:,;!?\n\t$é漢", min_size=1, max_size=40)


def mark(formatted: str, text: str, sentence: str) -> str:
    start = text.index(sentence)
    return marked(formatted, text, start, start + len(sentence))


def test_a_sentence_in_a_paragraph() -> None:
    formatted = "<p>It is free. Bring your card.</p>"
    assert mark(formatted, "It is free. Bring your card.", "Bring your card.") == (
        "<p>It is free. <mark>Bring your card.</mark></p>"
    )


def test_a_sentence_with_tags_inside_is_marked_piece_by_piece() -> None:
    formatted = "<p>Use <strong>form DL-20</strong> only.</p>"
    assert mark(formatted, "Use form DL-20 only.", "Use form DL-20 only.") == (
        "<p><mark>Use</mark> <strong><mark>form DL-20</mark></strong> <mark>only.</mark></p>"
    )


def test_a_row_of_a_table_although_its_text_has_marks_between_the_cells() -> None:
    formatted = (
        "<table><tr><td>License</td><td>$36.00</td></tr><tr><td>Title</td><td>$28.00</td></tr></table>"
    )
    made = mark(formatted, "License: $36.00\nTitle: $28.00", "Title: $28.00")
    assert "<td><mark>Title</mark></td><td><mark>$28.00</mark></td>" in made
    assert "<td>License</td><td>$36.00</td>" in made


def test_signs_that_mean_something_in_html_stay_text() -> None:
    formatted = "<p>Smith &amp; Sons. If x &lt; y, ask.</p>"
    assert mark(formatted, "Smith & Sons. If x < y, ask.", "If x < y, ask.") == (
        "<p>Smith &amp; Sons. <mark>If x &lt; y, ask.</mark></p>"
    )


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 5)])
def test_no_sentence_marks_nothing(start: int, end: int) -> None:
    assert marked("<p>It is free.</p>", "It is free.", start, end) == "<p>It is free.</p>"


def test_a_text_that_is_not_of_this_passage_marks_nothing() -> None:
    assert marked("<p>It is free.</p>", "Something else.", 0, 9) == "<p>It is free.</p>"


@given(st.lists(words, min_size=1, max_size=5), st.data())
def test_marking_changes_nothing_but_the_marks(lines: list[str], data: st.DataObject) -> None:
    body = "\n\n".join(lines)
    for piece in pieces(body, "markdown"):
        found = sentences(piece.text)
        if not found:
            continue
        start, end = data.draw(st.sampled_from(found))
        made = marked(piece.html, piece.text, start, end)
        assert re.sub(r"</?mark>", "", made) == marked(piece.html, piece.text, 0, 0)


@pytest.mark.django_db
def test_every_sentence_of_the_demonstrations_articles_can_be_marked(pages: None) -> None:
    missed = []
    for passage in Passage.objects.all():
        for start, end in sentences(passage.text):
            made = marked(passage.html, passage.text, start, end)
            letters = "".join(re.findall(r"<mark>(.*?)</mark>", made, re.DOTALL))
            wanted = re.sub(r"[\s:,]", "", passage.text[start:end])
            if re.sub(r"[\s:,]", "", re.sub(r"&\w+;", "&", letters)) != re.sub(r"[&<>]", "&", wanted):
                missed.append(passage.text[start:end])
    assert missed == []
