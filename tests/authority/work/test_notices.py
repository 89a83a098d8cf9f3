"""Notices: told, counted by the bell, read, and taken back."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.actions.reading_notices import NothingUnread, read_notices
from frontoffice.authority.models import Notice
from frontoffice.foundation import clock
from tests.authority.work.making import colleague, kinds, tell
from tests.factories import staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def of_our_own() -> Iterator[None]:
    with kinds():
        yield


def test_nobody_is_told_of_what_they_did_themselves_and_no_machine_is() -> None:
    lucia, _client = colleague()
    assert tell(lucia, by=lucia.actor) is None
    assert tell(staff("Robot", automated=True)) is None
    assert tell(lucia) is not None


def test_opening_a_notice_reads_it_and_leads_to_the_thing() -> None:
    lucia, client = colleague()
    told = tell(lucia)
    assert told is not None
    assert "Somebody named you" in client.get("/my-work/notices/").content.decode()
    answer = client.post("/my-work/notices/read/", {"notice": told.reference, "open": "1"})
    assert answer["Location"] == "/authority/powers/held/cases.reply/"
    told.refresh_from_db()
    assert told.read_at is not None
    assert "Nothing new" in client.get("/my-work/notices/").content.decode()
    assert "Somebody named you" in client.get("/my-work/notices/?show=all").content.decode()


def test_reading_all_can_be_taken_back() -> None:
    lucia, client = colleague()
    named = [one.reference for one in (tell(lucia), tell(lucia)) if one is not None]
    page = client.post("/my-work/notices/read/", {"notice": named}, follow=True).content.decode()
    assert "2 marked as read." in page
    undo = "/my-work/notices/unread/?" + "&".join(f"notice={one}" for one in sorted(named))
    client.post(undo)
    assert Notice.objects.filter(read_at__isnull=True).count() == 2


def test_nobody_reads_the_notices_of_another() -> None:
    lucia, client = colleague()
    tom = staff("Tom")
    told = tell(tom)
    assert told is not None
    assert "Somebody named you" not in client.get("/my-work/notices/?show=all").content.decode()
    client.post("/my-work/notices/read/", {"notice": told.reference})
    told.refresh_from_db()
    assert told.read_at is None
    with pytest.raises(NothingUnread):
        read_notices(notices=[told], by=lucia.actor, at=clock.now())


def test_the_bell_asks_by_itself_and_keeps_no_session_open() -> None:
    lucia, client = colleague()
    tell(lucia)
    client.get("/my-work/")
    before = client.session["last_seen"]
    session = client.session
    session["last_seen"] = before - 120
    session.save()
    assert "1 new notice" in client.get("/my-work/notices/bell/").content.decode()
    assert client.session["last_seen"] == before - 120
    assert Client().get("/my-work/notices/bell/").status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_many_there_are(rows: int) -> None:
    lucia, client = colleague()
    for _ in range(rows):
        tell(lucia)
    client.get("/my-work/notices/")  # the session is noted as used
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/my-work/notices/").status_code == 200
    assert len(asked) == QUERIES, [one["sql"][:90] for one in asked]


QUERIES = 7
