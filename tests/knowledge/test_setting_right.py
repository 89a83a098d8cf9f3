"""Answers whose text no longer counts are listed until somebody has dealt with them (INQ-4)."""

import datetime as dt

import pytest

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions.giving_answers import give_answer
from frontoffice.knowledge.actions.publishing import withdraw
from frontoffice.knowledge.actions.setting_right import NothingToSetRight, SayWhy, set_right
from frontoffice.knowledge.models import AnswerGiven, ArticleVersion, Passage, SetRight
from frontoffice.knowledge.queries import Why, looked_at, outdated_answers
from tests import factories
from tests.factories import NOW
from tests.knowledge.writing import RENEWAL, article, asked, conversation

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=60)
DEARER = RENEWAL.replace("$36.00", "$41.00")


@pytest.fixture(autouse=True)
def _agency(db: None) -> None:
    factories.agency()


def told(version: ArticleVersion, anchor: str = "what-it-costs", **given: object) -> AnswerGiven:
    """A representative gave the passage to a caller."""
    passage = Passage.objects.get(version=version, anchor=anchor)
    by = factories.representative().actor
    return give_answer(passage=passage, contact=conversation(), by=by, at=NOW, **given)


def listed(at: dt.datetime = NOW) -> list[AnswerGiven]:
    return list(outdated_answers(at=at).order_by("pk"))


def test_what_still_counts_is_not_listed() -> None:
    told(article())
    assert listed() == []


def test_inq_4_an_answer_given_before_the_text_changed_is_listed_with_what_is_said_now() -> None:
    given = told(article())
    article(body=DEARER, effective_from="2026-12-01")
    assert listed() == [], "the old text counts until the day before"
    rows = listed(LATER)
    assert rows == [given]
    (seen,) = looked_at(rows)
    assert seen.why == Why.CHANGED
    assert seen.now is not None
    assert "$41.00" in seen.now.text


def test_a_passage_that_says_the_same_in_the_new_text_still_stands() -> None:
    told(article(), "when-to-renew")
    article(body=DEARER, effective_from="2026-12-01")
    assert listed(LATER) == []


def test_a_text_corrected_for_the_day_it_was_given_on_is_told_apart() -> None:
    given = told(article())
    article(body=DEARER, effective_from="2026-11-01")
    (seen,) = looked_at(listed())
    assert (seen.answer, seen.why) == (given, Why.CORRECTED)


def test_a_withdrawn_text_is_listed_though_nothing_came_in_its_place() -> None:
    version = article()
    given = told(version)
    withdraw(version=version, reason="Wrong fee.", by=factories.supervisor().actor, at=NOW)
    (seen,) = looked_at(listed())
    assert (seen.answer, seen.why, seen.version, seen.now) == (given, Why.WITHDRAWN, None, None)


def test_an_answer_as_of_another_day_stands_as_long_as_that_day_is_told_the_same() -> None:
    old = article(effective_to="2026-06-30")
    article(body=DEARER, effective_from="2026-07-01")
    question = asked("What does it cost to renew a license?", on=dt.date(2026, 3, 1))
    assert {answer.version for answer in question.answers.all()} == {old}
    assert listed() == []
    article(body=RENEWAL.replace("$36.00", "$35.00"), effective_from="2026-02-01", effective_to="2026-06-30")
    (first, *_more) = looked_at(listed())
    assert first.why == Why.CORRECTED
    assert first.now is not None
    assert "$35.00" in first.now.text


def test_who_used_an_expired_text_and_said_why_knew_it() -> None:
    version = article(effective_to="2026-06-30")
    told(version, override_reason="The customer asked about last spring.")
    assert listed() == []


def test_setting_right_says_how_and_takes_it_off_the_list() -> None:
    given = told(article())
    article(body=DEARER, effective_from="2026-11-01")
    by = factories.representative("Tomas Reinholt").actor
    (row,) = set_right(answers=[given], way="told", reason="I called her.", by=by, at=NOW)
    assert (row.answer, row.way, row.by, row.at, row.against) == (
        given,
        "told",
        by,
        NOW,
        ArticleVersion.objects.latest("pk"),
    )
    assert listed() == []
    with pytest.raises(NothingToSetRight):
        set_right(answers=[given], way="told", reason="Again.", by=by, at=NOW)


def test_what_holds_beside_one_text_is_listed_again_when_the_next_says_something_else() -> None:
    given = told(article())
    article(body=DEARER.replace("Fee", "Price"), effective_from="2026-11-01")
    by = factories.representative().actor
    set_right(answers=[given], way="holds", reason="She has paid.", by=by, at=NOW)
    assert listed() == []
    article(body=RENEWAL.replace("$36.00", "$50.00"), effective_from="2026-11-10")
    assert listed() == [given]
    set_right(answers=[given], way="nobody", reason="No address.", by=by, at=NOW)
    article(body=RENEWAL.replace("$36.00", "$51.00"), effective_from="2026-11-12")
    assert listed() == []


def test_it_needs_a_reason_and_the_power() -> None:
    given = told(article())
    article(body=DEARER, effective_from="2026-11-01")
    with pytest.raises(SayWhy):
        set_right(answers=[given], way="told", reason=" ", by=factories.representative().actor, at=NOW)
    with pytest.raises(NotAuthorized):
        set_right(answers=[given], way="told", reason="So.", by=factories.staff().actor, at=NOW)
    with pytest.raises(NotAuthorized):
        set_right(answers=[given], way="told", reason="So.", by=service("knowledge"), at=NOW)
    assert not SetRight.objects.exists()
