"""A wrong file is refused, with the line, the column and the reason; a right one is taken as it is."""

import pytest

from frontoffice.authority.series import shipped
from frontoffice.authority.series.checking import check, check_vocabulary
from frontoffice.authority.series.reading import LARGEST, WrongFile
from frontoffice.authority.series.shape import SeriesFile

RIGHT = """\
series: own
name: Our own series
levels:
  - code: A
    name: Clerk
    authority: entry
    supervision: close
    set:
      refund: {amount: 20}
  - code: B
    name: Clerk of long standing
    authority: senior
    supervision: limited
    powers: [approve]
duties:
  - id: own.01
    level: all
    words: Answer
    powers: [answer]
  - id: own.02
    level: [B]
    words: Decide
    powers: [interpret-rules]
"""


def checked(text: str) -> SeriesFile:
    return check(text, shipped.vocabulary())


def told(text: str) -> list[str]:
    with pytest.raises(WrongFile) as refused:
        checked(text)
    return [str(problem) for problem in refused.value.problems]


def test_a_right_file_is_read() -> None:
    file = checked(RIGHT)
    assert [level.code for level in file.levels] == ["A", "B"]
    assert file.duties[1].levels == ["B"]


@pytest.mark.parametrize(
    ("instead_of", "stands", "said"),
    [
        ("[answer]", "[anser]", "line 19, column 14: There is no power “anser”."),
        ("id: own.02", "id: own.01", "line 20, column 9: “own.01” is here twice."),
        ("code: B", "code: A", "line 10, column 11: “A” is here twice."),
        ("    level: all\n", "", "line 16, column 5: “level” is missing."),
        ("level: [B]", "level: []", "line 21, column 12: A duty belongs to a level"),
        ("level: [B]", "level: [C]", "line 21, column 12: “C” is not known. Use one of: A, B, all."),
        ("level: all", "level: C", "line 17, column 12: “C” is not known."),
        ("amount: 20", "amount: -1", "line 9, column 24: A limit is not below 0."),
        ("amount: 20", "amount: yes", "line 9, column 24: amount: a number is needed here"),
        ("amount: 20", "confidentiality: 4", "line 9, column 33: confidentiality:"),
        ("amount: 20", "complexity: 0", "line 9, column 28: A limit is not below 1."),
        ("      refund:", "      refnud:", "line 9, column 15: There is no power “refnud”."),
        ("authority: entry", "authority: entri", "line 6, column 16: “entri” is not known."),
        ("supervision: close", "supervision: closely", "line 7, column 18: supervision:"),
        ("    supervision: close\n", "", "line 4, column 5: “supervision” is missing."),
        ("name: Our own series", "name: 12", "line 2, column 7: “name” is a text; put numbers in quotes."),
        ("name: Our own series", "nome: x", "line 2, column 1: “nome” is not something"),
        ("series: own", "series: supervisor", "line 1, column 9: “supervisor” is the name of a post."),
        ("id: own.02", "id: tax.02", "line 20, column 9: Duties of this series begin with “own.”."),
        (
            "[interpret-rules]",
            "[publish]",
            "line 23, column 14: No level of this duty gets the power “publish”.",
        ),
        ("    words: Decide", "  words: Decide", "line 22, column 3: This is not YAML"),
        ("words: Decide", "words: Decide\n    words: Again", "line 23, column 5: “words” is here twice."),
        ("words: Decide", "words: !!python/name:os.system x", "line 22, column 12: Only plain text"),
        ("[answer]", "&all [answer]", "line 19, column 13: References (& and *) are not allowed."),
    ],
)
def test_what_is_wrong_is_told_with_its_place(instead_of: str, stands: str, said: str) -> None:
    assert instead_of in RIGHT
    problems = told(RIGHT.replace(instead_of, stands, 1))
    assert any(problem.startswith(said) for problem in problems), problems


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_lines() -> None:
    wrong = RIGHT.replace("[answer]", "[anser]").replace("entry", "entri").replace("[approve]", "[aprove]")
    assert [problem.split(":")[0] for problem in told(wrong)] == [
        "line 6, column 16",
        "line 14, column 14",
        "line 19, column 14",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1, column 1: The file is empty."),
        ("# nothing", "line 1, column 1: The file is empty."),
        ("just words", "line 1, column 1:"),
        ("- a\n- b\n", "line 1, column 1:"),
        ("a: 1\n---\nb: 2\n", "line 2, column 1: One file holds one series."),
        ("series: own\nname: \x07\n", "line 2, column 1: This is not YAML"),
        ("[" * 5000, "line 1, column 13: This is nested too deep."),
        ("series: own\nname: x\nlevels: []\n", "line 3, column 9: levels:"),
        ("x" * (LARGEST + 1), "line 1, column 1: The file is too long."),
        ("{? [a, b] : c}", "line 1, column 4: A name is needed here."),
    ],
)
def test_what_is_no_series_is_refused(text: str, said: str) -> None:
    assert told(text)[0].startswith(said), told(text)


def test_a_file_that_stands_for_a_huge_one_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for one, other in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{other}: &{other} [{', '.join([f'*{one}'] * 9)}]\n"
    assert told(bomb) == ["line 1, column 4: References (& and *) are not allowed. Write it out."]


def test_powers_of_ones_own_name_actions_that_there_are() -> None:
    own = "powers:\n  reward:\n    words: Reward\n    outright: senior\n    actions: [cases.reward]\n"
    assert told(RIGHT + own) == ["line 28, column 15: There is no action “cases.reward”."]
    assert "reward" in checked(RIGHT + own.replace("cases.reward", "cases.resolve")).powers


@pytest.mark.parametrize(
    ("instead_of", "stands", "said"),
    [
        ("outright: entry", "outright: entri", "“entri” is not known."),
        ("[contacts.begin, contacts.end]", "[contacts.bigin]", "There is no action “contacts.bigin”."),
        ("reviewed: [correspondence.release]", "reviewed: [cases.note]", "“cases.note” is not among"),
        ("supervisor: {amount: 2500}", "superviser: {amount: 2500}", "“superviser” is not known."),
    ],
)
def test_the_vocabulary_of_powers_is_read_as_strictly(instead_of: str, stands: str, said: str) -> None:
    text = (shipped.HERE / "powers.yaml").read_text(encoding="utf-8")
    assert instead_of in text
    with pytest.raises(WrongFile) as refused:
        check_vocabulary(text.replace(instead_of, stands, 1))
    assert said in str(refused.value)
