"""A topic's page, what changed lately, a page to print, and the link to a part that stays."""

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.cases.actions.keeping_topics import UnknownTopic, name_topic
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions import publishing
from frontoffice.knowledge.models import ArticleVersion
from frontoffice.knowledge.queries import page_address
from frontoffice.portal import changes, wording
from tests import factories
from tests.portal.making import PAGE, SENTENCE, Visitor, passage, text_of, version_of

pytestmark = pytest.mark.usefixtures("pages")
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es"}


def publish(slug: str, body: str = "Text.", *, days: int = 0, **told: Any) -> ArticleVersion:
    """A page that counts from so many days after today."""
    author = factories.supervisor("Somebody else", username=f"{slug}-{days}", at=clock.now()).actor
    at = clock.now()
    version = publishing.propose(
        slug=slug,
        title=told.pop("title", slug),
        body=body,
        effective_from=factories.today() + dt.timedelta(days=days),
        by=author,
        at=at,
        **told,
    )
    editor = factories.supervisor("Another one", username=f"{slug}-{days}-e", at=clock.now()).actor
    return publishing.publish(version=version, by=editor, at=at)


def test_a_topic_shows_its_pages_under_what_it_is_parted_into(visitor: Visitor) -> None:
    page = visitor.get("/topics/driver-license/")
    said = text_of(page)
    assert "Driver licenses and ID cards" in said
    assert "Lost, stolen or damaged card" in said
    assert f'href="/help/{PAGE}/"' in page.content.decode()
    assert 'href="/ask/?topic=driver-license"' in page.content.decode()


def test_a_part_of_a_topic_leads_back_to_the_whole(visitor: Visitor) -> None:
    page = visitor.get("/topics/license-replacement/").content.decode()
    assert 'href="/topics/driver-license/"' in page
    assert f'href="/help/{PAGE}/"' in page


@pytest.mark.parametrize("code", ["nothing", "%00", "x" * 500, "driver-license'--"])
def test_a_topic_that_is_not_offered_is_not_found(visitor: Visitor, code: str) -> None:
    assert visitor.get(f"/topics/{code}/").status_code == 404


def test_a_topic_is_named_in_the_language_of_the_page(visitor: Visitor) -> None:
    told = {"topic": "driver-license", "language": "es", "by": service("cases"), "at": clock.now()}
    name_topic(name="Licencias de conducir", **told)
    for address in ("/topics/driver-license/", "/help/", "/ask/"):
        said = text_of(visitor.get(address, **SPANISH))
        assert "Licencias de conducir" in said, address
        assert "Driver licenses and ID cards" not in said, address
    name_topic(name="", **told)
    assert "Driver licenses and ID cards" in text_of(visitor.get("/help/", **SPANISH))
    with pytest.raises(UnknownTopic):
        name_topic(**(told | {"topic": "nothing"}), name="Nada")


def test_asking_from_a_topic_fills_it_in(visitor: Visitor) -> None:
    page = visitor.get("/ask/?topic=license-replacement").content.decode()
    assert re.search(r'<option value="license-replacement" selected', page)
    assert "selected" not in visitor.get("/ask/?topic=nothing").content.decode()


def test_what_changed_names_new_pages_and_the_parts_that_differ(visitor: Visitor) -> None:
    publish("moped", "## Plates\n\nA moped needs none.", days=-3, title="Mopeds")
    publish(
        "moped", "## Plates\n\nA moped needs one.\n\n## Tax\n\nNone.", days=0, title="Mopeds", language="en"
    )
    page = visitor.get("/changes/")
    said = text_of(page)
    assert said.count("Mopeds") >= 2
    assert wording.in_words(factories.today()) in said
    changed = said[said.index("Changed Mopeds") :]
    assert "What is different: Plates , Tax" in changed[:80] or "Plates" in changed[:80]
    assert "The text before" in changed


def test_what_is_decided_but_not_in_force_is_marked(visitor: Visitor) -> None:
    publish("later", days=20, title="Coming rule")
    assert "Coming rule (not in force yet)" in text_of(visitor.get("/changes/"))
    assert "Coming rule" not in text_of(visitor.get("/help/"))


def test_pages_for_staff_are_no_news_for_the_public(visitor: Visitor) -> None:
    publish("secret", title="For staff alone", audience="internal")
    for address in ("/changes/", "/changes/feed/", "/help/"):
        assert "For staff alone" not in visitor.get(address).content.decode()


