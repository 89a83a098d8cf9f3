"""The lists of reviews, by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.models import Actor
from frontoffice.supervision.models import Review
from frontoffice.supervision.queries.seen import to_review

ON_A_PAGE = 50


class Show(TextChoices):
    OPEN = "open", _("To be reviewed")
    DISPUTED = "disputed", _("Disputed")
    DONE = "done", _("Done")


@dataclass(frozen=True)
class ReviewPage:
    """Some reviews in order; `after` is the key of the next page, empty at the end."""

    rows: Sequence[Review]
    after: str


def reviews(show: Show, *, by: Actor, at: datetime, after: str = "") -> ReviewPage:
    """Open ones that are due first; disputed ones that wait longest first; done ones newest first."""
    rows = to_review(by=by, at=at).filter(_WHICH[show])
    if show == Show.OPEN:
        return _by_due(rows, after)
    down = show == Show.DONE
    key = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    if key:
        rows = rows.filter(pk__lt=key) if down else rows.filter(pk__gt=key)
    found = list(rows.order_by("-pk" if down else "pk")[: ON_A_PAGE + 1])
    return ReviewPage(found[:ON_A_PAGE], str(found[ON_A_PAGE - 1].pk) if len(found) > ON_A_PAGE else "")


_WHICH = {
    Show.OPEN: Q(reviewed_at__isnull=True),
    Show.DISPUTED: Q(disputed_at__isnull=False, settled_at__isnull=True),
    Show.DONE: Q(reviewed_at__isnull=False),
}


def _by_due(rows: QuerySet[Review], after: str) -> ReviewPage:
    due, _line, key = after.partition("_")
    try:
        day, last = date.fromisoformat(due), int(key[:18])
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=last))
    except ValueError:
        pass
    found = list(rows.order_by("due_on", "pk")[: ON_A_PAGE + 1])
    more = len(found) > ON_A_PAGE
    found = found[:ON_A_PAGE]
    return ReviewPage(found, f"{found[-1].due_on.isoformat()}_{found[-1].pk}" if more else "")


def mine(*, by: Actor, before: int = 0, most: int = ON_A_PAGE) -> tuple[Sequence[Review], int]:
    """What was said of one's own work, newest first, and the key of the next page (0 at the end)."""
    rows = Review.objects.filter(staff_member__actor=by.pk, reviewed_at__isnull=False)
    if before:
        rows = rows.filter(pk__lt=before)
    rows = rows.select_related("reviewer__actor", "case", "message", "contact", "edit")
    found = list(rows.prefetch_related("findings__item").order_by("-pk")[: most + 1])
    return found[:most], found[most - 1].pk if len(found) > most else 0
