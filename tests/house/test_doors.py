"""No URL is open that the list in public_urls.txt does not name; every other one asks for staff at its door."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house import tree

PUBLIC = "public"
FILLERS = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000000"}


@dataclass(frozen=True)
class Door:
    """One URL of the installation: its route as the urls modules spell it, and the view behind it."""

    route: str
    view: Any

    @property
    def power(self) -> Any:
        """What the view asks for: the powers it names, "public", or None when it names nothing."""
        return getattr(self.view, "power", None)

    def address(self) -> str:
        """The URL with something in the place of each parameter."""

        def fill(match: re.Match[str]) -> str:
            kind, _, _ = match.group(1).rpartition(":")
            return FILLERS.get(kind, "nobody-has-this")

        return re.sub(r"<([^>]+)>", fill, self.route)


def doors() -> list[Door]:
    return list(_below(get_resolver().url_patterns, "/"))


def _below(patterns: list[Any], prefix: str) -> Iterator[Door]:
    for pattern in patterns:
        route = prefix + re.sub(r"\^|\$|\\Z", "", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield Door(route, pattern.callback)


def listed() -> list[str]:
    lines = (line.split("#")[0].strip() for line in tree.text("tests/house/public_urls.txt").splitlines())
    return [line for line in lines if line]


def is_public(door: Door) -> bool:
    return door.route in listed()


def turned_away(answer: HttpResponse) -> bool:
    to_sign_in = answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
    return to_sign_in or answer.status_code in {401, 403}


def not_answered(answer: HttpResponse) -> bool:
    """The URL has no such method."""
    return answer.status_code == 405


def ours(door: Door) -> bool:
    return str(getattr(door.view, "__module__", "")).startswith(("frontoffice.", "demo."))


def test_every_page_of_ours_names_what_it_asks_for() -> None:
    assert [door.route for door in doors() if ours(door) and door.power is None] == []


def test_the_pages_that_say_they_are_public_are_the_ones_listed() -> None:
    said = {door.route for door in doors() if door.power == PUBLIC}
    assert said - set(listed()) == set(), "public, but not listed"
    assert {door.route for door in doors() if ours(door) and is_public(door)} - said == set(), (
        "listed, but not public"
    )


def test_every_line_of_the_list_is_a_url() -> None:
    assert set(listed()) - {door.route for door in doors()} == set()


@pytest.mark.django_db
def test_every_other_url_turns_away_who_has_not_signed_in() -> None:
    visitor, open_to_all = Client(), {}
    for door in [door for door in doors() if not is_public(door)]:
        answers = [visitor.get(door.address()), visitor.post(door.address())]
        met = [answer for answer in answers if not not_answered(answer)]
        if not met or not all(turned_away(answer) for answer in met):
            open_to_all[door.route] = [answer.status_code for answer in answers]
    assert open_to_all == {}
