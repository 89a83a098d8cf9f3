"""What was drawn for review stands on the reviewer's work until somebody has looked."""

import datetime as dt

import pytest

from frontoffice.authority import work
from frontoffice.authority.models import StaffMember, WorkItem
from frontoffice.foundation.actors import service
from frontoffice.supervision.owed import REVIEW
from tests.factories import NOW
from tests.supervision import making

pytestmark = pytest.mark.django_db


def open_items() -> list[WorkItem]:
    return list(WorkItem.objects.filter(kind=REVIEW, closed_at=None).order_by("pk"))


def test_what_was_drawn_is_owed_by_the_supervisor_until_it_is_reviewed(
    noor: StaffMember, miriam: StaffMember
) -> None:
    drawn = making.drawn(noor)
    (item,) = open_items()
    assert (item.member, item.about_id, item.page) == (miriam, drawn.pk, drawn.reference)
    assert item.title == "Review: Noor Haddad, phone"
    assert item.due_at is not None
    assert item.due_at.astimezone(noor.office.zone).date() == drawn.due_on + dt.timedelta(days=1)
    making.review(review=drawn, by=miriam.actor, at=NOW + dt.timedelta(hours=1))
    assert open_items() == []


def test_the_lists_are_put_right_from_the_reviews_themselves(noor: StaffMember, miriam: StaffMember) -> None:
    making.drawn(noor)
    by = service("authority")
    assert work.reconcile(work.KINDS[REVIEW], by=by, at=NOW) == work.Put()
    WorkItem.objects.filter(kind=REVIEW).update(closed_at=NOW, closed_by=by)
    assert work.reconcile(work.KINDS[REVIEW], by=by, at=NOW) == work.Put(opened=1)
