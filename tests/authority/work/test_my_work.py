"""My work: everything owed by this colleague, by due time, and its count in the bar."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.foundation import clock
from tests.authority.work.making import CHORE, SHARED, colleague, kinds, owe, tell
from tests.factories import grant, staff, unit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def of_our_own() -> Iterator[None]:
    with kinds():
        yield


def test_it_is_grouped_by_when_it_is_due_and_opens_the_thing() -> None:
    lucia, client = colleague()
    now = clock.now()
    owe("later", member=lucia, due=now + 30 * DAY)
    owe("whenever", member=lucia)
    owe("late", member=lucia, due=now - DAY)
    owe("soon", member=lucia, due=now + 3 * DAY)
    owe("others", member=staff("Tom"), due=now)
    page = client.get("/my-work/").content.decode()
    places = [page.index(words) for words in ("Do late", "Do soon", "Do later", "Do whenever")]
    assert places == sorted(places)
    assert "Do others" not in page
    for heading in ("Late", "In the next seven days", "Later", "Without a date"):
        assert f"{heading} <span" in page
    assert 'href="/authority/powers/held/cases.reply/"' in page


def test_what_waits_for_anybody_of_the_unit_is_listed_for_who_may_do_it_and_did_not_ask_for_it() -> None:
    lucia, client = colleague()
    tom = staff("Tom")
    owe("ours", of=unit("front"), kind=SHARED, by=tom.actor)
    owe("own", of=unit("front"), kind=SHARED, by=lucia.actor)
    owe("elsewhere", of=unit("back"), kind=SHARED, by=tom.actor)
    assert "Do ours" not in client.get("/my-work/").content.decode(), "she lacks the power"
    grant(lucia, "cases.reply", at=clock.now())
    page = client.get("/my-work/").content.decode()
    assert "Do ours" in page
    assert "anybody of Unit front" in page
    assert "Do own" not in page
    assert "Do elsewhere" not in page


def test_it_can_be_narrowed_to_a_kind() -> None:
    lucia, client = colleague("Lucia Romero", "cases.reply")
    owe("chore", member=lucia)
    owe("shared", member=lucia, kind=SHARED)
    page = client.get(f"/my-work/?kind={CHORE}").content.decode()
    assert "Do chore" in page
    assert "Do shared" not in page
    assert "Do shared" in client.get("/my-work/?kind=nonsense").content.decode()


def test_an_empty_list_says_what_to_do_next() -> None:
    _lucia, client = colleague("Lucia Romero", "cases.take")
    page = client.get("/my-work/").content.decode()
    assert "Nothing waits for you" in page
    assert "Look for a case to take" in page


def test_the_bar_counts_what_is_late_or_due_within_a_day_and_the_bell_what_is_new() -> None:
    lucia, client = colleague()
    owe("late", member=lucia, due=clock.now() - DAY)
    owe("later", member=lucia, due=clock.now() + 3 * DAY)
    tell(lucia)
    tell(lucia, "And again")
    page = client.get("/my-work/").content.decode()
    assert 'My work <span class="desk-count">1</span>' in page
    assert 'aria-label="2 new notices"' in page


def test_the_list_goes_on_by_key_and_no_piece_is_listed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    lucia, client = colleague()
    now = clock.now()
    for number in range(7):
        owe(f"n{number}", member=lucia, due=now + DAY if number < 5 else None)
    monkeypatch.setattr("frontoffice.authority.worklist.page_of.__kwdefaults__", {"after": "", "most": 3})
    seen: list[str] = []
    address = "/my-work/"
    while address:
        page = client.get(address)
        seen += [row.item.title for group in page.context["groups"] for row in group.rows]
        address = f"/my-work/{page.context['older']}" if page.context["older"] else ""
    assert seen == [f"Do n{number}" for number in range(7)]


@pytest.mark.parametrize("rows", [1, 50])
def test_it_takes_the_same_queries_however_much_there_is(rows: int) -> None:
    lucia, client = colleague()
    for number in range(rows):
        owe(f"n{number}", member=lucia, due=clock.now() + DAY)
    client.get("/my-work/")  # the session is noted as used
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/my-work/").status_code == 200
    assert len(asked) == QUERIES, [one["sql"][:90] for one in asked]


QUERIES = 8


def test_a_visitor_is_asked_to_sign_in() -> None:
    assert Client().get("/my-work/").status_code == 302
