"""What must be done: owed, moved, settled; one open piece for each thing."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority import work
from frontoffice.authority.models import WorkItem
from frontoffice.authority.queries import work_visible_to
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from tests.authority.work.making import CHORE, kinds, owe, settle, thing
from tests.factories import grant, staff, unit, visitor

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def of_our_own() -> Iterator[None]:
    with kinds():
        yield


def test_owing_the_same_again_moves_the_one_open_piece() -> None:
    now, dana, tom = clock.now(), staff("Dana"), staff("Tom", unit_code="back")
    first = owe("a", member=dana, due=now)
    again = owe("a", member=tom, due=now + DAY, priority=1)
    (item,) = WorkItem.objects.all()
    assert first.pk == again.pk == item.pk
    assert (item.member, item.unit, item.due_at, item.priority) == (tom, tom.unit, now + DAY, 1)


def test_what_is_settled_stays_as_it_was_and_can_be_owed_anew() -> None:
    dana = staff("Dana")
    owe("a", member=dana)
    assert settle("a")
    assert not settle("a"), "nothing was open any more"
    owe("a", member=dana)
    assert WorkItem.objects.filter(closed_at__isnull=True).count() == 1
    closed = WorkItem.objects.get(closed_at__isnull=False)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        WorkItem.objects.filter(pk=closed.pk).update(title="Something else")


def test_a_piece_of_work_is_never_removed_nor_turned_into_another() -> None:
    item = owe("a", member=staff("Dana"))
    for change in (lambda: item.delete(), lambda: WorkItem.objects.update(about_id=item.about_id + 1)):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


def test_the_database_keeps_a_second_open_piece_and_nobodys_work_out() -> None:
    item = owe("a", member=staff("Dana"))
    copy = {
        "kind": CHORE,
        "about_kind": item.about_kind,
        "about_id": item.about_id,
        "title": "Again",
        "unit": item.unit,
        "opened_by": item.opened_by,
        "opened_at": item.opened_at,
    }
    for wrong in ({}, {"about_id": 77, "unit": None}, {"about_id": 78, "title": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WorkItem.objects.create(**(copy | wrong))


def test_a_kind_that_nobody_made_known_and_work_outside_a_transaction_are_mistakes() -> None:
    with pytest.raises(LookupError):
        owe("a", member=staff("Dana"), kind="tests.unheard_of")


@pytest.mark.django_db(transaction=True)
def test_outside_the_owners_transaction_nothing_is_owed() -> None:
    dana = staff("Dana")
    with pytest.raises(RuntimeError):
        work.owe(kind=CHORE, about=thing("a"), title="Do", member=dana, by=service("tests"), at=clock.now())


def test_a_title_that_is_too_long_is_cut() -> None:
    with transaction.atomic():
        item = work.owe(
            kind=CHORE, about=thing("a"), title="x" * 300, unit=unit(), by=service("tests"), at=clock.now()
        )
    assert len(item.title) == 200
    assert item.title.endswith("…")


def test_one_sees_ones_own_work_and_a_lead_the_units() -> None:
    now = clock.now()
    dana, tom, lead = staff("Dana"), staff("Tom", unit_code="back"), staff("Ruth", unit_code="back")
    grant(lead, "authority.hand_over_work", at=now)
    mine, theirs = owe("a", member=dana), owe("b", member=tom)
    assert list(work_visible_to(by=dana.actor, at=now)) == [mine]
    assert set(work_visible_to(by=lead.actor, at=now)) == {mine, theirs}
    assert not work_visible_to(by=visitor(), at=now).exists()
