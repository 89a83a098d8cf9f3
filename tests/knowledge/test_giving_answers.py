"""What a representative tells from an article is on record; what should not be used takes a reason (INQ-4, INQ-5)."""

import pytest

from frontoffice.foundation.models import Event
from frontoffice.knowledge.actions.giving_answers import NeedsReason, give_answer
from frontoffice.knowledge.models import AnswerGiven, Passage
from tests.factories import NOW, representative
from tests.knowledge.writing import article, conversation

pytestmark = pytest.mark.django_db


def given(passage: Passage, reason: str = "") -> AnswerGiven:
    dana = representative().actor
    return give_answer(passage=passage, contact=conversation(dana), override_reason=reason, by=dana, at=NOW)


def test_inq_4_who_gave_which_version_in_which_contact() -> None:
    passage = article().passages.get(anchor="what-it-costs")
    answer = given(passage)
    assert (answer.passage, answer.version, answer.language) == (passage, passage.version, "en")
    assert answer.given_by == answer.contact.representative
    assert Event.objects.filter(name="knowledge.AnswerGivenByHand").exists()


@pytest.mark.parametrize(
    "told", [{"effective_to": "2026-06-30"}, {"effective_from": "2027-01-01"}, {"review_by": "2026-11-16"}]
)
def test_inq_5_what_is_not_in_force_or_overdue_takes_a_reason(told: dict[str, str]) -> None:
    passage = article(**told).passages.get(anchor="what-it-costs")
    with pytest.raises(NeedsReason):
        given(passage, "  ")
    assert given(passage, "The customer asked about last year.").override_reason
