"""A gap stays open until an article answers it or somebody says why none will (INQ-7)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import NotFound
from frontoffice.knowledge.actions.closing_gaps import (
    GapClosedAlready,
    NoArticle,
    NoReason,
    NoWords,
    close_gap,
    record_gap,
)
from frontoffice.knowledge.models import Article, GapStatus, KnowledgeGap
from tests.factories import NOW, representative, senior, visitor
from tests.knowledge.writing import article, asked, conversation

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap() -> KnowledgeGap:
    asked("can I get a fishing permit here")
    return KnowledgeGap.objects.get()


def closed(gap: KnowledgeGap, decision: Any, **told: Any) -> KnowledgeGap:
    return close_gap(gap=gap, decision=decision, by=senior().actor, at=NOW, **told)


def test_a_gap_is_closed_by_the_article_that_answers(gap: KnowledgeGap) -> None:
    answer = article("fishing", "Fishing permits are issued by the wildlife agency.").article
    done = closed(gap, "article", article=answer)
    assert (done.status, done.article, done.decided_at) == (GapStatus.ARTICLE, answer, NOW)
    assert done.decided_by is not None


def test_a_gap_is_closed_by_a_decision_with_its_reason(gap: KnowledgeGap) -> None:
    done = closed(gap, "declined", reason="Another agency's business.")
    assert (done.status, done.article, done.reason) == (
        GapStatus.DECLINED,
        None,
        "Another agency's business.",
    )


def test_an_article_has_to_be_named_and_published(gap: KnowledgeGap) -> None:
    for unpublished in (None, Article.objects.create(slug="empty")):
        with pytest.raises(NoArticle):
            closed(gap, "article", article=unpublished)


def test_declining_takes_a_reason(gap: KnowledgeGap) -> None:
    with pytest.raises(NoReason):
        closed(gap, "declined", reason="  ")


def test_a_gap_is_decided_once(gap: KnowledgeGap) -> None:
    closed(gap, "declined", reason="No.")
    with pytest.raises(GapClosedAlready):
        closed(gap, "declined", reason="No again.")


def test_a_representative_does_not_decide_on_gaps(gap: KnowledgeGap) -> None:
    with pytest.raises(NotAuthorized):
        close_gap(gap=gap, decision="declined", reason="No.", by=representative().actor, at=NOW)


def test_a_representative_records_what_a_caller_asked() -> None:
    dana = representative().actor
    gap = record_gap(contact=conversation(dana), words=" is there parking? ", by=dana, at=NOW)
    assert (gap.words, gap.question, gap.recorded_by) == ("is there parking?", None, dana)
    with pytest.raises(NoWords):
        record_gap(contact=gap.contact, words=" ", by=dana, at=NOW)


def test_gaps_are_for_staff(gap: KnowledgeGap) -> None:
    assert find(KnowledgeGap, gap.reference, by=representative().actor, at=NOW) == gap
    with pytest.raises(NotFound):
        find(KnowledgeGap, gap.reference, by=visitor(), at=NOW)


@pytest.mark.parametrize("change", [{"status": "declined"}, {"status": "article"}, {"words": "Other words"}])
def test_the_database_keeps_words_and_refuses_a_decision_without_its_reason(
    gap: KnowledgeGap, change: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        KnowledgeGap.objects.update(**change)
