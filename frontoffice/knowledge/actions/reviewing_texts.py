"""Keeping texts right: who looks after them, and each look whether they are still right (INQ-5)."""

from datetime import date, datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge import owed
from frontoffice.knowledge.actions.drafting import UnknownUnit
from frontoffice.knowledge.events import ArticleEntrusted, TextReviewed
from frontoffice.knowledge.models import Article, ArticleVersion, Review, Status, Verdict
from frontoffice.knowledge.queries.days import months_after, office_day

MOST_MONTHS = 120
Topic = Annotated[str, Field(max_length=60, pattern=r"^[a-z0-9-]*$")]


class NotInUse(Refused):
    message = _("Only a published text is reviewed.")


class SayWhatToChange(BadInput):
    message = _("Say what has to be changed.")
    field = "note"


class NextReviewPast(BadInput):
    message = _("The next review is on a day after today.")
    field = "review_by"


class KeeperGone(BadInput):
    message = _("This colleague does not work here any more.")
    field = "keeper"


@action("knowledge.entrust", title=_("Say who looks after an article"), subject="article")
def entrust(
    *,
    article: Article,
    owner: Annotated[str, Field(max_length=20)] = "",
    keeper: StaffMember | None = None,
    review_every: Annotated[int, Field(ge=0, le=MOST_MONTHS)] = 0,
    topic: Topic = "",
    by: Actor,
    at: datetime,
) -> Article:
    """Set the unit (by its code) that answers for an article, who of its people looks after it, every how many months
    it is looked at (0: at no set times), and its topic. Raises UnknownUnit, KeeperGone.
    """
    unit = Unit.objects.filter(code=owner).first() if owner else None
    if owner and unit is None:
        raise UnknownUnit
    if keeper is not None and keeper.until is not None and keeper.until <= at:
        raise KeeperGone
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    article.owner, article.keeper, article.review_every, article.topic = unit, keeper, review_every, topic
    article.save(update_fields=["owner", "keeper", "review_every", "topic"])
    announce(ArticleEntrusted(article_id=article.pk), about=article, by=by, at=at)
    return article


@action("knowledge.review_text", title=_("Review a text"), subject="version")
def review_text(
    *,
    version: ArticleVersion,
    verdict: Verdict,
    note: Annotated[str, Field(max_length=1000)] = "",
    review_by: date | None = None,
    by: Actor,
    at: datetime,
) -> Review:
    """Say of a published text that it is still right, or what has to be changed.

    Still right: the next review is on `review_by`, else after the article's usual months, else at no set time. To be
    changed: it stays due until another text takes its place. Raises NotInUse, SayWhatToChange, NextReviewPast.
    """
    rows = ArticleVersion.objects.select_for_update(of=("self",)).select_related("article")
    version = rows.get(pk=version.pk)
    if version.status != Status.PUBLISHED:
        raise NotInUse
    if verdict == Verdict.CHANGE and not note.strip():
        raise SayWhatToChange
    today, was_due = office_day(at), version.review_by
    if review_by is not None and review_by <= today:
        raise NextReviewPast
    if verdict == Verdict.RIGHT:
        months = version.article.review_every
        version.review_by = review_by or (months_after(today, months) if months else None)
        version.save(update_fields=["review_by"])
    looked = Review.objects.create(
        version=version,
        verdict=verdict,
        note=note.strip(),
        was_due=was_due,
        review_by=version.review_by,
        by=by,
        at=at,
    )
    told = TextReviewed(version_id=version.pk, verdict=verdict)
    announce(told, about=[version.article, version], by=by, at=at)
    owed.review(version, by=by, at=at)
    return looked
