"""A text that is to be looked at stands on the work of who looks after it, until it was looked at."""

import datetime as dt

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember, WorkItem
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions.circulating import circulate
from frontoffice.knowledge.actions.reviewing_texts import review_text
from frontoffice.knowledge.models import Verdict
from frontoffice.knowledge.owed import REVIEW
from frontoffice.knowledge.schedules import owe_reviews
from tests import factories
from tests.factories import NOW
from tests.knowledge.test_reviewing_texts import due, gordon, kept_by, ruth
from tests.knowledge.writing import article

__all__ = ["gordon", "ruth"]
pytestmark = pytest.mark.django_db


def items() -> list[WorkItem]:
    return list(WorkItem.objects.filter(kind=REVIEW, closed_at=None).order_by("pk"))


def test_inq_5_a_review_is_owed_by_the_keeper_or_else_by_the_unit_and_settled_by_the_verdict(
    ruth: StaffMember, gordon: StaffMember
) -> None:
    kept, units = due(3), due(10, "pay-a-fee")
    kept_by(kept, ruth, gordon)
    owe_reviews(by=service("knowledge"), at=NOW)
    assert [(one.member, one.page) for one in items()] == [(ruth, "renew-a-license"), (None, "pay-a-fee")]
    assert items()[1].unit == factories.unit("front")
    review_text(version=kept, verdict=Verdict.RIGHT, by=gordon.actor, at=NOW)
    review_text(version=units, verdict=Verdict.CHANGE, note="The fee.", by=gordon.actor, at=NOW)
    assert [one.page for one in items()] == ["pay-a-fee"]


def test_what_is_far_off_is_not_owed_yet_and_who_left_leaves_it_to_the_unit(
    ruth: StaffMember, gordon: StaffMember
) -> None:
    due(90)
    soon = due(5, "pay-a-fee")
    kept_by(soon, ruth, gordon)
    owe_reviews(by=service("knowledge"), at=NOW)
    StaffMember.objects.filter(pk=ruth.pk).update(until=NOW)
    owe_reviews(by=service("knowledge"), at=NOW + dt.timedelta(hours=6))
    assert [(one.member, one.page) for one in items()] == [(None, "pay-a-fee")]


def test_procedures_to_read_are_told_on_my_work(gordon: StaffMember) -> None:
    lucia = factories.representative("Lucia Ferrante", username="lucia")
    client = Client()
    client.force_login(lucia.user)  # type: ignore[arg-type]
    assert "Procedures to read" not in client.get("/my-work/").content.decode()
    version = article("how-we-do-it", kind="procedure")
    circulate(article=version.article, by=gordon.actor, at=NOW)
    page = client.get("/my-work/").content.decode()
    assert "<span>Procedures to read</span> <b>1</b>" in page
    assert 'href="/knowledge/mine/"' in page
