"""Proposing, publishing and withdrawing a version of an article."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from pydantic import Field, ValidationError

from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.actions import recording_versions as recording
from frontoffice.knowledge.documents import Document, wrong
from frontoffice.knowledge.events import VersionProposed, VersionPublished, VersionWithdrawn
from frontoffice.knowledge.models import Article, ArticleVersion, Audience, Form, Interpretation, Kind, Status
from frontoffice.knowledge.queries.days import office_day

Short = Annotated[str, Field(max_length=300)]
Slug = Annotated[str, Field(max_length=120, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class UnusableArticle(BadInput):
    """What was written can't be an article."""


class UnknownUnit(BadInput):
    message = _("There is no unit with this code.")
    field = "owner"


class NotADraft(Refused):
    message = _("This version is published already.")


class NoText(BadInput):
    message = _("This version holds no text that could be shown.")
    field = "body"


class NotPublished(Refused):
    message = _("Only a published version can be withdrawn.")


class NoReason(BadInput):
    message = _("Say why it is withdrawn.")
    field = "reason"


@action("knowledge.propose", title=_("Propose a version of an article"))
def propose(
    *,
    slug: Slug,
    title: Short,
    body: str,
    kind: Kind = Kind.ARTICLE,
    audience: Audience = Audience.PUBLIC,
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] = "en",
    citation: Short = "",
    source_url: Annotated[str, Field(max_length=1000)] = "",
    owner: Annotated[str, Field(max_length=20)] = "",
    topic: Annotated[str, Field(max_length=60)] = "",
    words: Annotated[str, Field(max_length=1000)] = "",
    effective_from: date | None = None,
    effective_to: date | None = None,
    review_by: date | None = None,
    received_on: date | None = None,
    by: Actor,
    at: datetime,
) -> ArticleVersion:
    """Keep a draft in Markdown; nobody is answered from it. A new slug makes a new article.

    Dates that are not given are today. Raises UnusableArticle, UnknownUnit.
    """
    fields = {name: value for name, value in locals().items() if name not in {"by", "at"}}
    try:
        document = Document.model_validate(fields)
    except ValidationError as error:
        raise UnusableArticle(wrong(error)) from None
    unit = Unit.objects.filter(code=document.owner).first() if document.owner else None
    if document.owner and unit is None:
        raise UnknownUnit
    article, _made = Article.objects.get_or_create(
        slug=document.slug, defaults={"kind": document.kind, "owner": unit, "topic": document.topic}
    )
    version = _draft(document, article, by=by, at=at)
    announce(VersionProposed(version_id=version.pk), about=[article, version], by=by, at=at)
    return version


def _own_reading(call: Any) -> bool:
    """What somebody's own interpretation would make the agency's word is published by somebody else (X4)."""
    reading = Interpretation.objects.filter(made=call.version).first()
    return reading is not None and call.by.pk in {reading.by_id, call.version.author_id}


@action("knowledge.publish", title=_("Publish a version of an article"), conflict=_own_reading)
def publish(*, version: ArticleVersion, by: Actor, at: datetime) -> ArticleVersion:
    """Make a draft count from its effective date on; the version before it ends the day before (X2).

    Raises NotADraft, NoText.
    """
    Article.objects.select_for_update().get(pk=version.article_id)
    version = ArticleVersion.objects.select_related("article").get(pk=version.pk)
    if version.status != Status.DRAFT:
        raise NotADraft
    parts = recording.parts_of(version)
    if not parts:
        raise NoText
    others = ArticleVersion.objects.filter(article=version.article, language=version.language).exclude(
        pk=version.pk
    )
    recording.save_periods(recording.fit(version, others, by=by))
    recording.publish(version, by=by, at=at)
    version.save()
    recording.record_passages([(version, parts)])
    announce(
        VersionPublished(version_id=version.pk, audience=version.audience),
        about=[version.article, version],
        by=by,
        at=at,
    )
    return version


@action("knowledge.withdraw", title=_("Withdraw a version of an article"), subject="version")
def withdraw(*, version: ArticleVersion, reason: Reason, by: Actor, at: datetime) -> ArticleVersion:
    """Take a wrong version back: from today on nobody is answered from it. What was given from it stays on record.

    Raises NotPublished, NoReason.
    """
    version = (
        ArticleVersion.objects.select_for_update(of=("self",)).select_related("article").get(pk=version.pk)
    )
    if version.status != Status.PUBLISHED:
        raise NotPublished
    if not reason.strip():
        raise NoReason
    recording.withdraw(version, reason=reason.strip(), by=by, on=office_day(at))
    recording.save_periods([version])
    announce(VersionWithdrawn(version_id=version.pk), about=[version.article, version], by=by, at=at)
    return version


def _draft(document: Document, article: Article, *, by: Actor, at: datetime) -> ArticleVersion:
    day = office_day(at)
    last = article.versions.filter(language=document.language).aggregate(last=Max("number"))["last"]
    return ArticleVersion.objects.create(
        article=article,
        number=(last or 0) + 1,
        language=document.language,
        title=document.title,
        body=document.body,
        form=Form.MARKDOWN,
        words=document.words,
        citation=document.citation,
        source_url=document.source_url,
        audience=document.audience,
        effective_from=document.effective_from or day,
        effective_to=document.effective_to,
        review_by=document.review_by,
        received_on=document.received_on or day,
        recorded_at=at,
        author=by,
        content_hash=document.content_hash,
    )
