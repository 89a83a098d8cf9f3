"""Merging two cases that are one, and splitting a wrong merge off again; each asker still gets an answer (CMP-12)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions import owing
from frontoffice.cases.actions.keeping_clocks import settle_due
from frontoffice.cases.actions.linking_cases import both_locked
from frontoffice.cases.actions.making_way import make_way
from frontoffice.cases.actions.moving import way_of
from frontoffice.cases.actions.recording import save
from frontoffice.cases.actions.resolving import ReplyStillHeld, back_to_work, resolve_now
from frontoffice.cases.events_links import CaseMerged, MergeUndone
from frontoffice.cases.lifecycles import Act
from frontoffice.cases.models import Case, Merge, Note, ResolutionCode, Status
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.queries import reply_is_held
from frontoffice.cases.queries.ties import merged_into
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Reason = Annotated[str, Field(min_length=1, max_length=2_000)]


class MergeIntoItself(BadInput):
    message = _("A case can't be merged into itself. Choose another one.")
    field = "into"


class MergedAlready(Refused):
    """One of the two goes on with another case already; the message says with which."""

    message = _("This case was merged before.")
    field = "into"


class MergeNotOpen(Refused):
    message = _("Both cases have to be open. Reopen the resolved one first, or link the two.")
    field = "into"


class MergeReasonNeeded(BadInput):
    message = _("Say why.")
    field = "reason"


class MergeUndoneBefore(Refused):
    message = _("This merge was undone before.")


@action("cases.merge", title=_("Merge two cases"), unit=unit_of_case, subject="case")
def merge(*, case: Case, into: Case, reason: Reason, by: Actor, at: datetime) -> Merge:
    """The case goes on as part of another. Nothing moves: it keeps its number, page and record, and points there.

    The earliest date received counts for both (CMP-6). Raises MergeIntoItself, MergedAlready, MergeNotOpen,
    ReplyStillHeld, MergeReasonNeeded.
    """
    if case.pk == into.pk:
        raise MergeIntoItself
    if not reason.strip():
        raise MergeReasonNeeded
    case, into = both_locked(case, into)
    _check(case, into)
    make_way(case, by=by, at=at)
    note = Note.objects.create(case=case, text=reason.strip(), by=by, at=at)
    made = Merge.objects.create(merged=case, survivor=into, note=note, by=by, at=at)
    told = _t("This is the same matter as another case that we work on. You get the answer here as well.")
    way = way_of(case, Act.RESOLVE)
    resolve_now(case, told, ResolutionCode.DUPLICATE, way=way, by=by, at=at)
    _due_anew(into, by=by, at=at)
    event = CaseMerged(case_id=case.pk, other_case_id=into.pk, merge_id=made.pk, note_id=note.pk)
    announce(event, about=[case, into], by=by, at=at)
    return made


@action("cases.undo_merge", title=_("Split a merged case off again"), unit=lambda c: c.merge.survivor.unit_id)
def undo_merge(*, merge: Merge, reason: Reason, by: Actor, at: datetime) -> Merge:
    """The case is one of its own again, with the date on which it was received. Raises MergeUndoneBefore."""
    if not reason.strip():
        raise MergeReasonNeeded
    case, into = both_locked(merge.merged, merge.survivor)
    merge = Merge.objects.get(pk=merge.pk)
    if merge.undone_at is not None:
        raise MergeUndoneBefore
    merge.undone_at, merge.undone_by, merge.merged, merge.survivor = at, by, case, into
    merge.save(update_fields=["undone_at", "undone_by"])
    note = Note.objects.create(case=case, text=reason.strip(), by=by, at=at)
    back_to_work(case, Act.REOPEN, note=reason, by=by, at=at)
    _due_anew(into, by=by, at=at)
    event = MergeUndone(case_id=case.pk, other_case_id=into.pk, merge_id=merge.pk, note_id=note.pk)
    announce(event, about=[case, into], by=by, at=at)
    return merge


def _check(case: Case, into: Case) -> None:
    for one in (case, into):
        earlier = merged_into(one)
        if earlier is not None:
            words = _("%(number)s was merged into %(other)s before.")
            raise MergedAlready(words % {"number": one.number, "other": earlier.survivor.number})
        if one.resolved_at is not None:
            raise MergeNotOpen
        if reply_is_held(one):
            raise ReplyStillHeld


def _due_anew(case: Case, *, by: Actor, at: datetime) -> None:
    """Due by the earliest date received of all that are one case, as its clock is."""
    if case.status == Status.RESOLVED:
        save(case)
        return
    settle_due(case)
    save(case, "due_on")
    owing.keep(case, by=by, at=at)
