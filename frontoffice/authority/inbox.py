"""The lists in which asks are found: what waits for whom, what came back, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, TextChoices, When
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.deciding import live_grants
from frontoffice.authority.models import (
    OPEN,
    Approval,
    ApprovalNote,
    ApprovalStatus,
    ApprovalStep,
    StaffMember,
)
from frontoffice.authority.registry import visible
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.references import normalize
from frontoffice.foundation.statements import Statement

DECIDING = ("authority.approve", "authority.decline")
ON_A_PAGE = 50
MOST_COUNTED = 100
NO_UNIT = -1


class Shelf(TextChoices):
    """The lists of the inbox, in the order of the page."""

    MINE = "mine", _("For me to decide")
    UNIT = "unit", _("My unit's")
    DELEGATED = "delegated", _("Handed to me")
    ESCALATED = "escalated", _("Waiting too long")
    ASKED = "asked", _("Asked by me")
    DECIDED = "decided", _("Decided")


COUNTED = (Shelf.MINE, Shelf.UNIT, Shelf.DELEGATED, Shelf.ESCALATED, Shelf.ASKED)


class Whose(TextChoices):
    """Filter of what is decided."""

    ALL = "", _("Anybody")
    BY_ME = "by_me", _("Decided by me")
    FOR_ME = "for_me", _("Asked by me")


@dataclass(frozen=True)
class Page:
    """Some asks in order; `after` is the reference from which the next page goes on, empty at the end."""

    approvals: Sequence[Approval]
    after: str


@visible(Approval)
def approvals_visible_to(*, by: Actor, at: datetime) -> QuerySet[Approval]:
    """One's own asks, what was handed or escalated to one and, for who may decide at all, what they could decide."""
    if not by.is_staff or by.pk is None:
        return Approval.objects.none()
    seen = Q(asked_by=by) | Q(decided_by=by) | Exists(_notes_to(by)) | _has_step_by(by)
    may_decide = live_grants(actor=by, at=at).filter(action__in=DECIDING)
    seen |= Exists(may_decide) & _holds_what_it_takes(by, at)
    return Approval.objects.filter(seen).select_related("asked_by", "decided_by", "delegated_to", "unit")


def inbox(*, by: Actor, at: datetime) -> QuerySet[Approval]:
    """What waits and this actor could decide as far as grants and limits say, oldest first; the act decides itself."""
    return (
        approvals_visible_to(by=by, at=at)
        .filter(_for_me(by, at), status=ApprovalStatus.WAITING)
        .order_by("pk")
    )


def on_shelf(shelf: Shelf, *, by: Actor, member: StaffMember | None, at: datetime) -> QuerySet[Approval]:
    """The asks of one list, among those that this actor sees."""
    seen = approvals_visible_to(by=by, at=at)
    if shelf in {Shelf.ASKED, Shelf.DECIDED}:
        own = seen.filter(asked_by=by) if shelf == Shelf.ASKED else seen.exclude(status__in=OPEN)
        return own.order_by("-pk")
    unit = member.unit_id if member is not None else None
    return seen.filter(_conditions(by, unit, at)[shelf], status__in=OPEN).order_by("pk")


def counts(*, by: Actor, member: StaffMember | None, at: datetime) -> dict[Shelf, int]:
    """How many wait in each list, and how many answers of others one's own asks have: one query."""
    if not by.is_staff or by.pk is None:
        return dict.fromkeys(COUNTED, 0)
    unit = (member.unit_id if member is not None else None) or NO_UNIT
    sql, values = _TALLY.with_values(by=by.pk, unit=unit, at=at)
    sums = ", ".join(f'COALESCE(SUM("on_{shelf.value}"), 0)' for shelf in COUNTED)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sums} FROM ({sql}) tallied", values)  # noqa: S608 - written by the ORM
        return {shelf: int(number) for shelf, number in zip(COUNTED, cursor.fetchone(), strict=True)}


def _tally(*, by: int, unit: int, at: datetime) -> QuerySet[Approval, Any]:
    somebody = Actor(pk=by, kind=ActorKind.STAFF)
    open_only, back = Q(status__in=OPEN), _came_back(somebody)
    counted = {shelf: open_only & told for shelf, told in _conditions(somebody, unit, at).items()}
    marks = {
        f"on_{shelf.value}": Case(When(told, then=1), default=0)
        for shelf, told in (counted | {Shelf.ASKED: back}).items()
    }
    found = approvals_visible_to(by=somebody, at=at).filter(open_only | back).order_by()
    tallied: QuerySet[Approval, Any] = found.values("pk").annotate(**marks).values(*marks)
    return tallied


