"""Pages that only tell, the frame around all pages, and the language they are in."""

import re

import pytest

from tests.portal.making import Visitor, text_of

PAGES = ["/", "/help/", "/ask/", "/cases/", "/offices/", "/accessibility/", "/privacy/"]
pytestmark = pytest.mark.usefixtures("topics")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_a_title_a_heading_the_ways_in_and_no_inline_script(
    visitor: Visitor, page: str
) -> None:
    answer = visitor.get(page)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1") == 1
    for way in ("/help/", "/ask/", "/cases/", "/offices/", "/accessibility/", "/privacy/"):
        assert f'href="{way}"' in html
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
    assert " style=" not in html


@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_spanish_to_who_chose_it(visitor: Visitor, page: str) -> None:
    visitor.post("/language/setlang/", {"language": "es", "next": page})
    answer = visitor.get(page)
    assert '<html lang="es">' in answer.content.decode()
    assert "Preguntar a un representante" in text_of(answer)
    assert "Ask a representative" not in text_of(answer)


def test_errors_are_told_in_spanish_too(visitor: Visitor) -> None:
    visitor.post("/language/setlang/", {"language": "es", "next": "/"})
    answer = visitor.open_case(text="", topic="")
    assert "Primero escriba su pregunta." in text_of(answer)
    assert "Hay 2 problemas" in text_of(answer)


def test_who_asks_in_spanish_is_answered_from_the_texts_there_are_and_has_a_spanish_case(
    visitor: Visitor, pages: None
) -> None:
    from frontoffice.knowledge.models import Question
    from tests.portal.making import SENTENCE, only_case

    visitor.post("/language/setlang/", {"language": "es", "next": "/"})
    assert SENTENCE in text_of(visitor.get(visitor.ask().url))
    assert Question.objects.get().language == "en"
    visitor.open_case()
    assert only_case().language == "es"


def test_search_engines_are_kept_from_what_concerns_one_person(visitor: Visitor) -> None:
    said = visitor.get("/robots.txt").content.decode().splitlines()
    for closed in ("/answers/", "/cases/", "/ask/", "/desk/", "/accounts/", "/api/"):
        assert f"Disallow: {closed}" in said


def test_a_link_from_elsewhere_can_fill_in_the_question_and_nothing_more(visitor: Visitor) -> None:
    page = visitor.get("/?q=How+do+I+get+a+title%3F%00%3Cscript%3E").content.decode()
    assert "How do I get a title?&lt;script&gt;</textarea>" in page
    assert "<script>" not in page.split("</head>")[1]


def test_who_finds_a_weakness_is_told_where_to_report_it(visitor: Visitor) -> None:
    said = visitor.get("/.well-known/security.txt").content.decode()
    assert "Contact: http://localhost:8000/ask/" in said
    assert "Preferred-Languages: en-us, es" in said
    assert re.search(r"^Expires: 20\d\d-\d\d-\d\dT[\d:]+Z$", said, re.MULTILINE)
