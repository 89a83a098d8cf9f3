"""Importing articles: many at once, idempotent, each batch one transaction."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput
from frontoffice.knowledge.actions import recording_versions as recording
from frontoffice.knowledge.documents import Document, wrong
from frontoffice.knowledge.events import ArticlesImported
from frontoffice.knowledge.models import Article, ArticleVersion, Status
from frontoffice.knowledge.queries.days import office_day

Key = tuple[int, str]


class UnreadableArticle(BadInput):
    """One of the articles is not of the right shape, names a unit that is not there, or holds no text."""

    field = "articles"


@action("knowledge.import_articles", title=_("Import articles"), open_to=["service"])
def import_articles(*, articles: list[str], by: Actor, at: datetime) -> list[ArticleVersion]:
    """Publish a batch of articles; the versions that are new.

    Each item is an article as JSON (slug, title, body, form and, where known, citation, audience, dates …). One that
    says what a published version says already makes none; one that differs makes a new version, and the one before ends
    (X2). Raises UnreadableArticle; then nothing of the batch is kept.
    """
    documents = [document_of(number, text) for number, text in enumerate(articles, start=1)]
    return publish_documents(documents, by=by, at=at)


def publish_documents(documents: Sequence[Document], *, by: Actor, at: datetime) -> list[ArticleVersion]:
    """The same inside the caller's action. Raises UnreadableArticle."""
    by_slug = _articles(documents)
    earlier, numbers = _earlier(by_slug)
    day = office_day(at)
    new: list[tuple[ArticleVersion, recording.Parts]] = []
    changed: dict[int, ArticleVersion] = {}
    for document in documents:
        key = (by_slug[document.slug].pk, document.language)
        if any(
            v.content_hash == document.content_hash and v.status == Status.PUBLISHED for v in earlier[key]
        ):
            continue
        numbers[key] += 1
        version = _version(document, by_slug[document.slug], numbers[key], by=by, at=at, day=day)
        parts = recording.parts_of(version, document.external_ids)
        if not parts:
            raise UnreadableArticle(_("%(slug)s holds no text.") % {"slug": document.slug})
        recording.publish(version, by=by, at=at)
        changed |= {v.pk: v for v in recording.fit(version, earlier[key], by=by) if v.pk}
        earlier[key].append(version)
        new.append((version, parts))
    if new:
        _save(new, list(changed.values()), by=by, at=at)
    return [version for version, _parts in new]


def _save(
    new: Sequence[tuple[ArticleVersion, recording.Parts]],
    changed: list[ArticleVersion],
    *,
    by: Actor,
    at: datetime,
) -> None:
    recording.save_periods(changed)
    versions = recording.record([version for version, _parts in new])
    recording.record_passages(new)
    about = {version.article_id: version.article for version in versions}
    announce(ArticlesImported(versions=len(versions)), about=list(about.values()), by=by, at=at)


def document_of(number: int, text: str) -> Document:
    """The article that a text holds as JSON. Raises UnreadableArticle with its number."""
    try:
        return Document.model_validate_json(text)
    except ValidationError as error:
        raise UnreadableArticle(
            _("Article %(number)d: %(reason)s") % {"number": number, "reason": wrong(error)}
        ) from None


def _articles(documents: Sequence[Document]) -> dict[str, Article]:
    """The articles that the documents name, made or brought up to date; locked against another import."""
    units = {
        unit.code: unit for unit in Unit.objects.filter(code__in={d.owner for d in documents if d.owner})
    }
    unknown = sorted({d.owner for d in documents if d.owner} - set(units))
    if unknown:
        raise UnreadableArticle(_("There is no unit with the code %(code)s.") % {"code": unknown[0]})
    latest = {document.slug: document for document in documents}
    there = Article.objects.select_for_update().filter(slug__in=latest).order_by("pk")
    found = {article.slug: article for article in there}
    missing = [
        Article(
            slug=d.slug, kind=d.kind, owner=units.get(d.owner), topic=d.topic, review_every=d.review_every
        )
        for d in latest.values()
        if d.slug not in found
    ]
    for article in found.values():
        document = latest[article.slug]
        owner = units[document.owner].pk if document.owner else article.owner_id
        told = (document.kind, owner, document.topic or article.topic)
        if told != (article.kind, article.owner_id, article.topic):
            article.kind, article.owner_id, article.topic = told
            article.save(update_fields=["kind", "owner", "topic"])
    return found | {article.slug: article for article in Article.objects.bulk_create(missing)}


def _earlier(by_slug: dict[str, Article]) -> tuple[dict[Key, list[ArticleVersion]], dict[Key, int]]:
    """The versions of these articles that are there, and their highest numbers, by article and language."""
    earlier: dict[Key, list[ArticleVersion]] = defaultdict(list)
    numbers: dict[Key, int] = defaultdict(int)
    for version in ArticleVersion.objects.filter(article__in=by_slug.values()).defer("body"):
        key = (version.article_id, version.language)
        numbers[key] = max(numbers[key], version.number)
        if version.status != Status.DRAFT:
            earlier[key].append(version)
    return earlier, numbers


def _version(
    document: Document, article: Article, number: int, *, by: Actor, at: datetime, day: date
) -> ArticleVersion:
    return ArticleVersion(
        article=article,
        number=number,
        language=document.language,
        title=document.title,
        body=document.body,
        form=document.form,
        words=document.words,
        citation=document.citation,
        forms=document.forms,
        services=document.services,
        see_also=document.see_also,
        change=document.change,
        change_note=document.change_note,
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
