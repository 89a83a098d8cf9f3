"""Keeping lists of cases: one's own, and as a lead the unit's and everybody's."""

import json
from datetime import datetime
from types import SimpleNamespace
from typing import Annotated, Any

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.conditions import trees
from frontoffice.cases.events_views import ViewEnded, ViewKept
from frontoffice.cases.models import SavedView
from frontoffice.cases.models.saved_views import Order, Whose
from frontoffice.cases.queries.conditions import fields_now
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

MOST_OF_ONE = 60
LONGEST = 20_000
Name = Annotated[str, Field(min_length=1, max_length=80)]
Conditions = Annotated[str, Field(max_length=LONGEST)]
Columns = Annotated[list[Annotated[str, Field(max_length=120)]], Field(max_length=20)]


class UnusableConditions(BadInput):
    message = _("These conditions can't be asked of a case.")
    field = "conditions"


class UnknownColumn(BadInput):
    message = _("One of these columns is not there.")
    field = "columns"


class NotYourList(Refused):
    message = _("This list is a colleague's.")
    status = 403
    part = "grant"


class SharedList(Refused):
    message = _("This list is shared: whoever may share lists changes it. Keep a copy of your own.")
    status = 403
    part = "grant"


class NotShared(BadInput):
    message = _("Say who finds it: your unit, or everybody.")
    field = "whose"


class TooManyLists(Refused):
    message = _("That is more lists than anybody can look through. Take out one that is not used.")


class NobodysPost(Refused):
    message = _("Only somebody with a post at the agency keeps lists.")
    status = 403
    part = "grant"


@action("cases.keep_view", title=_("Keep a list of one's own"), subject="view")
def keep_view(
    *,
    name: Name,
    conditions: Conditions,
    columns: Columns,
    order: Order = Order.DUE,
    view: SavedView | None = None,
    by: Actor,
    at: datetime,
) -> SavedView:
    """Make a list that only its maker finds, or change one; one that was ended is there again.

    `conditions` is the JSON of a tree of tests, `columns` paths of fields. Raises UnusableConditions, UnknownColumn,
    NotYourList, SharedList, TooManyLists.
    """
    member = _member(by)
    held = _own(view, member) if view is not None else SavedView(owner=member, made_at=at, version=0)
    return _keep(held, (name, conditions, columns, order), Whose.MINE, by=by, at=at)


def _whose_unit(call: SimpleNamespace) -> int | None:
    """For grants that hold for one unit: that of the sharer; none where everybody gets the list."""
    if getattr(call, "whose", Whose.ALL) != Whose.UNIT:
        return None
    return StaffMember.objects.filter(actor=call.by).values_list("unit_id", flat=True).first()


@action(
    "cases.share_view", title=_("Keep a list for the unit or for everybody"), subject="view", unit=_whose_unit
)
def share_view(
    *,
    name: Name,
    conditions: Conditions,
    columns: Columns,
    whose: Whose,
    order: Order = Order.DUE,
    view: SavedView | None = None,
    by: Actor,
    at: datetime,
) -> SavedView:
    """Make a list that colleagues find too, share one's own, or change one that is shared.

    Raises UnusableConditions, UnknownColumn, NotYourList, TooManyLists, NotShared.
    """
    if whose == Whose.MINE:
        raise NotShared
    member = _member(by)
    held = _shareable(view, member) if view is not None else SavedView(owner=member, made_at=at, version=0)
    return _keep(held, (name, conditions, columns, order), Whose(whose), by=by, at=at)


@action("cases.end_view", title=_("Take out a list of one's own"))
def end_view(*, view: SavedView, by: Actor, at: datetime) -> SavedView:
    """It is no longer beside the work; keeping it again brings it back. Raises NotYourList, SharedList."""
    return _end(_own(view, _member(by)), by=by, at=at)


def _unit_of_view(call: SimpleNamespace) -> int | None:
    unit_id: int | None = call.view.unit_id
    return unit_id


@action("cases.unshare_view", title=_("Take out a shared list"), unit=_unit_of_view)
def unshare_view(*, view: SavedView, by: Actor, at: datetime) -> SavedView:
    """Nobody finds it any more; sharing it again brings it back. Raises NotYourList."""
    return _end(_shareable(view, _member(by)), by=by, at=at)


@action("cases.place_view", title=_("Put a list in its place"))
def place_view(*, view: SavedView, up: bool, by: Actor, at: datetime) -> SavedView:
    """One place further up or down among one's own. Raises NotYourList, SharedList."""
    return _place(_own(view, _member(by)), up=up, by=by, at=at)