_TALLY = Statement(_tally, by=int, unit=int, at=datetime)


def to_do(*, by: Actor, at: datetime) -> int:
    """What the bar counts, on every page: asks for this actor to decide, and what came back. One query; 100 at most."""
    sql, values = TO_DO.with_values(by=by.pk, at=at)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({sql}) counted", values)  # noqa: S608 - written by the ORM
        return int(cursor.fetchone()[0])


def _counted(*, by: int, at: datetime) -> QuerySet[Approval, Any]:
    somebody = Actor(pk=by)
    mine = Q(status=ApprovalStatus.WAITING) & _for_me(somebody, at)
    return Approval.objects.filter(mine | _came_back(somebody)).order_by().values("pk")[:MOST_COUNTED]


TO_DO = Statement(_counted, by=int, at=datetime)


def came_back(*, by: Actor) -> QuerySet[Approval]:
    """Asks of this actor that were decided, ran out or were asked back about, and that they have not dealt with."""
    return Approval.objects.filter(_came_back(by)).select_related("asked_by", "decided_by").order_by("-pk")


def page_of(approvals: QuerySet[Approval], *, after: str = "", most: int = ON_A_PAGE) -> Page:
    """A page from a key on; a key that is not there starts at the beginning."""
    key = normalize(after) if after else None
    pk = Approval.objects.filter(reference=key).values_list("pk", flat=True).first() if key else None
    if pk is not None:
        newest_first = str(approvals.query.order_by[0]).startswith("-")
        approvals = approvals.filter(pk__lt=pk) if newest_first else approvals.filter(pk__gt=pk)
    rows = list(approvals.prefetch_related("steps")[: most + 1])
    return Page(rows[:most], rows[most - 1].reference if len(rows) > most else "")


def _conditions(by: Actor, unit: int | None, at: datetime) -> dict[Shelf, Q]:
    others = ~Q(asked_by=by)
    return {
        Shelf.MINE: Q(status=ApprovalStatus.WAITING) & _for_me(by, at),
        Shelf.UNIT: others & Q(unit=unit),
        Shelf.DELEGATED: Q(delegated_to=by),
        Shelf.ESCALATED: others & Q(escalated_at__isnull=False),
    }


def _came_back(by: Actor) -> Q:
    decided = ~Q(status__in=OPEN) & Q(seen_at__isnull=True)
    return Q(asked_by=by) & (Q(status=ApprovalStatus.QUESTIONED) | decided)


def _for_me(by: Actor, at: datetime) -> Q:
    """Not asked by me, not agreed to by me before, not with somebody else, and within what I hold."""
    with_me = Q(delegated_to__isnull=True) | Q(delegated_to=by)
    may_decide = live_grants(actor=by, action="authority.approve", at=at)
    able = Q(Exists(may_decide)) & _holds_what_it_takes(by, at)
    return ~Q(asked_by=by) & with_me & ~_has_step_by(by) & able


def _holds_what_it_takes(by: Actor, at: datetime) -> Q:
    """Grants and limits only: restrictions, interests and earlier acts are looked at when it is decided."""
    held = live_grants(actor=by, at=at).filter(needs_approval=False)
    for_it = held.filter(action=OuterRef("action")).filter(Q(unit__isnull=True) | Q(unit=OuterRef("unit")))
    enough = for_it.filter(Q(amount_limit__isnull=True) | Q(amount_limit__gte=OuterRef("amount")))
    for_a_step = ApprovalStep.objects.filter(
        approval=OuterRef("pk"), decided_by__isnull=True, needs__in=held.values("action")
    )
    return Q(Exists(enough)) | (Q(amount__isnull=True) & Exists(for_it)) | Exists(for_a_step)


def _has_step_by(by: Actor) -> Q:
    return Q(Exists(ApprovalStep.objects.filter(approval=OuterRef("pk"), decided_by=by)))


def _notes_to(by: Actor) -> QuerySet[ApprovalNote]:
    return ApprovalNote.objects.filter(approval=OuterRef("pk"), to=by)
