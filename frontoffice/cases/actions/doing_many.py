"""One thing done with many cases: prepared and looked at, started, gone on with by the worker, stopped, taken back."""

import json
from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.actions.going_on_with_many import AT_ONCE, UNDO, go_on
from frontoffice.cases.conditions.standing import of_member
from frontoffice.cases.events_bulk import BulkEnded, BulkGoesOn, BulkPrepared, BulkStarted, BulkStopped
from frontoffice.cases.many import act_of
from frontoffice.cases.models import Bulk, BulkPart, BulkState, Case, SavedView
from frontoffice.cases.permissions import units_seen
from frontoffice.cases.queries.lanes import narrowed
from frontoffice.cases.queries.queue import View, cases_in
from frontoffice.cases.queries.saved_views import lanes_of
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

MOST_CASES = 5_000


class NothingChosen(BadInput):
    message = _("Choose at least one case.")
    field = "cases"


class TooManyCases(BadInput):
    message = _("At most 5,000 cases can be worked on at once. Narrow the list down.")
    field = "cases"


class UnknownAct(BadInput):
    message = _("This can't be done with many cases at once.")
    field = "act"


class PreparedByAnother(Refused):
    message = _("A colleague prepared this.")
    status = 403
    part = "grant"


class NotUnderWay(Refused):
    message = _("This is not under way.")


class CantBeUndone(Refused):
    message = _("This can't be taken back.")


@action("cases.prepare_many", title=_("Prepare work on many cases"), subject="view")
def prepare_many(
    *,
    act: Annotated[str, Field(max_length=40)],
    given: Annotated[str, Field(max_length=25_000)] = "",
    cases: list[Case] | None = None,
    view: SavedView | None = None,
    desk_list: Annotated[str, Field(max_length=20)] = "",
    by: Actor,
    at: datetime,
) -> Bulk:
    """Put down what is to be done with which cases, to look at it; nothing happens before it is started.

    `given` is a JSON object of what the act takes. The cases are those named, or all that a saved list, or one of
    the desk by its name, shows to whoever asks. Raises UnknownAct, NothingChosen, TooManyCases.
    """
    known = act_of(act)
    if known is None or act.startswith(UNDO):
        raise UnknownAct
    words = _given(given, known.asks)
    ids = sorted({case.pk for case in cases or []})
    if view is not None or desk_list:
        ids = _of_list(view, desk_list, by=by, at=at)
    return _prepared(act, words, ids, None, by=by, at=at)


def _prepared(
    act: str, given: dict[str, Any], ids: list[int], undoes: Bulk | None, *, by: Actor, at: datetime
) -> Bulk:
    if not ids:
        raise NothingChosen
    if len(ids) > MOST_CASES:
        raise TooManyCases
    bulk = Bulk.objects.create(act=act, given=given, total=len(ids), undoes=undoes, by=by, at=at)
    BulkPart.objects.bulk_create((BulkPart(bulk=bulk, case_id=pk) for pk in ids), batch_size=500)
    code = act.removeprefix(UNDO)
    announce(BulkPrepared(bulk_id=bulk.pk, act=code, cases=len(ids)), about=bulk, by=by, at=at)
    return bulk


@action("cases.start_many", title=_("Work on many cases"))
def start_many(*, bulk: Bulk, by: Actor, at: datetime) -> Bulk:
    """Carry it out case by case, each by its own action and on the starter's own authority for that case.

    Up to fifty at once; more by the worker, in small steps. Started again, nothing is done twice.
    Raises PreparedByAnother.
    """
    bulk = Bulk.objects.select_for_update().get(pk=bulk.pk)
    if bulk.by_id != by.pk:
        raise PreparedByAnother
    if bulk.started_at is not None:
        return bulk
    bulk.started_at = at
    bulk.save(update_fields=["started_at"])
    code = bulk.act.removeprefix(UNDO)
    announce(BulkStarted(bulk_id=bulk.pk, act=code, cases=bulk.total), about=bulk, by=by, at=at)
    if bulk.total <= AT_ONCE:
        go_on(bulk, most=AT_ONCE, at=at)
        ended(bulk, by=by, at=at)
    else:
        announce(BulkGoesOn(bulk_id=bulk.pk, round=1), about=bulk, by=by, at=at)
    return Bulk.objects.get(pk=bulk.pk)


