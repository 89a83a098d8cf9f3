"""Every string that the public sees has its Spanish translation, with the same things to be filled in."""

import re
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PORTAL = ROOT / "frontoffice" / "portal"
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+>")


def catalog() -> list[Message]:
    with (PORTAL / "locale/es/LC_MESSAGES/django.po").open("rb") as lines:
        return [message for message in read_po(lines, locale="es") if message.id]


def forms(text: object) -> list[str]:
    return [str(one) for one in text] if isinstance(text, tuple | list) else [str(text)]


def test_the_catalog_holds_the_strings_of_the_portal_and_of_what_it_shows_of_other_rooms() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import messages  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    wanted = {(m.context, str(m.id)) for m in messages.template(PORTAL) if m.id}
    assert wanted == {(m.context, str(m.id)) for m in catalog()}, (
        "run: python tools/messages.py collect portal"
    )


def test_every_string_is_translated() -> None:
    assert [message.id for message in catalog() if not all(forms(message.string))] == []


@pytest.mark.parametrize("number", [0, -1])
def test_translations_fill_in_the_same_things(number: int) -> None:
    wrong = [
        message.id
        for message in catalog()
        if sorted(PLACES.findall(forms(message.id)[number]))
        != sorted(PLACES.findall(forms(message.string)[number]))
    ]
    assert wrong == []
