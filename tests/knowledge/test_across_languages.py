"""What is not translated is found in the other language, by words learned from the agency's own translations."""

import datetime as dt

import pytest

from frontoffice.knowledge.learning_terms import learn_terms, meanings, outdated
from frontoffice.knowledge.models import Article, Term
from frontoffice.knowledge.queries import Found, find
from tests.factories import NOW
from tests.knowledge.writing import article

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 17)
PAIRS = {
    "renew-license": ("Renew your license at the office.", "Renueve su licencia en la oficina."),
    "license-fee": ("The license fee is $36.00.", "La tarifa de la licencia es de $36.00."),
    "office-fee": ("The office takes a fee.", "La oficina cobra una tarifa."),
    "new-plates": ("New plates at the office.", "Placas nuevas en la oficina."),
    "plates-fee": ("The plates fee is $12.00.", "La tarifa de las placas es de $12.00."),
    "renew-plates": ("Renew your plates each year.", "Renueve sus placas cada año."),
}


@pytest.fixture
def translated() -> None:
    for slug, (english, spanish) in PAIRS.items():
        article(slug, english, title=english[:-1])
        article(slug, spanish, title=spanish[:-1], language="es")


def asked(question: str, language: str) -> Found:
    return find(question, on=DAY, audience="public", language=language)


def means(stem: str, language: str = "es") -> list[str]:
    found = Term.objects.filter(language=language, stem=stem).order_by("-share")
    return list(found.values_list("means", flat=True))


def test_words_that_meet_in_translations_mean_the_same(translated: None) -> None:
    learn_terms()
    assert {stem: means(stem)[0] for stem in ("licenci", "tarif", "plac")} == {
        "licenci": "licens",
        "tarif": "fee",
        "plac": "plate",
    }
    assert means("licens", "en")[0] == "licenci"


def test_a_spanish_question_finds_what_is_in_english_only_and_says_so(translated: None) -> None:
    article(
        "stolen-plates", "Report stolen plates. The fee for new plates is $12.00.", title="Stolen plates fee"
    )
    learn_terms()
    told = asked("tarifa de las placas", "es")
    assert {one.passage.version.language for one in told.passages} == {"es"}, "what is translated comes first"
    for slug, (_english, spanish) in PAIRS.items():
        article(slug, spanish, language="es", effective_from="2026-01-02", effective_to="2026-01-03")
    told = asked("tarifa de las placas", "es")
    assert told.answerable or told.choices
    assert {one.passage.version.language for one in told.passages} == {"en"}
    assert told.passages[0].passage.version.article.slug in {"plates-fee", "stolen-plates"}


def test_nothing_learned_finds_nothing_in_the_other_language() -> None:
    article("plates-fee", "The plates fee is $12.00.")
    assert asked("tarifa de las placas", "es").passages == ()


def test_internal_texts_stay_internal_in_every_language(translated: None) -> None:
    article("landlord-rule", "Landlord license fee: accept it.", title="Landlord fee", audience="internal")
    learn_terms()
    public = find("tarifa de landlord", on=DAY, audience="public", language="es")
    assert "landlord-rule" not in {one.passage.version.article.slug for one in public.passages}


def test_what_was_left_out_is_not_learned_from(translated: None) -> None:
    article("vehicle-title", "A vehicle title. The vehicle title is blue.", title="Vehicle title")
    article("vehicle-title", "Un título. El título es azul.", title="Título", language="es")
    learn_terms(leave_out=[Article.objects.get(slug="vehicle-title").pk])
    assert means("titul") == []
    learn_terms()
    assert "titl" in means("titul")


def test_it_is_learned_again_only_after_a_publication(translated: None) -> None:
    assert outdated()
    learn_terms()
    assert not outdated()
    article("hours", "Open from 8.", at=NOW)
    assert outdated()


def test_words_that_met_once_are_not_taken_for_each_other() -> None:
    assert meanings([(("licenci",), ("licens",))]) == {}
    assert meanings([(("licenci",), ("licens",))] * 2) == {"licenci": {"licens": 1.0}}


def test_an_agency_of_one_language_has_nothing_to_learn() -> None:
    article()
    assert not outdated()
    assert learn_terms() == 0
