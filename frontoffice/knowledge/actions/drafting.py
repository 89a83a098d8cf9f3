"""Writing a version of an article: proposed, kept as often as wanted, given up; nobody is answered from it."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from pydantic import Field, ValidationError

from frontoffice.authority import separation
from frontoffice.authority.registry import action
from frontoffice.authority.separation import Part
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.documents import LANGUAGE, SLUG, Document, wrong
from frontoffice.knowledge.events import DraftDiscarded, DraftRevised, VersionProposed
from frontoffice.knowledge.models import (
    Article,
    ArticleVersion,
    Audience,
    Change,
    Form,
    Kind,
    Revision,
    Status,
)
from frontoffice.knowledge.queries.days import office_day

Short = Annotated[str, Field(max_length=300)]
Long = Annotated[str, Field(max_length=2000)]
Slug = Annotated[str, Field(max_length=120, pattern=SLUG)]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Words = Annotated[str, Field(max_length=1000)]
Note = Annotated[str, Field(max_length=500)]
Language = Annotated[str, Field(pattern=LANGUAGE)]
# What a version says; the rest of a document is said about it, or by its article.
SAID = (
    "title", "body", "audience", "citation", "forms", "services", "see_also", "words", "source_url",
    "effective_to", "review_by", "change", "change_note",
)  # fmt: skip


class UnusableArticle(BadInput):
    """What was written can't be an article."""


class UnknownUnit(BadInput):
    message = _("There is no unit with this code.")
    field = "owner"


class NotADraft(Refused):
    message = _("This version is published already.")


class ChangedMeanwhile(Refused):
    message = _("Somebody else has kept this draft since you opened it. Look at what they wrote first.")


class OfAnotherArticle(BadInput):
    message = _("Name a published version of the same article.")
    field = "corrects"


class NoTranslation(BadInput):
    message = _("A translation is made from a published version of the same article in another language.")
    field = "source"


@action("knowledge.propose", title=_("Propose a version of an article"))
def propose(
    *,
    slug: Slug,
    title: Short,
    body: str,
    kind: Kind = Kind.ARTICLE,
    audience: Audience = Audience.PUBLIC,
    language: Language = "en",
    citation: Short = "",
    forms: Long = "",
    services: Long = "",
    see_also: Words = "",
    source_url: Words = "",
    owner: Annotated[str, Field(max_length=20)] = "",
    topic: Annotated[str, Field(max_length=60)] = "",
    words: Words = "",
    change: Change = Change.RULES,
    change_note: Note = "",
    corrects: ArticleVersion | None = None,
    source: ArticleVersion | None = None,
    effective_from: date | None = None,
    effective_to: date | None = None,
    review_by: date | None = None,
    received_on: date | None = None,
    by: Actor,
    at: datetime,
) -> ArticleVersion:
    """Keep a draft in Markdown; nobody is answered from it. A new slug makes a new article.

    Dates that are not given are today. Raises UnusableArticle, UnknownUnit, OfAnotherArticle, NoTranslation.
    """
    fields = {name: value for name, value in locals().items() if name in Document.model_fields}
    article = _article(document := _document(fields))
    _check_related(article, document.language, corrects=corrects, source=source)
    version = _draft(document, article, by=by, at=at)
    version.corrects, version.source = corrects, source
    version.save(force_insert=True)
    _wrote(version, "knowledge.propose", by=by, at=at)
    announce(VersionProposed(version_id=version.pk), about=[article, version], by=by, at=at)
    return version


