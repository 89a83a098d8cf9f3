"""Two reviewers at once: one decides, the other is told; nothing goes out twice."""

from collections import Counter

import pytest

from frontoffice.authority.models import Approval
from frontoffice.correspondence.models import Message
from frontoffice.foundation.models import Event
from frontoffice.supervision.actions.deciding_held import edit_held, release_held, return_held
from frontoffice.supervision.actions.reviewing import review
from frontoffice.supervision.models import Edit, Finding, Review
from tests import factories
from tests.cases import making as cases
from tests.cases.test_at_once import all_at_once
from tests.factories import NOW
from tests.supervision import making

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def office() -> None:
    factories.agency()
    cases.topic()


def outcomes(counted: Counter[str]) -> tuple[int, int]:
    """How many did it, and how many were refused."""
    return counted["done"], sum(counted.values()) - counted["done"]


def test_of_release_return_and_edit_at_once_one_counts() -> None:
    message = making.held(making.trainee())
    first, second, third = (factories.senior(f"Senior {number}") for number in range(3))
    acts = [
        lambda: release_held(message=message, by=first.actor, at=NOW),
        lambda: return_held(message=message, comments="Not so.", by=second.actor, at=NOW),
        lambda: edit_held(
            message=message,
            subject=message.subject,
            body=making.BETTER,
            expected_version=1,
            comments="Say where.",
            by=third.actor,
            at=NOW,
        ),
    ]
    assert outcomes(all_at_once(acts)) == (1, 2)
    assert Review.objects.count() == 1
    assert Approval.objects.exclude(status="waiting").count() == 1
    message.refresh_from_db()
    released = Event.objects.filter(name="correspondence.MessageReleased").count()
    assert released == (message.status == "released")
    assert Edit.objects.count() == (message.body == making.BETTER)


def test_of_two_releases_at_once_the_message_goes_once() -> None:
    message = making.held(making.trainee())
    seniors = [factories.senior(f"Senior {number}") for number in range(4)]
    acts = [lambda by=by: release_held(message=message, by=by.actor, at=NOW) for by in seniors]
    assert outcomes(all_at_once(acts)) == (1, 3)
    assert Message.objects.get(status="released") == message
    assert Event.objects.filter(name="correspondence.MessageReleased").count() == 1


def test_of_two_reviews_at_once_one_is_kept() -> None:
    drawn = making.drawn(making.trainee())
    seniors = [factories.senior(f"Senior {number}") for number in range(3)]
    acts = [
        lambda by=by: review(review=drawn, findings=["tone"], comments="x", by=by.actor, at=NOW)
        for by in seniors
    ]
    assert all_at_once(acts) == Counter({"done": 1, "reviewed_before": 2})
    assert Finding.objects.count() == 1
