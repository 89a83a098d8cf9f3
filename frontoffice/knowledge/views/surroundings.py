"""What stands around a version on its page: its ask for publication, translations, what belongs to it, its readers."""

from datetime import date
from typing import Any

from django.urls import reverse

from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import OPEN, Approval
from frontoffice.authority.queries import approvals_visible_to
from frontoffice.knowledge.actions.publishing import wrote
from frontoffice.knowledge.models import WORKED_BY, Acknowledgment, ArticleVersion, Status
from frontoffice.knowledge.queries.days import own_language
from frontoffice.knowledge.queries.differences import before_of
from frontoffice.knowledge.queries.reading import to_read
from frontoffice.knowledge.queries.translations import ahead_of
from frontoffice.knowledge.related import Entry, entries, slugs


def around(
    request: ActingRequest, version: ArticleVersion, versions: list[ArticleVersion], today: date
) -> dict[str, Any]:
    """For the template. A number of queries that does not grow with the versions."""
    draft = version.status == Status.DRAFT
    behind = ahead_of(
        [one for one in versions if one.status == Status.PUBLISHED or one.pk == version.pk], on=today
    )
    return {
        "approval": _approval(version) if draft else None,
        "approval_address": _address(request, version) if draft else "",
        "own_draft": draft and wrote(version, request.actor, at=request.at),
        "compared_with": before_of(version, versions),
        "behind": behind.get(version.pk),
        "languages": _languages(version, versions, behind),
        "correction": next((one for one in versions if one.corrects_id == version.pk), None),
        "forms": entries(version.forms),
        "services": entries(version.services),
        "see_also": _see_also(version),
        "is_worked_by": version.article.kind in WORKED_BY,
        **_reading(request, version),
    }


def _approval(version: ArticleVersion) -> Approval | None:
    asks = Approval.objects.filter(
        action="knowledge.publish",
        subject_kind=version._meta.label_lower,
        subject_id=version.pk,
    )
    return asks.select_related("asked_by", "decided_by").order_by("-pk").first()


def _address(request: ActingRequest, version: ArticleVersion) -> str:
    """The page of the ask that waits, for whom it is there to see."""
    seen = approvals_visible_to(by=request.actor, at=request.at).filter(
        action="knowledge.publish", subject_id=version.pk, status__in=OPEN
    )
    found = seen.first()
    return reverse("authority:approval", args=[found.reference]) if found is not None else ""


def _languages(
    version: ArticleVersion, versions: list[ArticleVersion], behind: dict[int, ArticleVersion]
) -> list[tuple[ArticleVersion, bool]]:
    """The newest published version in each other language, and whether it is behind its source."""
    newest: dict[str, ArticleVersion] = {}
    for one in versions:
        if one.status == Status.PUBLISHED and one.language != version.language:
            newest.setdefault(one.language, one)
    return [(one, one.pk in behind) for _code, one in sorted(newest.items())]


def _see_also(version: ArticleVersion) -> list[Entry]:
    named = slugs(version)
    if not named:
        return []
    rows = ArticleVersion.objects.filter(
        article__slug__in=named, status=Status.PUBLISHED, language=own_language()
    )
    titles = dict(rows.order_by("effective_from").values_list("article__slug", "title"))
    return [Entry(titles.get(slug, slug), reverse("knowledge:article", args=[slug])) for slug in named]


def _reading(request: ActingRequest, version: ArticleVersion) -> dict[str, Any]:
    """Whether the viewer has to acknowledge this very version, or when they did."""
    member = request.staff_member
    if member is None or version.article.kind not in WORKED_BY:
        return {"to_acknowledge": None, "acknowledged": None}
    waiting = next((one for one in to_read(member, at=request.at) if one.version.pk == version.pk), None)
    said = Acknowledgment.objects.filter(version=version, staff_member=member).first()
    return {"to_acknowledge": waiting, "acknowledged": said}