@action("knowledge.revise", title=_("Go on writing a draft"), subject="version")
def revise(
    *,
    version: ArticleVersion,
    expected_version: int,
    title: Short,
    body: str,
    audience: Audience = Audience.PUBLIC,
    citation: Short = "",
    forms: Long = "",
    services: Long = "",
    see_also: Words = "",
    source_url: Words = "",
    words: Words = "",
    change: Change = Change.RULES,
    change_note: Note = "",
    effective_from: date | None = None,
    effective_to: date | None = None,
    review_by: date | None = None,
    by: Actor,
    at: datetime,
) -> ArticleVersion:
    """Keep what the draft says now; what it said before stays on record. An ask for its publication is void (COR-3).

    Raises NotADraft, ChangedMeanwhile, UnusableArticle.
    """
    fields = {name: value for name, value in locals().items() if name in Document.model_fields}
    draft = _locked(version)
    if draft.version != expected_version:
        raise ChangedMeanwhile
    document = _document(fields | {"slug": draft.article.slug, "language": draft.language})
    for name in SAID:
        setattr(draft, name, getattr(document, name))
    draft.effective_from = document.effective_from or office_day(at)
    draft.content_hash = document.content_hash
    draft.corrects = draft.corrects if draft.change == Change.CORRECTION else None
    draft.version += 1
    draft.save()
    _wrote(draft, "knowledge.revise", by=by, at=at)
    announce(DraftRevised(version_id=draft.pk), about=[draft.article, draft], by=by, at=at)
    return draft


@action("knowledge.discard", title=_("Give up a draft"), subject="version")
def discard(*, version: ArticleVersion, by: Actor, at: datetime) -> ArticleVersion:
    """Take a draft off the list; what it said stays on record. Raises NotADraft."""
    draft = _locked(version)
    draft.status = Status.DISCARDED
    draft.version += 1
    draft.save(update_fields=["status", "version"])
    announce(DraftDiscarded(version_id=draft.pk), about=[draft.article, draft], by=by, at=at)
    return draft


def _locked(version: ArticleVersion) -> ArticleVersion:
    rows = ArticleVersion.objects.select_for_update(of=("self",)).select_related("article")
    draft = rows.get(pk=version.pk)
    if draft.status != Status.DRAFT:
        raise NotADraft
    return draft


def _document(fields: dict[str, Any]) -> Document:
    try:
        return Document.model_validate(fields)
    except ValidationError as error:
        raise UnusableArticle(wrong(error)) from None


def _article(document: Document) -> Article:
    unit = Unit.objects.filter(code=document.owner).first() if document.owner else None
    if document.owner and unit is None:
        raise UnknownUnit
    article, _made = Article.objects.get_or_create(
        slug=document.slug, defaults={"kind": document.kind, "owner": unit, "topic": document.topic}
    )
    return article


def _check_related(
    article: Article, language: str, *, corrects: ArticleVersion | None, source: ArticleVersion | None
) -> None:
    drafts = (Status.DRAFT, Status.DISCARDED)
    if corrects is not None and (
        corrects.article_id != article.pk or corrects.language != language or corrects.status in drafts
    ):
        raise OfAnotherArticle
    if source is not None and (
        source.article_id != article.pk or source.language == language or source.status in drafts
    ):
        raise NoTranslation


def _draft(document: Document, article: Article, *, by: Actor, at: datetime) -> ArticleVersion:
    day = office_day(at)
    last = article.versions.filter(language=document.language).aggregate(last=Max("number"))["last"]
    return ArticleVersion(
        article=article,
        number=(last or 0) + 1,
        language=document.language,
        form=Form.MARKDOWN,
        effective_from=document.effective_from or day,
        received_on=document.received_on or day,
        recorded_at=at,
        author=by,
        content_hash=document.content_hash,
        **{name: getattr(document, name) for name in SAID},
    )


def _wrote(version: ArticleVersion, action_name: str, *, by: Actor, at: datetime) -> None:
    """Keep what the draft says, and that this person wrote on it: somebody else lets it be published (X4)."""
    Revision.objects.create(
        version=version, number=version.version, title=version.title, body=version.body, by=by, at=at
    )
    written_by(version, by, action_name, at=at)


def written_by(version: ArticleVersion, by: Actor, action_name: str, *, at: datetime) -> None:
    """Put on record that the words are this person's."""
    separation.record(by, Part.WRITE_RULE, {key_of(version)}, action=action_name, at=at)


def key_of(version: ArticleVersion) -> tuple[str, int]:
    """The object that writing and publishing are parted on."""
    return version._meta.label_lower, version.pk
