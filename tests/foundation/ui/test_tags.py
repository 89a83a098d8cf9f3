"""Money, initials and icons; sorting, navigation and toasts behind the components."""

import json

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from frontoffice.foundation.money import Money
from frontoffice.foundation.ui import navigation, toasts
from frontoffice.foundation.ui.sorting import Sorting
from frontoffice.foundation.ui.templatetags import ui
from tests.foundation.ui.conftest import Render

COLUMNS = {"due": ("due_at", "id"), "name": ("name", "id")}


def test_money_is_written_in_the_languages_way() -> None:
    amount = Money("1204.50", "USD")
    assert ui.money(amount) == "$1,204.50"
    with translation.override("es"):
        assert ui.money(amount) == "$1,204.50", "Spanish as it is written in this country"
    assert ui.money(None) == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Dana Whitfield", "DW"),
        ("Marisol de la Ortega-Reyes", "MO"),
        ("Cher", "C"),
        ("", ""),
        ("  ", ""),
        ("(Bo) Li", "L"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert ui.initials(name) == letters


def test_an_icon_without_a_name_is_silent_and_with_one_is_an_image() -> None:
    assert 'aria-hidden="true"' in ui.icon("mail")
    named = ui.icon("verified", 'ver"ified')
    assert 'role="img"' in named
    assert "ver&quot;ified" in named


def test_sorting_reads_the_wish_and_falls_back(rf: RequestFactory) -> None:
    assert Sorting.of(rf.get("/?sort=-name"), COLUMNS, default="due").order_by == ["-name", "-id"]
    assert Sorting.of(rf.get("/?sort=password"), COLUMNS, default="due").order_by == ["due_at", "id"]
    assert Sorting.of(rf.get("/"), COLUMNS, default="-due").order_by == ["-due_at", "-id"]


def test_sorting_by_the_same_column_turns_it_round_and_keeps_the_filter(rf: RequestFactory) -> None:
    sorting = Sorting.of(rf.get("/?state=open&after=9&sort=due"), COLUMNS, default="due")
    assert sorting.address("due") == "?state=open&sort=-due"
    assert sorting.address("name") == "?state=open&sort=name"
    assert (sorting.state("due"), sorting.state("name")) == ("ascending", "none")


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        "kit": navigation.Place("kit", "Kit", "ui:kit", "list", order=20),
        "desk": navigation.Place(
            "desk", "Desk", "ui:kit_desk", "list", order=10, power="cases.see", key="g q"
        ),
    }
    monkeypatch.setattr(navigation, "_places", known)


@pytest.mark.usefixtures("places")
def test_the_bar_shows_what_the_viewer_may_enter(rf: RequestFactory) -> None:
    request = rf.get("/kit/desk/")
    assert [item.label for item in navigation.nav_items(request, frozenset())] == ["Kit"]
    items = navigation.nav_items(request, {"cases.see"})
    assert [(item.label, item.current) for item in items] == [("Desk", True), ("Kit", False)]


@pytest.fixture
def talking(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/")
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def test_a_toast_brings_its_undo(talking: HttpRequest) -> None:
    toasts.toast(talking, "Assigned.", undo="/desk/undo/")
    [message] = get_messages(talking)
    assert toasts.undo_address(message.extra_tags) == "/desk/undo/"


@pytest.mark.parametrize(
    "tags", ["", None, "undo:", "undo://elsewhere.example/", "undo:https://elsewhere.example/", "other"]
)
def test_an_undo_never_leads_elsewhere(tags: str | None) -> None:
    assert toasts.undo_address(tags) == ""


def test_a_toast_with_a_part_keeps_the_answers_other_triggers() -> None:
    response = HttpResponse(headers={"HX-Trigger": json.dumps({"queue-changed": None})})
    toasts.toast_now(response, "Sent.")
    assert json.loads(response["HX-Trigger"]) == {
        "queue-changed": None,
        "ui:toast": {"text": "Sent.", "tone": "success"},
    }


def test_the_context_processor_runs_only_when_the_bar_is_shown(render: Render) -> None:
    assert render("{{ nav_items|length }}").isdigit()


@pytest.mark.parametrize(
    ("reader", "code", "name"),
    [
        ("en-us", "es", "Spanish"),
        ("es", "en", "inglés"),
        ("en-us", "ht", "Haitian Creole"),
        ("en-us", "zz", "zz"),
    ],
)
def test_a_language_is_called_by_its_name_in_the_readers(reader: str, code: str, name: str) -> None:
    with translation.override(reader):
        assert ui.language(code) == name