def test_a_long_list_of_changes_goes_on_and_repeats_nothing(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = re.findall(r'change-word.*?href="([^"]+)"', visitor.get("/changes/").content.decode())
    monkeypatch.setattr(changes, "ON_A_PAGE", 4)
    seen: list[str] = []
    address = "/changes/"
    while address:
        page = visitor.get(address).content.decode()
        seen += re.findall(r'change-word.*?href="([^"]+)"', page)
        more = re.search(r'href="(/changes/\?before=[^"]+)"', page)
        address = more.group(1) if more else ""
    assert seen == whole
    assert visitor.get("/changes/?before=nonsense").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_changes(visitor: Visitor) -> None:
    visitor.get("/changes/")
    with CaptureQueriesContext(connection) as some:
        visitor.get("/changes/")
    for number in range(3):
        publish(f"page-{number}", title=f"Page {number}")
    with CaptureQueriesContext(connection) as more:
        visitor.get("/changes/")
    assert len(more) == len(some)


def test_changes_can_be_followed_in_a_feed_reader(visitor: Visitor) -> None:
    answer = visitor.get("/changes/feed/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")
    titles = [entry.findtext("{http://www.w3.org/2005/Atom}title") or "" for entry in entries]
    assert any(version_of().title in title for title in titles)
    ids = [entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries]
    assert len(set(ids)) == len(ids)


def test_a_page_can_be_printed_and_read_in_large_print(visitor: Visitor) -> None:
    ordinary, large = (visitor.get(f"/help/{PAGE}/print/{size}") for size in ("", "?size=large"))
    for answer in (ordinary, large):
        assert SENTENCE in text_of(answer)
        assert f"Version {version_of().number}." in text_of(answer)
        assert f"/help/{PAGE}/" in text_of(answer)  # what counts today, whichever day it is read
        assert "?on=" not in text_of(answer)
    assert "sheet--large" in large.content.decode()
    assert "sheet--large" not in ordinary.content.decode()


def test_the_print_of_an_earlier_day_says_so(visitor: Visitor) -> None:
    earlier = ArticleVersion.objects.exclude(effective_to=None).get(article__slug=PAGE)
    said = text_of(visitor.get(f"/help/{PAGE}/print/?on={earlier.effective_to}"))
    assert "not today’s" in said
    assert "$12.00" in said
    assert visitor.get(f"/help/{PAGE}/print/?on=1999-01-01").status_code == 404


def test_inq_4_each_part_has_a_link_that_stays_when_the_text_changes(visitor: Visitor) -> None:
    part = passage(holding="ID card costs $14.00. Before")
    address = page_address(part)
    assert f'href="{address.replace("&", "&amp;")}"' in visitor.get(f"/help/{PAGE}/").content.decode()
    publish(PAGE, "## What it costs\n\nNothing.", days=1, title="Another text")
    page, _hash, anchor = address.partition("#")
    linked = visitor.get(page).content.decode()
    assert f'id="{anchor}"' in linked
    assert "$14.00" in linked


def test_inq_6_a_translation_that_is_behind_says_so_and_leads_to_the_newer_text(visitor: Visitor) -> None:
    publish("boats", "We do not register boats.", days=-9, title="Boats")
    publish("boats", "No registramos barcos.", days=-8, title="Barcos", language="es")
    assert "está atrasada" not in text_of(visitor.get("/help/boats/", **SPANISH))
    publish("boats", "We register boats now.", days=0, title="Boats")
    said = visitor.get("/help/boats/", **SPANISH)
    assert "No registramos barcos." in text_of(said)
    assert "Esta traducción está atrasada" in text_of(said)
    assert 'href="/help/boats/?language=en"' in said.content.decode()


def test_a_page_that_is_not_translated_is_listed_with_its_language(visitor: Visitor) -> None:
    publish("boats", "No registramos barcos.", title="Barcos", language="es")
    said = text_of(visitor.get("/help/", **SPANISH))
    assert f"{version_of().title} (inglés)" in said
    assert "Barcos" in said
    assert "Barcos (" not in said
    assert "todavía no existe en su idioma" in text_of(visitor.get(f"/help/{PAGE}/", **SPANISH))
