"""Work on many cases: what one prepared, how far it is, and the cases in it page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.cases.models import Bulk, BulkPart, BulkState
from frontoffice.foundation.models import Actor

ON_A_PAGE = 50
WITH = (
    "case__topic",
    "case__unit",
    "case__assignee__actor",
    "case__type__lifecycle__current",
)


@visible(Bulk)
def bulks_visible_to(*, by: Actor, at: datetime) -> QuerySet[Bulk]:
    """One's own."""
    return Bulk.objects.filter(by=by).select_related("by") if by.pk else Bulk.objects.none()


@dataclass(frozen=True)
class Progress:
    """How many of the cases ended how."""

    total: int
    waiting: int
    done: int
    same: int
    asked: int
    refused: int

    @property
    def over(self) -> int:
        return self.total - self.waiting


def progress_of(bulk: Bulk) -> Progress:
    """How far it is. One query."""
    rows = dict(bulk.parts.order_by().values_list("state").annotate(n=Count("pk")))
    return Progress(total=bulk.total, **{str(state): rows.get(state, 0) for state in BulkState.values})


def parts_of(bulk: Bulk, *, after: int = 0, state: str = "") -> tuple[Sequence[BulkPart], int]:
    """A page of the cases in it, and the key from which the next one goes on (0: none). One query."""
    parts = bulk.parts.filter(pk__gt=after).select_related(*WITH)
    if state in BulkState.values:
        parts = parts.filter(state=state)
    rows = list(parts.order_by("pk")[: ON_A_PAGE + 1])
    more = len(rows) > ON_A_PAGE
    rows = rows[:ON_A_PAGE]
    return rows, rows[-1].pk if more else 0
