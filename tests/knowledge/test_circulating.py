"""Staff acknowledge the procedures that they work by; it is known who has and who has not (tx.12)."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.models import StaffMember
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions import circulating
from frontoffice.knowledge.actions.circulating import acknowledge, circulate, end_circulation, remind
from frontoffice.knowledge.models import Acknowledgment, ArticleVersion, Reminder
from frontoffice.knowledge.queries.reading import late_readers, readers_of, to_read
from frontoffice.knowledge.schedules import remind_to_read
from tests import factories
from tests.factories import NOW, visitor
from tests.knowledge.writing import article

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = dt.timedelta(days=1)


def procedure(body: str = "Count the drawer twice.", **told: Any) -> ArticleVersion:
    given = {"kind": "procedure", "audience": "internal", "effective_from": "2026-11-01"} | told
    return article("count-the-drawer", body, **given)


@pytest.fixture
def gordon() -> StaffMember:
    return factories.supervisor("Gordon Pike", unit_code="back")


@pytest.fixture
def dana() -> StaffMember:
    return factories.representative("Dana Whitfield")


def sent(version: ArticleVersion, by: StaffMember, unit: str = "front", days: int = 14) -> Any:
    return circulate(article=version.article, unit=unit, days=days, by=by.actor, at=NOW)


def who(version: ArticleVersion, at: dt.datetime = NOW) -> dict[str, bool]:
    return {one.member.actor.name: one.has_read for one in readers_of(version, at=at, on=at.date())}


def test_who_works_by_it_reads_it_says_so_and_it_is_known_who_has_not(
    dana: StaffMember, gordon: StaffMember
) -> None:
    marcus = factories.representative("Marcus Bell")
    version = procedure()
    sent(version, gordon)
    assert [(one.version, one.due_on) for one in to_read(dana, at=NOW)] == [(version, TODAY + 14 * DAY)]
    acknowledge(version=version, by=dana.actor, at=NOW)
    assert to_read(dana, at=NOW) == []
    assert who(version) == {"Marcus Bell": False, "Dana Whitfield": True}
    assert to_read(marcus, at=NOW) != []
    assert to_read(gordon, at=NOW) == []  # of another unit


def test_everybody_may_be_meant_but_no_automated_colleague(dana: StaffMember, gordon: StaffMember) -> None:
    factories.staff("Robot", automated=True)
    version = procedure()
    sent(version, gordon, unit="")
    assert set(who(version)) == {"Dana Whitfield", "Gordon Pike"}


def test_saying_it_again_changes_nothing_and_it_is_never_taken_back(
    dana: StaffMember, gordon: StaffMember
) -> None:
    version = procedure()
    sent(version, gordon)
    first = acknowledge(version=version, by=dana.actor, at=NOW)
    assert acknowledge(version=version, by=dana.actor, at=NOW + DAY) == first
    with pytest.raises(DatabaseError), transaction.atomic():
        Acknowledgment.objects.all().delete()
    assert Acknowledgment.objects.get().at == NOW


def test_a_changed_procedure_is_read_anew_one_in_other_words_is_not(
    dana: StaffMember, gordon: StaffMember
) -> None:
    version = procedure()
    sent(version, gordon)
    acknowledge(version=version, by=dana.actor, at=NOW)
    reworded = procedure("Count the drawer two times.", effective_from="2026-11-10", change="wording")
    assert to_read(dana, at=NOW) == []
    assert who(reworded) == {"Dana Whitfield": True}
    changed = procedure("Count the drawer three times.", effective_from="2026-11-15")
    assert [one.version for one in to_read(dana, at=NOW)] == [changed]


def test_what_is_not_in_force_yet_waits(dana: StaffMember, gordon: StaffMember) -> None:
    version = procedure(effective_from="2026-12-01")
    sent(version, gordon)
    assert to_read(dana, at=NOW) == []
    with pytest.raises(circulating.NothingToAcknowledge):
        acknowledge(version=version, by=dana.actor, at=NOW)
    later = dt.datetime(2026, 12, 2, 16, tzinfo=dt.UTC)
    assert [one.due_on for one in to_read(dana, at=later)] == [dt.date(2026, 12, 15)]


def test_only_procedures_and_manuals_are_read_on_record(dana: StaffMember, gordon: StaffMember) -> None:
    plain = article()
    with pytest.raises(circulating.NothingToWorkBy):
        sent(plain, gordon)
    with pytest.raises(circulating.NothingToWorkBy):
        acknowledge(version=plain, by=dana.actor, at=NOW)
    assert sent(procedure(kind="manual"), gordon).days == 14


def test_visitors_see_no_procedure_and_acknowledge_nothing(gordon: StaffMember) -> None:
    from frontoffice.authority.deciding import NotAuthorized

    version = procedure()
    with pytest.raises(NotAuthorized):
        acknowledge(version=version, by=visitor(), at=NOW)


def test_a_unit_is_asked_once_and_its_end_leaves_the_record(dana: StaffMember, gordon: StaffMember) -> None:
    version = procedure()
    one = sent(version, gordon)
    with pytest.raises(circulating.CirculatedAlready):
        sent(version, gordon)
    acknowledge(version=version, by=dana.actor, at=NOW)
    end_circulation(circulation=one, by=gordon.actor, at=NOW)
    with pytest.raises(circulating.EndedAlready):
        end_circulation(circulation=one, by=gordon.actor, at=NOW)
    assert readers_of(version, at=NOW, on=TODAY) == []
    assert Acknowledgment.objects.count() == 1
    assert sent(version, gordon).pk != one.pk


def test_who_has_not_read_it_is_reminded_at_most_once_a_day(dana: StaffMember, gordon: StaffMember) -> None:
    factories.representative("Marcus Bell")
    version = procedure()
    sent(version, gordon)
    acknowledge(version=version, by=dana.actor, at=NOW)
    made = remind(version=version, by=gordon.actor, at=NOW)
    assert [one.staff_member.actor.name for one in made] == ["Marcus Bell"]
    assert remind(version=version, by=gordon.actor, at=NOW) == []
    assert len(remind(version=version, by=gordon.actor, at=NOW + DAY)) == 1
    acknowledge(version=version, by=StaffMember.objects.get(actor__name="Marcus Bell").actor, at=NOW)
    with pytest.raises(circulating.EverybodyHasRead):
        remind(version=version, by=gordon.actor, at=NOW)


def test_the_worker_reminds_when_it_counts_on_the_last_day_and_when_it_is_late(
    dana: StaffMember, gordon: StaffMember
) -> None:
    version = procedure()
    StaffMember.objects.filter(pk=dana.pk).update(supervisor=gordon)
    sent(version, gordon, days=10)

    def told(days: int) -> list[tuple[str, int]]:
        before = set(Reminder.objects.values_list("pk", flat=True))
        remind_to_read(by=service("knowledge"), at=NOW + days * DAY)
        new = Reminder.objects.exclude(pk__in=before).order_by("staff_member__actor__name")
        return list(new.values_list("staff_member__actor__name", "stage"))

    assert told(0) == [("Dana Whitfield", 0)]
    assert told(0) == []
    assert told(10) == [("Dana Whitfield", 1)]
    assert told(17) == [("Dana Whitfield", 2)]
    assert [person for person, _one in late_readers(gordon, at=NOW + 17 * DAY)] == [dana]
    assert told(41) == [("Dana Whitfield", 3), ("Gordon Pike", 3)]


def test_the_queries_do_not_grow_with_readers_and_procedures(dana: StaffMember, gordon: StaffMember) -> None:
    version = procedure()
    sent(version, gordon)

    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as listing:
            readers_of(version, at=NOW, on=TODAY)
        with CaptureQueriesContext(connection) as mine:
            to_read(dana, at=NOW)
        return len(listing), len(mine)

    before = queries()
    for number in range(4):
        factories.representative(f"Reader {number}")
        other = article(f"procedure-{number}", "Do it.", kind="procedure", audience="internal")
        sent(other, gordon)
    assert queries() == before
