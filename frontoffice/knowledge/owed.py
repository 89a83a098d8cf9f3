"""What texts leave people to do: looking whether one is still right, by its day (My work, INQ-5)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy

from frontoffice.authority import elsewhere, work
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation import clock
from frontoffice.foundation.models import Actor, Agency
from frontoffice.knowledge.models import ArticleVersion
from frontoffice.knowledge.permissions import ASK
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.reading import to_read
from frontoffice.knowledge.queries.reviewing import REVIEW_TEXT, due_for_review

REVIEW = "knowledge.review"
A_DAY = timedelta(days=1)


def register() -> None:
    """Called once, when the app is ready."""
    work.add_kind(
        work.Kind(
            REVIEW,
            gettext_lazy("Text to review"),
            "local_library",
            "knowledge:article",
            power=REVIEW_TEXT,
            owed=every_review,
        )
    )
    elsewhere.add_list(
        elsewhere.Elsewhere(
            "to_read", gettext_lazy("Procedures to read"), "local_library", "knowledge:mine", 20, _to_read
        )
    )


def _to_read(request: ActingRequest) -> int:
    """One query where nothing was sent to be read, five otherwise."""
    member = request.staff_member
    if member is None or ASK not in request.powers:
        return 0
    return len(to_read(member, at=request.at))


def review(version: ArticleVersion, *, by: Actor, at: datetime) -> None:
    """As the text stands now: still to be looked at soon, or not any more. Inside the caller's action."""
    due = due_for_review(on=office_day(at)).filter(pk=version.pk).exists()
    work.owe_or_settle(REVIEW, version, owed_on(version, _zone(), at=at) if due else None, by=by, at=at)


def owed_on(version: ArticleVersion, zone: ZoneInfo, *, at: datetime) -> work.Owed | None:
    """By its keeper as long as they are here, else by who reviews in the unit that answers for it; else by nobody."""
    article, day = version.article, version.review_by
    keeper = article.keeper
    if keeper is not None and keeper.until is not None and keeper.until <= at:
        keeper = None
    if day is None or (keeper is None and article.owner is None):
        return None
    return work.Owed(
        about=version,
        title=version.title,
        member=keeper,
        unit=keeper.unit if keeper is not None else article.owner,
        due_at=clock.start_of(day + A_DAY, zone),
        page=article.slug,
    )


def every_review(at: datetime) -> Iterator[work.Owed]:
    """All that is to be looked at within a month, or should have been."""
    rows = due_for_review(on=office_day(at)).select_related("article__keeper__unit", "article__owner")
    zone = _zone()
    for version in rows.defer("body").order_by("pk"):
        owed = owed_on(version, zone, at=at)
        if owed is not None:
            yield owed


def put_right(*, by: Actor, at: datetime) -> None:
    """What falls due by itself, or counts no more, is put into the lists and out of them."""
    work.reconcile(work.KINDS[REVIEW], by=by, at=at)


def _zone() -> ZoneInfo:
    agency = Agency.objects.first()
    return agency.zone if agency is not None else ZoneInfo("UTC")
