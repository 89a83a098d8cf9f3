"""Watching cases and topics: told what others did there, until one has enough."""

import pytest
from django.test import Client

from frontoffice.authority.models import Notice, StaffMember
from frontoffice.cases.actions import watching
from frontoffice.cases.actions.adding import add
from frontoffice.cases.actions.assigning import assign, take
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.watching import stop_watching, watch, watch_topic
from frontoffice.cases.models import Case, Watch
from frontoffice.cases.queries.watching import watchers_of
from tests import factories
from tests.cases import making
from tests.cases.desk_pages import address, text
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def told(member: StaffMember) -> list[str]:
    making.tell_everything(NOW)
    return list(
        Notice.objects.filter(member=member, kind="cases.watched")
        .order_by("pk")
        .values_list("text", flat=True)
    )


def test_who_watches_hears_what_others_do_and_nothing_of_their_own(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    watch(case=case, by=dana.actor, at=NOW)
    watch(case=case, by=dana.actor, at=NOW)
    assert Watch.objects.count() == 1
    note(case=case, text="Mine.", by=dana.actor, at=NOW)
    assert told(dana) == []
    note(case=case, text="His.", by=tomas.actor, at=NOW)
    add(case=case, text="Hello?", by=factories.visitor(), at=NOW)
    assert [words.partition(case.number)[2][:15] for words in told(dana)] == [
        " has a new note",
        ": Lost card",
    ]
    assert told(tomas) == []


def test_who_gets_a_case_and_who_is_mentioned_watches_it_until_they_stop(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    take(case=case, by=dana.actor, at=NOW)
    note(case=case, text="What do you think, @tomas? Not @nobody.", by=dana.actor, at=NOW)
    making.tell_everything(NOW)
    assert {(one.member, one.why) for one in watchers_of(case)} == {(dana, "assigned"), (tomas, "mentioned")}
    own = Watch.objects.get(member=tomas)
    with pytest.raises(watching.NotWatching):
        stop_watching(watch=own, by=dana.actor, at=NOW)
    stop_watching(watch=own, by=tomas.actor, at=NOW)
    note(case=case, text="Again, @tomas.", by=dana.actor, at=NOW)
    making.tell_everything(NOW)
    assert [one.member for one in watchers_of(case)] == [dana], "who stopped on purpose is left in peace"


def test_a_topic_is_watched_with_all_its_cases(case: Case, dana: StaffMember, tomas: StaffMember) -> None:
    watch_topic(topic="cards", by=tomas.actor, at=NOW)
    assign(case=case, assignee=dana, by=dana.actor, at=NOW)
    assert told(tomas) == [f"{case.number} was assigned: Lost card"]
    other = making.case(email="x@example.org")
    assert [one.member for one in watchers_of(other)] == [tomas]


def test_on_the_pages_one_watches_and_stops(desk: Client, case: Case, dana: StaffMember) -> None:
    assert "You watch nothing" in text(desk.get("/desk/watching/"))
    assert desk.post(address(case, "watch"), {"do": "watch"}).status_code == 302
    assert "Stop watching" in text(desk.get(address(case)))
    assert case.number in text(desk.get("/desk/watching/"))
    assert desk.post(address(case, "watch"), {"do": "stop"}).status_code == 302
    assert desk.post(address(case, "watch"), {"do": "stop"}).status_code == 409
    assert desk.post("/desk/watching/", {"topic": ""}).status_code == 422
    assert desk.post("/desk/watching/", {"topic": "cards"}).status_code == 302
    own = Watch.objects.get(until__isnull=True)
    desk.post(f"/desk/watching/{own.reference}/stop/")
    assert not Watch.objects.filter(until__isnull=True).exists()
