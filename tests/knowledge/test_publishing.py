"""Drafts answer nobody; published versions follow each other; what is wrong is taken back with a reason."""

import datetime as dt
from typing import Any

import pytest

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import NotFound
from frontoffice.knowledge.actions.publishing import (
    NoReason,
    NotADraft,
    NoText,
    NotPublished,
    UnknownUnit,
    UnusableArticle,
    propose,
    publish,
    withdraw,
)
from frontoffice.knowledge.models import ArticleVersion, Status
from frontoffice.knowledge.queries import concerns
from frontoffice.knowledge.queries import find as find_answers
from tests.factories import NOW, senior, supervisor, visitor
from tests.knowledge.writing import article

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 17)


def proposed(body: str = "Bring two proofs of residence.", **told: Any) -> ArticleVersion:
    given = {"slug": "proof-of-residence", "title": "Proof of residence", "body": body}
    return propose(**(given | told), by=senior().actor, at=NOW)


def published(version: ArticleVersion) -> ArticleVersion:
    return publish(version=version, by=supervisor().actor, at=NOW)


def answers(question: str) -> list[str]:
    told = find_answers(question, on=DAY, audience="public", language="en")
    return [one.passage.text for one in told.passages]


def test_a_draft_answers_nobody_until_it_is_published() -> None:
    version = proposed()
    assert answers("proof of residence") == []
    with pytest.raises(NotFound):
        find(ArticleVersion, version.reference, by=visitor(), at=NOW)
    done = published(version)
    assert (done.status, done.number, done.published_at) == (Status.PUBLISHED, 1, NOW)
    assert answers("proof of residence") == ["Bring two proofs of residence."]
    assert find(ArticleVersion, version.reference, by=visitor(), at=NOW)


def test_the_version_before_ends_when_the_next_begins() -> None:
    first = published(proposed(effective_from=dt.date(2026, 1, 1)))
    published(proposed("Bring three proofs.", effective_from=dt.date(2026, 12, 1)))
    first.refresh_from_db()
    assert first.effective_to == dt.date(2026, 11, 30)


def test_publishing_is_done_once_and_by_who_may() -> None:
    version = proposed()
    with pytest.raises(NotAuthorized):
        publish(version=version, by=senior().actor, at=NOW)
    published(version)
    with pytest.raises(NotADraft):
        published(version)


def test_a_draft_without_text_is_not_published() -> None:
    with pytest.raises(NoText):
        published(proposed("## Nothing below"))


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"body": " "}, UnusableArticle),
        ({"effective_from": dt.date(2026, 2, 1), "effective_to": dt.date(2026, 1, 1)}, UnusableArticle),
        ({"title": "Line\nbreak"}, UnusableArticle),
        ({"owner": "nobody"}, UnknownUnit),
    ],
)
def test_what_can_not_be_an_article_is_refused(told: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        proposed(**told)


def test_a_withdrawn_version_answers_nobody_and_says_why() -> None:
    version = published(proposed())
    done = withdraw(version=version, reason="The rule was struck down.", by=supervisor().actor, at=NOW)
    assert (done.status, done.withdrawn_on, done.withdrawal_reason) == (
        Status.WITHDRAWN,
        DAY,
        "The rule was struck down.",
    )
    assert answers("proof of residence") == []
    assert "withdrawn" in [concern.value for concern in concerns(done, on=DAY)]


def test_withdrawing_takes_a_published_version_and_a_reason() -> None:
    with pytest.raises(NotPublished):
        withdraw(version=proposed(), reason="No.", by=supervisor().actor, at=NOW)
    with pytest.raises(NoReason):
        withdraw(version=article(), reason=" ", by=supervisor().actor, at=NOW)
