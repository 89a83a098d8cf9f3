"""Whoever reads Spanish gets the whole interface in Spanish: each public page is rendered in both languages and what
stands in both is ours to translate, unless it is a name, an address, or a text that is marked as being in English.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils import translation

from frontoffice.cases.actions.keeping_topics import name_topic
from frontoffice.cases.models import Topic
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Agency, Office, Unit
from frontoffice.knowledge.models import ArticleVersion
from tests.portal.making import ANSWERED, PAGE, UNANSWERED, Visitor, only_case

pytestmark = pytest.mark.usefixtures("pages")
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-copied", "label")
VOID = {"br", "hr", "img", "input", "link", "meta", "col", "path", "use", "wbr", "source"}
SILENT = {"script", "style", "template"}
# Names of cookies and files, forms of address and what is the same word in both languages.
SAME_IN_BOTH = {
    "visitor",
    "csrftoken",
    "django_language",
    "No",
    "Error:",
    "English",
    "Español",
    "Legal",
    "711",
}
ADDRESSES = [
    "/", "/help/", f"/help/{PAGE}/", f"/help/{PAGE}/?on=2026-02-01", f"/help/{PAGE}/?on=1999-01-01",
    f"/help/{PAGE}/?on=soon", "/help/records-and-privacy/", f"/help/{PAGE}/print/", f"/help/{PAGE}/print/?size=large",
    "/topics/driver-license/", "/topics/other/", "/changes/", "/talk/", "/complaints/", "/ask/", "/cases/",
    "/offices/", "/privacy/", "/accessibility/", "/no/such/page/", "/accounts/login/", "/accounts/signup/",
]  # fmt: skip


class Reader(HTMLParser):
    """What is read out in the language of the page: its texts, and the attributes that are spoken."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: set[str] = set()
        self.around: list[tuple[str, bool]] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.language = self.language or (told.get("lang") or "")
        own = told.get("lang") or ""
        foreign = not own.startswith(self.language[:2]) if own else self._is_foreign()
        foreign = foreign or tag in SILENT or told.get("translate") == "no"
        if not foreign:
            for name in SPOKEN:
                self._keep(told.get(name) or "")
        if tag not in VOID:
            self.around.append((tag, foreign))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and any(opened == tag for opened, _foreign in self.around):
            while self.around.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._is_foreign():
            self._keep(data)

    def _is_foreign(self) -> bool:
        return bool(self.around) and self.around[-1][1]

    def _keep(self, text: str) -> None:
        tidy = " ".join(text.split())
        if re.search(r"[^\W\d_]{2}", tidy):
            self.texts.add(tidy)


def read(answer: Any) -> Reader:
    reader = Reader()
    reader.feed(answer.content.decode())
    return reader


def names() -> set[str]:
    """What the agency is called and where it is: the same in every language."""
    agency = Agency.objects.get()
    found = {agency.name, agency.short_name, *SAME_IN_BOTH}
    for office in Office.objects.all():
        found |= {office.name, *office.address.split("\n")}
    return found | set(Unit.objects.values_list("name", flat=True))


def left_in_english(english: Any, spanish: Any, *, own: tuple[str, ...] = ()) -> set[str]:
    """What the Spanish page says just as the English one does."""
    reader = read(spanish)
    assert reader.language == "es", "the page does not say that it is in Spanish"
    both = read(english).texts & reader.texts
    known = {" ".join(one.split()) for one in (*names(), *own)}
    return {
        text
        for text in both
        if not any(text in (one, f"{one}:") for one in known) and not _named(text, known)
    }


def _named(text: str, known: set[str]) -> bool:
    """A title of the page with the agency's name after it, or a version's citation."""
    return any(text.endswith(f"· {name}") and text.split(" · ")[0] in known for name in known) or "§" in text


@pytest.fixture(autouse=True)
def spanish_topics(pages: None) -> Iterator[None]:
    for topic in Topic.objects.all():
        name_topic(
            topic=topic.code, language="es", name=f"Tema {topic.pk}", by=service("cases"), at=clock.now()
        )
    yield
    translation.activate("en-us")


def both(visitor: Visitor, address: str) -> tuple[Any, Any]:
    return tuple(visitor.get(address, HTTP_ACCEPT_LANGUAGE=spoken) for spoken in ("en", "es"))  # type: ignore[return-value]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_ours_is_left_in_english(visitor: Visitor, address: str) -> None:
    english, spanish = both(visitor, address)
    titles = tuple(ArticleVersion.objects.values_list("title", flat=True))
    assert left_in_english(english, spanish, own=titles) == set()


@pytest.mark.parametrize("question", [ANSWERED, UNANSWERED, "thank you"])
def test_an_answer_is_framed_in_spanish(visitor: Visitor, question: str) -> None:
    address = visitor.ask(question)["Location"].split("#")[0]
    english, spanish = both(visitor, address)
    assert left_in_english(english, spanish, own=(question,)) == set()


def test_the_page_of_a_case_is_in_spanish(visitor: Visitor) -> None:
    done = visitor.open_case(name="Ana Ruiz", answer_by="email", email="ana@example.org")["Location"]
    case = only_case()
    own = (case.subject, case.number, "My card never came.", "Ana Ruiz", "ana@example.org", case.reference)
    for address in (done, f"/cases/{case.reference}/"):
        english, spanish = both(visitor, address)
        found = left_in_english(english, spanish, own=own)
        assert {text for text in found if "http" not in text and case.number not in text} == set(), address


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/ask/", {"text": "", "answer_by": "email", "email": "nobody", "topic": ""}),
        ("/complaints/", {"text": "", "answer_by": "email", "email": "", "topic": "other"}),
        ("/cases/", {"reference": "", "code": ""}),
        ("/cases/", {"reference": "7KM4-29QX-T8", "code": "AAAAA-BBBBB-CCCCC"}),
        ("/answers/", {"question": ""}),
        ("/answers/", {"question": "x" * 1001}),
    ],
)
def test_what_is_wrong_with_a_form_is_said_in_spanish(
    visitor: Visitor, address: str, typed: dict[str, str]
) -> None:
    english, spanish = (visitor.post(address, typed, HTTP_ACCEPT_LANGUAGE=spoken) for spoken in ("en", "es"))
    assert english.status_code == spanish.status_code
    assert spanish.status_code in {404, 422}
    assert left_in_english(english, spanish, own=tuple(typed.values())) == set()


def test_the_check_finds_what_is_not_translated(visitor: Visitor) -> None:
    english, spanish = both(visitor, "/talk/")
    text = spanish.content.decode().replace("</h1>", "</h1><p>Left behind here</p>")
    spanish.content = text.encode()
    english.content = english.content.decode().replace("</h1>", "</h1><p>Left behind here</p>").encode()
    assert left_in_english(english, spanish) == {"Left behind here"}
