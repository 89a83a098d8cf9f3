"""Publishing a version of an article, by another than who wrote it, and taking it back."""

from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import deciders
from frontoffice.authority.models import Act
from frontoffice.authority.registry import action
from frontoffice.authority.separation import Part
from frontoffice.foundation.events import acting, announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.actions import recording_versions as recording
from frontoffice.knowledge.actions.drafting import (
    NotADraft,
    Slug,
    UnknownUnit,
    UnusableArticle,
    key_of,
    propose,
)
from frontoffice.knowledge.actions.holding_back import hold_back, note_run
from frontoffice.knowledge.events import VersionPublished, VersionWithdrawn
from frontoffice.knowledge.models import Article, ArticleVersion, Cause, Change, Status
from frontoffice.knowledge.queries.days import office_day

__all__ = [
    "NoReason",
    "NoText",
    "NotADraft",
    "NotPublished",
    "Slug",
    "UnknownUnit",
    "UnusableArticle",
    "propose",
    "publish",
    "withdraw",
]

Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Despite = Annotated[str, Field(max_length=1000)]
DAYS_TO_DECIDE = 20


class NoText(BadInput):
    message = _("This version holds no text that could be shown.")
    field = "body"


class NotPublished(Refused):
    message = _("Only a published version can be withdrawn.")


class NoReason(BadInput):
    message = _("Say why it is withdrawn.")
    field = "reason"


def wrote(version: ArticleVersion, by: Actor, *, at: datetime) -> bool:
    """Whether this person, or one whose key they hold, wrote on the text."""
    kind, pk = key_of(version)
    authors = set(
        Act.objects.filter(kind=kind, object_id=pk, part=Part.WRITE_RULE).values_list("actor_id", flat=True)
    )
    return by.pk is not None and deciders.same_person(by.pk, authors, at=at)


def _others_needed(call: Any) -> int:
    """Who wrote on it asks a colleague; a colleague who reads what somebody else wrote is that second person (X4)."""
    return 1 if wrote(call.version, call.by, at=call.at) else 0


@action(
    "knowledge.publish",
    title=_("Publish a version of an article"),
    subject="version",
    approvals=_others_needed,
    approval_separation=Part.PUBLISH_RULE,
    expires_after=DAYS_TO_DECIDE,
)
def publish(*, version: ArticleVersion, despite: Despite = "", by: Actor, at: datetime) -> ArticleVersion:
    """Make a draft count from its effective date on; the version before it ends the day before (X2).

    One that corrects a version from its first day on takes its place: that one counts on no day any more, and what was
    answered from it is to be set right. The policy tests are run on it, as of its first day; `despite` says why it is
    published although some fall that passed before. Raises NotADraft, NoText, TestsFall.
    """
    article = Article.objects.select_for_update().get(pk=version.article_id)
    version = ArticleVersion.objects.select_related("article").get(pk=version.pk)
    if version.status != Status.DRAFT:
        raise NotADraft
    parts = recording.parts_of(version)
    if not parts:
        raise NoText
    others = ArticleVersion.objects.filter(article=article, language=version.language).exclude(pk=version.pk)
    changed = recording.fit(version, others, by=by)
    recording.save_periods(changed)
    if version.change == Change.CORRECTION and version.corrects is None:
        version.corrects = next((one for one in changed if one.status == Status.WITHDRAWN), None)
    recording.publish(version, by=by, at=at)
    version.approved_by = acting.get().authorized_by
    version.save()
    recording.record_passages([(version, parts)])
    announce(
        VersionPublished(version_id=version.pk, audience=version.audience),
        about=[article, version],
        by=by,
        at=at,
    )
    first_day = max(version.effective_from, office_day(at))
    hold_back(Cause.ARTICLE, article.slug, on=first_day, despite=despite, by=by, at=at)
    return version


@action("knowledge.withdraw", title=_("Withdraw a version of an article"), subject="version")
def withdraw(*, version: ArticleVersion, reason: Reason, by: Actor, at: datetime) -> ArticleVersion:
    """Take a wrong version back: from today on nobody is answered from it. What was given from it stays on record.

    The policy tests are run on it and hold nothing back: what is wrong goes at once. Raises NotPublished, NoReason.
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
    note_run(Cause.ARTICLE, version.article.slug, by=by, at=at)
    return version
