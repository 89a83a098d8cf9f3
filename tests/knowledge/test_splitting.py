"""A body is cut into passages that can be cited: safe, whole, and under anchors that stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontoffice.knowledge.models import Form
from frontoffice.knowledge.splitting import Piece, anchored, pieces, plain, sanitized

MARKDOWN = """Before any heading.

## Fees

| What | Fee |
| --- | --- |
| Plate | $12 |

### Late

Ten dollars more.

## Fees

Once more.
"""


def test_markdown_is_cut_at_its_headings_with_their_path() -> None:
    found = pieces(MARKDOWN, Form.MARKDOWN)
    assert [(one.heading, one.text) for one in found] == [
        ("", "Before any heading."),
        ("Fees", "What: Fee\nPlate: $12"),
        ("Fees › Late", "Ten dollars more."),
        ("Fees", "Once more."),
    ]


def test_tables_keep_their_shape_and_name_their_columns() -> None:
    table = pieces(MARKDOWN, Form.MARKDOWN)[1].html
    assert table.count('<th scope="col">') == 2
    assert "<td>$12</td>" in table


def test_html_in_markdown_is_shown_and_not_obeyed() -> None:
    (one,) = pieces("Hello <script>alert(1)</script> <b>you</b>", Form.MARKDOWN)
    assert "<script" not in one.html
    assert "<b>" not in one.html
    assert "alert(1)" in one.text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script><p>Text</p>",
        "<p onclick='x()'>Text</p>",
        "<p style='position:fixed'>Text</p>",
        "<a href='javascript:alert(1)'>Text</a>",
        "<a href='data:text/html,x'>Text</a>",
        "<img src=x onerror=alert(1)>Text",
        "<svg onload=alert(1)>x</svg><p>Text</p>",
        "<iframe src='//evil'></iframe>Text",
        "<style>body{display:none}</style>Text",
        "<form action=//evil><input></form>Text",
        "<p>Text",
        "</div></p>Text<",
    ],
)
def test_html_loses_what_acts_and_keeps_its_text(hostile: str) -> None:
    (one,) = pieces(hostile, Form.HTML)
    assert "Text" in one.text
    for bad in ("script", "onclick", "style", "javascript", "data:", "onerror", "svg", "iframe", "form"):
        assert bad not in one.html


def test_html_is_cut_at_its_headings_wherever_they_stand() -> None:
    body = (
        "<div><h1>License</h1><div><p>One <b>two</b></p></div>"
        "<section><h2>Fees</h2>Loose text<ul><li>a</li><li>b</li></ul>"
    )
    assert [(one.heading, one.text) for one in pieces(body, Form.HTML)] == [
        ("License", "One two"),
        ("License › Fees", "Loose text\na\nb"),
    ]


def test_entities_survive() -> None:
    (one,) = pieces("<p>Fees &lt; $5 &amp; more&nbsp;– &#233;</p>", Form.HTML)
    assert one.text == "Fees < $5 & more – é"
    assert plain(one.html) == one.text


def test_plain_text_is_one_passage_with_its_lines() -> None:
    (one,) = pieces("First line\nsecond <b>line</b>\n\nNew paragraph", Form.TEXT, ["p1"])
    assert one.external_id == "p1"
    assert one.html == "<p>First line<br>second &lt;b&gt;line&lt;/b&gt;</p><p>New paragraph</p>"


def test_a_form_feed_begins_a_new_passage_with_its_own_name() -> None:
    found = pieces("One\fTwo\f \fThree", Form.TEXT, ["a", "b", "c"])
    assert [(one.text, one.external_id) for one in found] == [("One", "a"), ("Two", "b"), ("Three", "c")]


def test_what_is_too_long_is_cut_and_nothing_is_lost() -> None:
    sentence = "The owner shows the title and pays the fee at the counter. "
    found = pieces(sentence * 100, Form.TEXT, ["long"])
    assert len(found) > 2
    assert {one.external_id for one in found} == {"long"}
    assert max(len(one.text.split()) for one in found) <= 330
    assert " ".join(one.text for one in found).split() == (sentence * 100).split()


def test_a_heading_without_text_makes_no_passage() -> None:
    assert pieces("## Only a heading", Form.MARKDOWN) == []
    assert pieces("", Form.HTML) == []


def test_anchors_come_from_headings_and_differ() -> None:
    assert anchored(pieces(MARKDOWN, Form.MARKDOWN), {})[1:] == ["fees", "late", "fees-2"]


def test_unchanged_text_keeps_its_anchor_and_a_new_one_does_not_take_it() -> None:
    old = pieces(MARKDOWN, Form.MARKDOWN)
    before = dict(zip((one.text_hash for one in old), anchored(old, {}), strict=True))
    new = pieces(
        MARKDOWN.replace("## Fees\n\n|", "## Fees\n\nNew words first.\n\n## Fees\n\n|"), Form.MARKDOWN
    )
    anchors = anchored(new, before)
    by_text = dict(zip((one.text for one in new), anchors, strict=True))
    assert by_text["What: Fee\nPlate: $12"] == "fees"
    assert by_text["Once more."] == "fees-2"
    assert by_text["New words first."] == "fees-3"


def test_the_same_text_twice_has_two_anchors() -> None:
    twice = [Piece("", "Same", "<p>Same</p>")] * 2
    anchors = anchored(twice, {twice[0].text_hash: "kept"})
    assert anchors[0] == "kept"
    assert len(set(anchors)) == 2


@given(st.text(max_size=400))
def test_any_text_is_borne_in_every_form(text: str) -> None:
    for form in Form.values:
        for one in pieces(text, form):
            assert one.text.strip()
            assert "<script" not in one.html.lower()


@given(st.text(alphabet="<>/abhp=\"' &;#12", max_size=120))
def test_sanitizing_twice_changes_nothing_more(text: str) -> None:
    once = sanitized(text)
    assert sanitized(once) == once
