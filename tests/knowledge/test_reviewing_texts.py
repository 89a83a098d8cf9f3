"""Who looks after a text is reminded to look whether it is still right, and says so on record (INQ-5)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions import reviewing_texts
from frontoffice.knowledge.actions.reviewing_texts import entrust, review_text
from frontoffice.knowledge.models import Article, ArticleVersion, Reminder, Review, Verdict
from frontoffice.knowledge.queries.days import months_after
from frontoffice.knowledge.queries.reviewing import mine_to_review
from frontoffice.knowledge.schedules import remind_of_reviews
from tests import factories
from tests.factories import NOW
from tests.knowledge.writing import article

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def gordon() -> StaffMember:
    return factories.supervisor("Gordon Pike")


@pytest.fixture
def ruth() -> StaffMember:
    return factories.senior("Ruth Okafor")


def due(days: int, slug: str = "renew-a-license") -> ArticleVersion:
    """A text whose review date is so many days from today."""
    return article(slug, review_by=(TODAY + days * DAY).isoformat(), owner=factories.unit("front").code)


def kept_by(version: ArticleVersion, keeper: StaffMember | None, by: StaffMember, every: int = 12) -> Article:
    return entrust(
        article=version.article, owner="front", keeper=keeper, review_every=every, by=by.actor, at=NOW
    )


def reminded(on: dt.date = TODAY) -> list[tuple[str, int]]:
    at = NOW + dt.timedelta(days=(on - TODAY).days)
    before = set(Reminder.objects.values_list("pk", flat=True))
    remind_of_reviews(by=service("knowledge"), at=at)
    new = Reminder.objects.exclude(pk__in=before).order_by("staff_member__actor__name")
    return list(new.values_list("staff_member__actor__name", "stage"))


def test_still_right_puts_the_next_review_after_the_usual_months(
    ruth: StaffMember, gordon: StaffMember
) -> None:
    version = due(-3)
    kept_by(version, ruth, gordon, every=6)
    looked = review_text(version=version, verdict=Verdict.RIGHT, note="Fees checked.", by=ruth.actor, at=NOW)
    version.refresh_from_db()
    assert version.review_by == dt.date(2027, 5, 17) == looked.review_by
    assert (looked.was_due, looked.by, looked.note) == (TODAY - 3 * DAY, ruth.actor, "Fees checked.")


def test_a_date_of_ones_own_goes_before_the_usual_months(ruth: StaffMember) -> None:
    version = due(-3)
    day = TODAY + 40 * DAY
    review_text(version=version, verdict=Verdict.RIGHT, review_by=day, by=ruth.actor, at=NOW)
    version.refresh_from_db()
    assert version.review_by == day


def test_what_has_to_be_changed_stays_due_with_what_to_change(ruth: StaffMember) -> None:
    version = due(-3)
    review_text(version=version, verdict=Verdict.CHANGE, note="The fee rose.", by=ruth.actor, at=NOW)
    version.refresh_from_db()
    assert version.review_by == TODAY - 3 * DAY
    with pytest.raises(reviewing_texts.SayWhatToChange):
        review_text(version=version, verdict=Verdict.CHANGE, note=" ", by=ruth.actor, at=NOW)
    assert Review.objects.count() == 1


def test_the_next_review_lies_ahead_and_a_draft_is_not_reviewed(ruth: StaffMember) -> None:
    version = due(3)
    with pytest.raises(reviewing_texts.NextReviewPast):
        review_text(version=version, verdict=Verdict.RIGHT, review_by=TODAY, by=ruth.actor, at=NOW)
    ArticleVersion.objects.filter(pk=version.pk).update(
        status="withdrawn", withdrawn_on=TODAY, withdrawn_by=ruth.actor, withdrawal_reason="Wrong."
    )
    with pytest.raises(reviewing_texts.NotInUse):
        review_text(version=version, verdict=Verdict.RIGHT, by=ruth.actor, at=NOW)


def test_who_may_not_review_does_not(ruth: StaffMember) -> None:
    with pytest.raises(NotAuthorized):
        review_text(version=due(1), verdict=Verdict.RIGHT, by=factories.representative().actor, at=NOW)


def test_mine_are_those_i_keep_and_those_of_my_unit_that_nobody_does(
    ruth: StaffMember, gordon: StaffMember
) -> None:
    mine, others, nobodys, later = (
        due(1, "mine"),
        due(1, "others"),
        due(1, "nobodys"),
        due(90, "later"),
    )
    kept_by(mine, ruth, gordon)
    kept_by(later, ruth, gordon)
    kept_by(others, gordon, gordon)
    kept_by(nobodys, None, gordon)
    assert set(mine_to_review(ruth, on=TODAY)) == {mine, nobodys}


def test_the_keeper_is_reminded_ahead_on_the_day_and_when_it_is_late_once_each(
    ruth: StaffMember, gordon: StaffMember
) -> None:
    version = due(20)
    kept_by(version, ruth, gordon)
    StaffMember.objects.filter(pk=ruth.pk).update(supervisor=gordon)
    assert reminded() == [("Ruth Okafor", 0)]
    assert reminded() == []
    assert reminded(TODAY + 20 * DAY) == [("Ruth Okafor", 1)]
    assert reminded(TODAY + 28 * DAY) == [("Ruth Okafor", 2)]
    assert reminded(TODAY + 55 * DAY) == [("Gordon Pike", 3), ("Ruth Okafor", 3)]
    assert reminded(TODAY + 90 * DAY) == []


def test_a_keeper_who_left_leaves_it_to_the_unit(ruth: StaffMember, gordon: StaffMember) -> None:
    version = due(5)
    kept_by(version, ruth, gordon)
    StaffMember.objects.filter(pk=ruth.pk).update(until=NOW - DAY)
    assert reminded() == [("Gordon Pike", 0)]
    with pytest.raises(reviewing_texts.KeeperGone):
        kept_by(version, StaffMember.objects.get(pk=ruth.pk), gordon)


def test_what_no_unit_owns_is_reminded_of_to_who_publishes(ruth: StaffMember, gordon: StaffMember) -> None:
    article(review_by=TODAY.isoformat())
    assert reminded() == [("Gordon Pike", 1)]


def test_the_queries_of_a_reminding_run_do_not_grow(ruth: StaffMember) -> None:
    due(1, "one")
    with CaptureQueriesContext(connection) as few:
        reminded()
    for number in range(5):
        due(1, f"more-{number}")
    with CaptureQueriesContext(connection) as many:
        reminded()
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [("2026-01-31", 1, "2026-02-28"), ("2027-12-15", 12, "2028-12-15"), ("2027-11-30", 3, "2028-02-29")],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: str, months: int, after: str) -> None:
    assert months_after(dt.date.fromisoformat(day), months).isoformat() == after
