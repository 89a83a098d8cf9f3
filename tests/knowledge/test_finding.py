"""Finding what answers: the right passage first, read with the turns before, never what the reader may not see."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontoffice.knowledge.queries import Found, Turn, find
from frontoffice.knowledge.queries.cues import cued
from frontoffice.knowledge.queries.sentences import sentences
from tests.knowledge.writing import article, library

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 17)


def found(
    question: str, *history: Turn, audience: str = "public", language: str = "en", on: dt.date = DAY
) -> Found:
    return find(question, history, on=on, audience=audience, language=language)


def slugs(told: Found) -> list[str]:
    return [one.passage.version.article.slug for one in told.passages]


def best(told: Found) -> tuple[str, str]:
    return told.passages[0].passage.version.article.slug, told.passages[0].passage.anchor


def test_the_passage_that_says_most_of_it_comes_first() -> None:
    library()
    assert best(found("How much is the fee for a driver license renewal?")) == (
        "renew-a-license",
        "what-it-costs",
    )
    assert best(found("what does a pair of plates cost")) == ("stolen-plates", "what-it-costs")


def test_the_answering_sentence_is_marked() -> None:
    library()
    told = found("is there a grace period").passages[0]
    assert told.sentence_text == "There is no grace period for driving."
    assert told.passage.text[slice(*told.sentence)] == told.sentence_text


def test_a_follow_up_is_read_with_the_turns_before_it() -> None:
    library()
    told = {
        before: best(found("what does it cost", Turn(before)))
        for before in ("somebody took the plates off my car", "renewing my driver license")
    }
    assert list(told.values()) == [("stolen-plates", "what-it-costs"), ("renew-a-license", "what-it-costs")]


def test_the_last_turn_counts_more_than_those_before() -> None:
    library()
    history = [Turn("sales-tax permit for a seller"), Turn("stolen plates")]
    assert slugs(found("what about the cost", *history))[0] == "stolen-plates"
    assert slugs(found("driver license fee", *history))[0] == "renew-a-license"


def test_what_the_person_was_told_counts_a_little() -> None:
    library()
    told = Turn("a question", reply="Order new plates online and report it to the police.")
    assert best(found("cost", told)) == ("stolen-plates", "what-it-costs")


def test_a_typing_error_finds_all_the_same() -> None:
    library()
    assert slugs(found("renewing my lisence"))[0] == "renew-a-license"


def test_what_people_call_it_is_found_by_it() -> None:
    library()
    assert slugs(found("lost my pink slip")) == []
    article("vehicle-title", "A title shows who owns the vehicle.", words="pink slip, ownership paper")
    assert slugs(found("lost my pink slip")) == ["vehicle-title"]


def test_only_texts_in_force_on_the_day_are_found() -> None:
    article(body="The fee is $32.00.")
    article(body="The fee is $36.00.", effective_from="2026-07-01")
    texts = {
        str(on): [one.passage.text for one in found("fee", on=on).passages]
        for on in (dt.date(2026, 6, 30), dt.date(2026, 7, 1))
    }
    assert texts == {"2026-06-30": ["The fee is $32.00."], "2026-07-01": ["The fee is $36.00."]}


def test_internal_texts_are_not_found_by_the_public() -> None:
    article("landlord", "Accept a lease that names only the landlord.", audience="internal")
    assert found("lease landlord").passages == ()
    assert slugs(found("lease landlord", audience="internal")) == ["landlord"]


def test_a_language_is_searched_in_its_own_words() -> None:
    article(body="Renueve su licencia en línea.", language="es")
    article("renew-2", "Renew your license online.")
    told = found("¿Cómo renuevo mi licencia?", language="es-MX")
    assert [one.passage.version.language for one in told.passages] == ["es"]


def test_what_nothing_speaks_of_is_not_answered() -> None:
    library()
    for question in ("Do you sell fishing rods?", "when is early voting", "zzzz qqqq"):
        told = found(question)
        assert not told.answerable
        assert told.confidence < 0.5
        assert told.understood


def test_thanks_are_no_question() -> None:
    library()
    told = found("Thank you!")
    assert not told.understood
    assert not told.answerable


def test_more_evidence_makes_surer() -> None:
    library()
    little = found("license").confidence
    much = found(
        "Can I renew a license 180 days before it expires, is there a grace period for driving?"
    ).confidence
    assert 0 < little < much < 1


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "?",
        "\x00",
        '"unbalanced',
        "a AND (b OR",
        "x" * 100_000,
        "license " * 10_000,
        "驾驶执照怎么换",
        "🙂",
    ],
)
def test_any_question_is_borne(question: str) -> None:
    library()
    assert len(found(question, Turn(question, question)).passages) <= 10


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.text(max_size=200), st.text(max_size=50))
def test_any_text_can_be_asked(question: str, before: str) -> None:
    told = found(question, Turn(before, question))
    assert 0 <= told.confidence <= 1


def test_nothing_is_found_in_an_empty_library() -> None:
    assert found("license") == Found(passages=(), confidence=0.0, understood=True, answerable=False)


def test_queries_do_not_grow_with_the_library(django_assert_max_num_queries: object) -> None:
    for number in range(30):
        article(f"license-{number}", f"License number {number} is renewed at office {number}.")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        told = found("license renewed at the office", Turn("a license"))
        assert [one.passage.version.article.owner for one in told.passages] == [None] * 10


def test_equal_passages_stand_in_the_order_in_which_they_came() -> None:
    for number in range(3):
        article(f"same-{number}", "The same words.", title="Same")
    assert slugs(found("same words")) == ["same-0", "same-1", "same-2"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Write to P.O. Box 4600. Or call.", ["Write to P.O. Box 4600.", "Or call."]),
        ("Open 8 a.m. to 5 p.m. Mondays. Closed else.", ["Open 8 a.m. to 5 p.m. Mondays.", "Closed else."]),
        ("It costs $36.00. See Sec. 4.", ["It costs $36.00.", "See Sec. 4."]),
        ("Line one\n\nLine two", ["Line one", "Line two"]),
        ("He said “go.” She went.", ["He said “go.”", "She went."]),
        ("", []),
    ],
)
def test_sentences_are_told_apart(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_what_never_ends_is_cut() -> None:
    assert {end - start for start, end in sentences("word " * 180)} == {60 * 5 - 1}


@pytest.mark.parametrize(
    ("question", "language", "asks"),
    [
        ("How much is it?", "en", ["cost", "fee", "price"]),
        ("what does that cost", "en", ["cost", "fee", "price"]),
        ("How long does it take", "en", ["day", "week", "month"]),
        ("¿Cuánto cuesta?", "es", ["cost", "tarif", "preci"]),
        ("how do I apply", "en", []),
        ("how much", "so", []),
    ],
)
def test_the_form_of_a_question_says_what_is_asked_for(question: str, language: str, asks: list[str]) -> None:
    assert cued(question, language=language) == asks


def test_how_much_is_it_is_understood_after_the_turn_before() -> None:
    library()
    told = found("How much is it?", Turn("stolen plates of a car"))
    assert told.understood
    assert best(told) == ("stolen-plates", "what-it-costs")


def test_in_a_small_library_its_own_subject_is_answered() -> None:
    article(
        "office",
        "The license office is on Alder Street. Licenses are renewed there.",
        title="The license office",
    )
    article("hours", "The license office opens at 8:00.", title="Hours of the license office")
    assert found("when does the license office open").answerable
    assert not found("a license for fishing in the lake").answerable
