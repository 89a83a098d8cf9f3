"""Knowledge gaps: recorded in the customer's words, closed by an article or by a decision not to write one (INQ-7).

Gaps that ask for the same thing are in one group (grouping_gaps.py) and are decided on together.
"""

from datetime import datetime
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.taking_contacts import Language
from frontoffice.contacts.models import Contact
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.actions.tallying_gaps import group_for, tally
from frontoffice.knowledge.events import GapClosed, GapRecorded
from frontoffice.knowledge.models import Article, GapGroup, GapStatus, KnowledgeGap, Question, Status
from frontoffice.knowledge.queries.likeness import telling_stems

Words = Annotated[str, Field(min_length=1, max_length=4000)]
Reason = Annotated[str, Field(max_length=1000)]


class GapClosedAlready(Refused):
    message = _("Somebody has decided on this gap already.")


class NoArticle(BadInput):
    message = _("Name the article that answers now. It has to be published.")
    field = "article"


class NoReason(BadInput):
    message = _("Say why no article will be written.")
    field = "reason"


class NoWords(BadInput):
    message = _("Write what the customer asked, in the customer's words.")
    field = "words"


@action("knowledge.record_gap", title=_("Record a question without an answer"))
def record_gap(
    *, contact: Contact, words: Words, language: Language = "en", by: Actor, at: datetime
) -> KnowledgeGap:
    """Keep a question that a representative found no answer to, in the customer's words. Raises NoWords."""
    if not words.strip():
        raise NoWords
    return open_gap(contact, words=words.strip(), language=primary(language), question=None, by=by, at=at)


@action("knowledge.close_gap", title=_("Decide on a knowledge gap"), subject="gap")
def close_gap(
    *,
    gap: KnowledgeGap,
    decision: Literal["article", "declined"],
    article: Article | None = None,
    reason: Reason = "",
    by: Actor,
    at: datetime,
) -> KnowledgeGap:
    """Close a gap by the article that answers now, or by the decision not to write one, with its reason.

    Raises GapClosedAlready, NoArticle, NoReason.
    """
    GapGroup.objects.select_for_update().get(pk=gap.group_id)
    gap = KnowledgeGap.objects.select_related("contact").get(pk=gap.pk)
    if gap.status != GapStatus.OPEN:
        raise GapClosedAlready
    decided = _decided(decision, article, reason)
    _close(gap, decided, by=by, at=at)
    tally(gap.group_id)
    return gap


@action("knowledge.close_gaps", title=_("Decide on a group of knowledge gaps"), subject="group")
def close_gaps(
    *,
    group: GapGroup,
    decision: Literal["article", "declined"],
    article: Article | None = None,
    reason: Reason = "",
    by: Actor,
    at: datetime,
) -> GapGroup:
    """Close every open gap of the group the same way (INQ-7).

    Raises GapClosedAlready where none is open, NoArticle, NoReason.
    """
    group = GapGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    gaps = list(group.gaps.filter(status=GapStatus.OPEN).select_related("contact").order_by("pk"))
    if not gaps:
        raise GapClosedAlready
    decided = _decided(decision, article, reason)
    for gap in gaps:
        _close(gap, decided, by=by, at=at)
    return tally(group.pk)


Decided = tuple[GapStatus, Article | None, str]


def _decided(decision: str, article: Article | None, reason: str) -> Decided:
    """What was decided, whole. Raises NoArticle, NoReason."""
    wanted = GapStatus(decision)
    if wanted == GapStatus.DECLINED and not reason.strip():
        raise NoReason
    if wanted == GapStatus.DECLINED:
        return wanted, None, reason.strip()
    if article is None or not article.versions.filter(status=Status.PUBLISHED).exists():
        raise NoArticle
    return wanted, article, reason.strip()


def _close(gap: KnowledgeGap, decided: Decided, *, by: Actor, at: datetime) -> None:
    gap.status, gap.article, gap.reason = decided
    gap.decided_by, gap.decided_at = by, at
    gap.save(update_fields=["status", "reason", "article", "decided_by", "decided_at"])
    announce(GapClosed(gap_id=gap.pk, status=str(gap.status)), about=[gap, gap.contact], by=by, at=at)


def open_gap(
    contact: Contact, *, words: str, language: str, question: Question | None, by: Actor, at: datetime
) -> KnowledgeGap:
    """The gap of these words, inside the caller's action; a question has one at most."""
    if question is not None:
        there = KnowledgeGap.objects.filter(question=question).first()
        if there is not None:
            return there
    gap = KnowledgeGap.objects.create(
        group=group_for(words, language=language, at=at),
        stems=" ".join(telling_stems(words, language)),
        contact=contact,
        question=question,
        words=words,
        language=language,
        recorded_by=by,
        recorded_at=at,
    )
    tally(gap.group_id)
    announce(GapRecorded(gap_id=gap.pk, contact_id=contact.pk), about=[gap, contact], by=by, at=at)
    return gap
