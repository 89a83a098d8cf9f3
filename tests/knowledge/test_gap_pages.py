"""The pages on which gaps are worked: one line for what several asked, one page to take up, write for and decide."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frontoffice.knowledge.models import GapGroup, KnowledgeGap
from tests.factories import representative, supervisor
from tests.knowledge.test_pages import shown, signed_in
from tests.knowledge.writing import article, asked

pytestmark = pytest.mark.django_db
LIST = "/knowledge/gaps/"
BOATS = ("do you register boats", "where can i register my boat", "how to regsiter a boat")


@pytest.fixture
def miriam() -> Client:
    supervisor(username="miriam")
    return signed_in("miriam")


@pytest.fixture
def boats() -> GapGroup:
    for words in (*BOATS, "how do i become a notary"):
        asked(words)
    return GapGroup.objects.get(words=BOATS[0])


def at(name: str, one: Any) -> str:
    return reverse(f"knowledge:{name}", args=[one.reference])


def test_the_list_shows_a_line_for_each_thing_that_was_asked_for(miriam: Client, boats: GapGroup) -> None:
    html = shown(miriam, LIST)
    assert BOATS[0] in html
    assert BOATS[1] not in html
    assert "3 times" in html


def test_the_page_shows_all_words_and_what_they_find_today(miriam: Client, boats: GapGroup) -> None:
    html = shown(miriam, at("gap", boats))
    assert all(words in html for words in BOATS)
    assert "no sure answer" in html
    article("boats", "You register a boat at the Harbor office. Registration costs $20.", title="Boats")
    html = shown(miriam, at("gap", boats))
    assert "answered" in html
    assert "Boats" in html


def test_the_address_of_a_gap_shows_its_group(miriam: Client, boats: GapGroup) -> None:
    assert BOATS[2] in shown(miriam, at("gap", boats.gaps.order_by("pk")[0]))
    assert miriam.get("/knowledge/gaps/7KM4-29QX-T8/").status_code == 404


def test_taking_up_shows_who_has_it(miriam: Client, boats: GapGroup) -> None:
    miriam.post(at("take_gaps", boats), {"mine": "1"})
    assert "yours" in shown(miriam, at("gap", boats))
    miriam.post(at("take_gaps", boats))
    assert "nobody has it" in shown(miriam, at("gap", boats))


def test_putting_together_and_taking_out(miriam: Client, boats: GapGroup) -> None:
    notary = GapGroup.objects.exclude(pk=boats.pk).get()
    answer = miriam.post(at("join_gaps", notary), {"into": boats.reference})
    assert answer["Location"] == at("gap", boats)
    assert "4 times" in shown(miriam, LIST)
    gap = KnowledgeGap.objects.get(words=notary.words)
    assert miriam.post(at("part_gap", gap), follow=True).status_code == 200
    assert "3 times" in shown(miriam, LIST)
    assert miriam.post(at("join_gaps", notary), {"into": "nothing"}).status_code == 404


def test_writing_for_a_group_begins_a_draft_and_keeps_what_was_typed(miriam: Client, boats: GapGroup) -> None:
    wrong = miriam.post(at("write_for_gaps", boats), {"title": "Boats here", "slug": "Not Good"})
    assert wrong.status_code == 422
    assert "Boats here" in wrong.content.decode()
    typed = {"title": "Boats here", "slug": "boats", "audience": "public", "idempotency_key": "k-1"}
    answer = miriam.post(at("write_for_gaps", boats), typed)
    assert answer["Location"] == "/knowledge/articles/boats/"
    assert miriam.post(at("write_for_gaps", boats), typed)["Location"] == answer["Location"]
    html = shown(miriam, at("gap", boats))
    assert "a text is being written" in html
    assert "Begin the draft" not in html


def test_one_decision_closes_all_and_each_shows_it(miriam: Client, boats: GapGroup) -> None:
    miriam.post(at("gap", boats), {"decision": "declined", "reason": "The coast guard does that."})
    assert BOATS[0] not in shown(miriam, LIST)
    closed = shown(miriam, f"{LIST}?status=declined")
    assert all(words in closed for words in BOATS)
    asked("register a boat please")
    assert "asked again" in shown(miriam, LIST)


def test_who_may_not_decide_sees_no_controls_and_is_refused(boats: GapGroup) -> None:
    representative(username="dana")
    dana = signed_in("dana")
    html = shown(dana, at("gap", boats))
    for control in ("Take it up", "Begin the draft", "Asks for something else", "Close the gap"):
        assert control not in html
    for act in ("take_gaps", "join_gaps", "write_for_gaps"):
        assert dana.post(at(act, boats)).status_code == 403
    assert dana.post(at("part_gap", boats.gaps.all()[0])).status_code == 403
    assert Client().post(at("take_gaps", boats)).status_code == 302