def next_round(bulk_id: int, number: int, *, at: datetime) -> None:
    """The worker's next step, inside its transaction: some more cases, and the step after that owed with them."""
    bulk = Bulk.objects.select_for_update().get(pk=bulk_id)
    if bulk.stopped_at is not None or bulk.ended_at is not None:
        return
    go_on(bulk, at=at)
    if bulk.parts.filter(state=BulkState.WAITING).exists():
        announce(BulkGoesOn(bulk_id=bulk.pk, round=number + 1), about=bulk, by=bulk.by, at=at)
    else:
        ended(bulk, by=bulk.by, at=at)


def ended(bulk: Bulk, *, by: Actor, at: datetime) -> None:
    """All its cases have an end, inside the caller's transaction."""
    bulk.ended_at = at
    bulk.save(update_fields=["ended_at"])
    refused = bulk.parts.filter(state=BulkState.REFUSED).count()
    event = BulkEnded(bulk_id=bulk.pk, done=bulk.total - refused, refused=refused)
    announce(event, about=bulk, by=by, at=at)


@action("cases.stop_many", title=_("Stop work on many cases"))
def stop_many(*, bulk: Bulk, by: Actor, at: datetime) -> Bulk:
    """What is done stays done; the rest stays as it is. Raises PreparedByAnother, NotUnderWay."""
    bulk = Bulk.objects.select_for_update().get(pk=bulk.pk)
    if bulk.by_id != by.pk:
        raise PreparedByAnother
    if bulk.started_at is None or bulk.ended_at is not None or bulk.stopped_at is not None:
        raise NotUnderWay
    bulk.stopped_at = at
    bulk.save(update_fields=["stopped_at"])
    left = bulk.parts.filter(state=BulkState.WAITING).count()
    announce(BulkStopped(bulk_id=bulk.pk, left=left), about=bulk, by=by, at=at)
    return bulk


@action("cases.undo_many", title=_("Take back work on many cases"))
def undo_many(*, bulk: Bulk, by: Actor, at: datetime) -> Bulk:
    """Prepare taking it back, for the cases that were done; to look at, and started like any other.

    A case that changed since is left as it is. Raises PreparedByAnother, CantBeUndone.
    """
    bulk = Bulk.objects.select_for_update().get(pk=bulk.pk)
    if bulk.by_id != by.pk:
        raise PreparedByAnother
    act, over = act_of(bulk.act), bulk.ended_at is not None or bulk.stopped_at is not None
    earlier = Bulk.objects.filter(undoes=bulk).first()
    if earlier is not None:
        return earlier
    done = bulk.parts.filter(state=BulkState.DONE).order_by("case").values_list("case", flat=True)
    if act is None or act.back is None or not over or bulk.undoes_id is not None or not done:
        raise CantBeUndone
    return _prepared(f"{UNDO}{bulk.act}", {}, [*done], bulk, by=by, at=at)


def _given(text: str, asks: tuple[str, ...]) -> dict[str, Any]:
    try:
        found = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        raise UnknownAct from None
    if not isinstance(found, dict) or not set(found) <= set(asks):
        raise UnknownAct
    return found


def _of_list(view: SavedView | None, name: str, *, by: Actor, at: datetime) -> list[int]:
    """Ids of what a list shows to the actor now, as far as can be worked on at once."""
    member = StaffMember.objects.select_related("unit").filter(actor=by).first()
    if member is None or (view is None and name not in View.values):
        raise NothingChosen
    seen = cases_visible_to(by=by, at=at)
    if view is not None:
        units = units_seen(by=by, at=at)
        lane = lanes_of([view], stand=of_member(member, at), seen=seen, units=units)[0]
        found = narrowed(lane)
    else:
        found = cases_in(View(name), seen=seen, member=member)
    return [*found.order_by("pk").values_list("pk", flat=True)[: MOST_CASES + 1]]