@action("cases.place_shared_view", title=_("Put a shared list in its place"), unit=_unit_of_view)
def place_shared_view(*, view: SavedView, up: bool, by: Actor, at: datetime) -> SavedView:
    """One place further up or down among those of the unit or of everybody. Raises NotYourList."""
    return _place(_shareable(view, _member(by)), up=up, by=by, at=at)


def _member(by: Actor) -> StaffMember:
    member = StaffMember.objects.select_related("unit").filter(actor=by).first()
    if member is None:
        raise NobodysPost
    return member


def _locked(view: SavedView) -> SavedView:
    return SavedView.objects.select_for_update().get(pk=view.pk)


def _own(view: SavedView, member: StaffMember) -> SavedView:
    view = _locked(view)
    if view.owner_id != member.pk:
        raise NotYourList
    if view.whose != Whose.MINE:
        raise SharedList
    return view


def _shareable(view: SavedView, member: StaffMember) -> SavedView:
    """A shared one, or one's own: nobody publishes what a colleague keeps for themselves."""
    view = _locked(view)
    if view.whose == Whose.MINE and view.owner_id != member.pk:
        raise NotYourList
    return view


def _keep(
    view: SavedView, given: tuple[str, str, list[str], Order], whose: Whose, *, by: Actor, at: datetime
) -> SavedView:
    name, conditions, columns, order = given
    view.conditions = trees.kept(checked(conditions))
    if not set(columns) <= set(fields_now()):
        raise UnknownColumn
    member = _member(by)
    unit = (view.unit if view.whose == Whose.UNIT else member.unit) if whose == Whose.UNIT else None
    beside = SavedView.objects.filter(_beside(whose, member.pk, unit.pk if unit is not None else None))
    fresh = view.pk is None or view.whose != whose or view.ended_at is not None
    if fresh and beside.count() >= MOST_OF_ONE:
        raise TooManyLists
    if view.pk is None or view.whose != whose:
        view.position = (beside.aggregate(last=Max("position"))["last"] or 0) + 1
    view.name, view.columns, view.order = name.strip(), list(dict.fromkeys(columns)), Order(order)
    view.whose, view.unit, view.ended_at, view.version = whose, unit, None, view.version + 1
    view.save()
    announce(ViewKept(view_id=view.pk, whose=whose.value, version=view.version), about=view, by=by, at=at)
    return view


def checked(conditions: str, *, stands: bool = True) -> trees.Tree:
    """The tree of this JSON. Raises UnusableConditions, naming what is wrong first."""
    try:
        given: Any = json.loads(conditions)
    except (ValueError, RecursionError):
        raise UnusableConditions from None
    tree = trees.read(given)
    if tree is None:
        raise UnusableConditions
    wrong = trees.problems(tree, fields_now(), stands=stands)
    if wrong:
        test, why = wrong[0]
        raise UnusableConditions(f"{test.field}: {why}")
    return tree


def _beside(whose: str, owner: int, unit: int | None) -> Q:
    live = Q(whose=whose, ended_at__isnull=True)
    if whose == Whose.MINE:
        return live & Q(owner=owner)
    return live & Q(unit=unit) if whose == Whose.UNIT else live


def _end(view: SavedView, *, by: Actor, at: datetime) -> SavedView:
    if view.ended_at is None:
        view.ended_at = at
        view.save(update_fields=["ended_at"])
        announce(ViewEnded(view_id=view.pk, whose=view.whose), about=view, by=by, at=at)
    return view


def _place(view: SavedView, *, up: bool, by: Actor, at: datetime) -> SavedView:
    rows = SavedView.objects.filter(_beside(view.whose, view.owner_id, view.unit_id))
    listed = list(rows.select_for_update().order_by("position", "pk"))
    here = next((place for place, one in enumerate(listed) if one.pk == view.pk), None)
    there = here - 1 if here is not None and up else here + 1 if here is not None else -1
    if here is not None and 0 <= there < len(listed):
        listed[here], listed[there] = listed[there], listed[here]
        for position, one in enumerate(listed, start=1):
            one.position = position
        SavedView.objects.bulk_update(listed, ["position"])
        announce(ViewKept(view_id=view.pk, whose=view.whose, version=view.version), about=view, by=by, at=at)
    return SavedView.objects.get(pk=view.pk)
