"""Bringing texts in from elsewhere: they wait beside what stands until a person takes them over, or does not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.actions import recording_versions as recording
from frontoffice.knowledge.actions.holding_back import hold_back
from frontoffice.knowledge.actions.importing import document_of, publish_documents
from frontoffice.knowledge.documents import Document
from frontoffice.knowledge.events import ImportBroughtIn, ImportDecided, VersionWithdrawn
from frontoffice.knowledge.models import (
    ArticleVersion,
    Cause,
    Difference,
    Import,
    ImportedText,
    ImportState,
    Status,
)
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.imports import Held, held_against

MOST_PROBLEMS = 1_000
LONGEST_PROBLEM = 500
Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Despite = Annotated[str, Field(max_length=1000)]
TO_TAKE = (Difference.NEW, Difference.CHANGED)


class NothingBrought(BadInput):
    message = _("None of these files could be read.")
    field = "texts"


class DecidedAlready(Refused):
    message = _("Somebody has decided on this import already.")


class ChangedMeanwhile(Refused):
    """What stands is no longer what the import was held against."""

    message = _("One of the texts has changed since these files were read. Read them again.")


class SayWhy(BadInput):
    message = _("Say why it is not taken over.")
    field = "reason"


@action("knowledge.bring_in", title=_("Bring in texts from files"), open_to=["service"])
def bring_in(
    *,
    source: Annotated[str, Field(min_length=1, max_length=200)],
    texts: list[str],
    problems: list[str] | None = None,
    whole: bool = False,
    by: Actor,
    at: datetime,
) -> Import:
    """Keep texts as they were read, each held against the one that stands. None of them counts yet.

    Each of `texts` is an article as JSON. Where the files are the `whole` of the source, what its last import held and
    this one does not is gone. Where nothing would change there is nothing to decide. Raises NothingBrought,
    UnreadableArticle.
    """
    documents = [document_of(number, text) for number, text in enumerate(texts, start=1)]
    if not documents or not source.strip():
        raise NothingBrought
    held = held_against(documents, source=source.strip(), whole=whole, on=office_day(at))
    decided = all(one.difference == Difference.SAME for one in held)
    brought = Import.objects.create(
        source=source.strip(),
        whole=whole,
        problems=[problem[:LONGEST_PROBLEM] for problem in (problems or [])[:MOST_PROBLEMS]],
        begun_by=by,
        begun_at=at,
        state=ImportState.TAKEN if decided else ImportState.WAITING,
        decided_by=by if decided else None,
        decided_at=at if decided else None,
    )
    ImportedText.objects.bulk_create(_text(brought, place, one) for place, one in enumerate(held, start=1))
    announce(ImportBroughtIn(import_id=brought.pk, texts=len(held)), about=brought, by=by, at=at)
    return brought


def _own(call: Any) -> bool:
    """Who brought texts in does not take them over: somebody else looks at them first (X4)."""
    return bool(call.by.is_staff and call.brought.begun_by_id == call.by.pk)


@action("knowledge.take_in", title=_("Take imported texts over"), conflict=_own, open_to=["service"])
def take_in(
    *,
    brought: Import,
    leave_out: list[ImportedText] | None = None,
    withdraw: list[ImportedText] | None = None,
    despite: Despite = "",
    by: Actor,
    at: datetime,
) -> Import:
    """Publish what is new and changed but for what is left out, and withdraw what is gone where that is asked for.

    The policy tests are run on it, as of each day on which a text of it begins; `despite` says why it counts although
    some fall that passed before. Raises DecidedAlready, ChangedMeanwhile, UnreadableArticle, TestsFall; then nothing of
    it counts.
    """
    brought = _waiting(brought)
    left = {text.pk for text in leave_out or []}
    texts = [one for one in brought.texts.filter(difference__in=TO_TAKE) if one.pk not in left]
    _still_standing(brought, texts)
    documents = [Document.model_validate_json(text.document) for text in texts]
    made = publish_documents(documents, by=by, at=at)
    _made_of(texts, documents, made)
    gone = {text.pk for text in withdraw or []}
    withdrawn = [one for one in brought.texts.filter(difference=Difference.GONE) if one.pk in gone]
    for text in withdrawn:
        _withdraw(text.before_id or 0, brought, by=by, at=at)
    taken = {text.pk for text in (*texts, *withdrawn)}
    brought.texts.filter(pk__in=taken).update(taken=True)
    brought.texts.exclude(pk__in=taken).exclude(difference=Difference.SAME).update(taken=False)
    today = office_day(at)
    for day in sorted({max(version.effective_from, today) for version in made} or {today}):
        hold_back(Cause.ARTICLE, brought.source, on=day, despite=despite, by=by, at=at)
    _decide(brought, ImportState.TAKEN, versions=len(made), withdrawn=len(withdrawn), by=by, at=at)
    return brought


@action("knowledge.drop_import", title=_("Take nothing of an import over"))
def drop_import(*, brought: Import, reason: Reason, by: Actor, at: datetime) -> Import:
    """Leave everything as it is; what was read stays on record. Raises DecidedAlready, SayWhy."""
    if not reason.strip():
        raise SayWhy
    brought = _waiting(brought)
    brought.reason = reason.strip()
    brought.texts.exclude(difference=Difference.SAME).update(taken=False)
    _decide(brought, ImportState.DROPPED, versions=0, withdrawn=0, by=by, at=at)
    return brought


def _text(brought: Import, place: int, one: Held) -> ImportedText:
    kept = one.document is not None and one.difference != Difference.SAME
    return ImportedText(
        brought=brought,
        position=place,
        slug=one.key[0],
        language=one.key[1],
        title=one.title,
        difference=one.difference,
        document=one.document.model_dump_json(exclude_defaults=True) if kept and one.document else "",
        before=one.before,
    )


def _waiting(brought: Import) -> Import:
    found = Import.objects.select_for_update(of=("self",)).select_related("begun_by").get(pk=brought.pk)
    if found.state != ImportState.WAITING:
        raise DecidedAlready
    return found


def _still_standing(brought: Import, texts: Sequence[ImportedText]) -> None:
    """Nobody has published or withdrawn anything of these articles since. Raises ChangedMeanwhile."""
    slugs = {text.slug for text in texts}
    later = Q(published_at__gt=brought.begun_at) | Q(
        pk__in=[text.before_id for text in texts], status=Status.WITHDRAWN
    )
    changed = ArticleVersion.objects.filter(later, article__slug__in=slugs).exclude(status=Status.DRAFT)
    keys = {(text.slug, text.language) for text in texts}
    for version in changed.select_related("article"):
        if (version.article.slug, version.language) in keys:
            raise ChangedMeanwhile(
                _("“%(title)s” has changed since these files were read. Read them again.")
                % {"title": version.title}
            )


def _made_of(
    texts: Sequence[ImportedText], documents: Sequence[Document], made: Sequence[ArticleVersion]
) -> None:
    by_hash = {(one.article.slug, one.language, one.content_hash): one for one in made}
    for text, document in zip(texts, documents, strict=True):
        text.made = by_hash.get((document.slug, document.language, document.content_hash))
    ImportedText.objects.bulk_update(texts, ["made"])


def _withdraw(pk: int, brought: Import, *, by: Actor, at: datetime) -> None:
    """What is gone from its source answers nobody any more."""
    version = ArticleVersion.objects.select_for_update(of=("self",)).select_related("article").get(pk=pk)
    if version.status != Status.PUBLISHED:
        return
    reason = _("Gone from its source: %(source)s") % {"source": brought.source}
    recording.withdraw(version, reason=str(reason), by=by, on=office_day(at))
    recording.save_periods([version])
    announce(VersionWithdrawn(version_id=version.pk), about=[version.article, version], by=by, at=at)


def _decide(
    brought: Import, state: ImportState, *, versions: int, withdrawn: int, by: Actor, at: datetime
) -> None:
    brought.state, brought.decided_by, brought.decided_at = state, by, at
    brought.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    said = ImportDecided(import_id=brought.pk, state=state.value, versions=versions, withdrawn=withdrawn)
    announce(said, about=brought, by=by, at=at)
