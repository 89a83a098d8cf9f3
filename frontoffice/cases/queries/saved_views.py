"""Saved lists: which ones a colleague finds, what each holds, how much, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import visible
from frontoffice.cases.conditions import trees
from frontoffice.cases.conditions.fields import Field, Fields
from frontoffice.cases.conditions.standing import Standpoint
from frontoffice.cases.conditions.trees import Test, Tree
from frontoffice.cases.models import Case, SavedView
from frontoffice.cases.models.saved_views import Order, Whose
from frontoffice.cases.queries.conditions import fields_of
from frontoffice.cases.queries.lanes import Lane, lane_of, units_named
from frontoffice.cases.queries.paging import Key, Page, page_by
from frontoffice.foundation.models import Actor, Unit

MOST_SHOWN = 40
KEYS: dict[str, Key] = {
    Order.DUE: ("due_on", "pk"),
    Order.PRIORITY: ("priority", "due_on", "pk"),
    Order.NEWEST: ("-pk",),
    Order.OLDEST: ("pk",),
    Order.RESOLVED: ("-resolved_at", "-pk"),
}
USUAL = ["status", "due_on", "topic", "assignee"]


@visible(SavedView)
def views_visible_to(*, by: Actor, at: datetime) -> QuerySet[SavedView]:
    """One's own, those of one's unit, and everybody's; also those that were ended, which can be taken back."""
    member = StaffMember.objects.filter(actor=by).first() if by.is_staff and by.pk else None
    if member is None:
        return SavedView.objects.none()
    return SavedView.objects.filter(_found_by(member)).select_related("owner__actor", "unit")


def views_of(member: StaffMember) -> list[SavedView]:
    """The lists beside a colleague's work, in order: one's own, the unit's, everybody's. One query."""
    rows = SavedView.objects.filter(_found_by(member), ended_at__isnull=True)
    kinds = list(Whose)
    found = list(rows.order_by("position", "pk"))
    return sorted(found, key=lambda view: (kinds.index(Whose(view.whose)), view.position, view.pk))


def view_found_by(member: StaffMember, reference: str) -> SavedView | None:
    """The live list of that reference, where the colleague finds it. One query."""
    return SavedView.objects.filter(_found_by(member), ended_at__isnull=True, reference=reference).first()


def _found_by(member: StaffMember) -> Q:
    return Q(whose=Whose.MINE, owner=member) | Q(whose=Whose.UNIT, unit=member.unit_id) | Q(whose=Whose.ALL)


@dataclass(frozen=True)
class Listed:
    """What a list says, read: its tree, the fields that there are, and what can't be asked any more."""

    tree: Tree
    fields: Fields
    columns: Sequence[Field]
    wrong: Sequence[tuple[Test, str]] = field(default_factory=list)
    gone: Sequence[str] = field(default_factory=list)


def read(view: SavedView, fields: Fields | None = None) -> Listed:
    """A saved list as it can be shown now. One query where it asks fields of a case type and none are given."""
    tree = trees.read(view.conditions) or Tree()
    known = fields_of([tree], view.columns) if fields is None else fields
    columns = [known[path] for path in view.columns if path in known]
    gone = [path for path in view.columns if path not in known]
    return Listed(tree, known, columns, trees.problems(tree, known), gone)


def lanes_of(
    views: Sequence[SavedView], *, stand: Standpoint, seen: QuerySet[Case], units: frozenset[int] | None
) -> list[Lane]:
    """The lanes of saved lists: at most two queries, whatever their number."""
    found = [(view, trees.read(view.conditions) or Tree()) for view in views]
    fields = fields_of([tree for _view, tree in found])
    codes = codes_of([tree for _view, tree in found])
    return [lane_of(tree, fields, stand, seen=seen, units=units, codes=codes) for _view, tree in found]


def codes_of(found: list[Tree]) -> dict[str, int]:
    """The ids of the units that trees name; no query where they name none."""
    named = units_named(found)
    return dict(Unit.objects.filter(code__in=named).values_list("code", "pk")) if named else {}


def in_order(cases: QuerySet[Case], order: str) -> tuple[QuerySet[Case], Key]:
    """The cases that this order can name, and the columns it reads by."""
    if order == Order.RESOLVED:
        cases = cases.filter(resolved_at__isnull=False)
    return cases, KEYS[order]


def page_of_view(cases: QuerySet[Case], order: str, *, after: str, most: int) -> Page[Case]:
    """A page of a saved list from a key on. One query."""
    found, key = in_order(cases, order)
    return page_by(found, key, after=after, most=most)
