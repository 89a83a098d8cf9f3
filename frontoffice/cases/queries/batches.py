"""Batches: which there are, how far they are, what is whose to key next, control totals, and how well who keys."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import visible
from frontoffice.cases.keying import fields_of
from frontoffice.cases.models import Batch, Difference, Item, ItemState, KeyedRecord, Keying, PaperForm
from frontoffice.cases.permissions import units_seen
from frontoffice.foundation.models import Actor

ON_A_PAGE = 50
MOST_SHEETS = 500


@dataclass(frozen=True)
class Board:
    """How far a batch is: sheets by state, and the control totals against its header."""

    batch: Batch
    to_key: int
    again: int
    differs: int
    done: int
    total: Decimal

    @property
    def count_agrees(self) -> bool:
        return self.done == self.batch.count

    @property
    def total_agrees(self) -> bool:
        return self.batch.total is None or self.batch.total == self.total

    @property
    def agrees(self) -> bool:
        return self.count_agrees and self.total_agrees


@dataclass(frozen=True)
class Quality:
    """How well somebody keys: sheets and fields keyed, and differences that were settled against them."""

    name: str
    sheets: int
    fields: int
    wrong: int

    @property
    def rate(self) -> float:
        """Of a hundred fields."""
        return 100 * self.wrong / self.fields if self.fields else 0.0


@visible(PaperForm)
def paper_forms_visible_to(*, by: Actor, at: datetime) -> QuerySet[PaperForm]:
    rows = PaperForm.objects.filter(active=True).order_by("name", "pk")
    return rows if by.is_staff else rows.none()


@visible(Batch)
def batches_visible_to(*, by: Actor, at: datetime) -> QuerySet[Batch]:
    """Colleagues see those of the units that their grants cover, and those in which they key."""
    rows = Batch.objects.select_related("form", "unit", "topic", "made_by")
    if not by.is_staff:
        return rows.none()
    units = units_seen(by=by, at=at)
    mine = Item.objects.filter(Q(first__actor=by) | Q(second__actor=by)).values("batch")
    return rows if units is None else rows.filter(Q(unit__in=units) | Q(pk__in=mine))


@visible(Item)
def items_visible_to(*, by: Actor, at: datetime) -> QuerySet[Item]:
    rows = Item.objects.select_related("batch", "batch__form", "first__actor", "second__actor", "file")
    return rows.filter(batch__in=batches_visible_to(by=by, at=at))


@visible(KeyedRecord)
def records_visible_to(*, by: Actor, at: datetime) -> QuerySet[KeyedRecord]:
    rows = KeyedRecord.objects.select_related("item", "item__batch", "case")
    return rows.filter(item__batch__in=batches_visible_to(by=by, at=at))


def listed(*, by: Actor, at: datetime, closed: bool, before: int = 0) -> list[Batch]:
    """A page, the newest first, each with how many of its sheets are `keyed`."""
    rows = batches_visible_to(by=by, at=at).filter(closed_at__isnull=not closed)
    rows = rows.filter(pk__lt=before) if before else rows
    keyed = Count("items", filter=Q(items__state=ItemState.DONE))
    return list(rows.annotate(keyed=keyed).order_by("-pk")[: ON_A_PAGE + 1])


def board(batch: Batch) -> Board:
    """Two queries."""
    numbers = dict(batch.items.values_list("state").annotate(n=Count("pk")))
    total = KeyedRecord.objects.filter(item__batch=batch).aggregate(total=Sum("amount"))["total"]
    return Board(
        batch=batch,
        to_key=numbers.get(ItemState.FIRST, 0),
        again=numbers.get(ItemState.SECOND, 0),
        differs=numbers.get(ItemState.DIFFERS, 0),
        done=numbers.get(ItemState.DONE, 0),
        total=total or Decimal(0),
    )


def sheets_of(batch: Batch) -> Sequence[Item]:
    rows = batch.items.select_related("first__actor", "second__actor", "file", "record__case")
    return list(rows.order_by("position")[:MOST_SHEETS])


def next_item(batch: Batch, member: StaffMember) -> Item | None:
    """What is this colleague's to key next: given to them, or to nobody; never what they keyed before."""
    mine = Q(state=ItemState.FIRST) & (Q(first=member) | Q(first__isnull=True))
    again = Q(state=ItemState.SECOND) & (Q(second=member) | Q(second__isnull=True))
    rows = batch.items.filter(mine | (again & ~Q(first=member)))
    rows = rows.exclude(keyings__by=member.actor, keyings__done_at__isnull=False)
    return rows.select_related("batch__form", "file").order_by("position").first()


def left_for(batch: Batch, member: StaffMember) -> int:
    """How many are given to this colleague by name and still to key."""
    first = Q(state=ItemState.FIRST, first=member)
    return batch.items.filter(first | Q(state=ItemState.SECOND, second=member)).count()


def draft_of(item: Item, by: Actor) -> Keying | None:
    """What this colleague began to key of it."""
    return item.keyings.filter(by=by, done_at__isnull=True).first()


def both_keyings(item: Item) -> tuple[Keying, Keying]:
    first, second = item.keyings.select_related("by").order_by("turn")
    return first, second


def quality(batch: Batch) -> list[Quality]:
    """Of everybody who keyed in the batch, the worst first. Two queries."""
    width = len(fields_of(batch.form.fields))
    keyings = Keying.objects.filter(item__batch=batch, done_at__isnull=False).select_related("by")
    sheets, names, whose = Counter[int](), dict[int, str](), dict[tuple[int, int], int]()
    for one in keyings:
        sheets[one.by_id] += 1
        names[one.by_id] = one.by.name
        whose[one.item_id, one.turn] = one.by_id
    wrong = Counter[int]()
    for difference in Difference.objects.filter(record__item__batch=batch).select_related("record"):
        for turn, at_fault in ((1, difference.first_wrong), (2, difference.second_wrong)):
            if at_fault:
                wrong[whose[difference.record.item_id, turn]] += 1
    rows = [Quality(names[pk], sheets[pk], sheets[pk] * width, wrong[pk]) for pk in sheets]
    return sorted(rows, key=lambda row: (-row.rate, row.name))
