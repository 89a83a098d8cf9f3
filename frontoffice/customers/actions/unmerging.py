"""Undoing a merge: both are what they were before, and each has what came after as somebody decides (ACC-8)."""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.actions.comparing import are_two
from frontoffice.customers.actions.merging import MergeReasonNeeded, Reason
from frontoffice.customers.actions.naming import call_by_names
from frontoffice.customers.events import MergeUndone
from frontoffice.customers.keeping import all_locked, follow
from frontoffice.customers.merging import choosing, following, interests, parting
from frontoffice.customers.models import Merge, Party
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.together import below, standing_merges, whole
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class UndoneBefore(Refused):
    message = _("This merge was undone before.")


def _weight_of_undoing(call: SimpleNamespace) -> int:
    """One's own mistake is ordinary; what a colleague decided takes as much as two customers that are busy."""
    return 1 if call.merge.merged_by_id == call.by.pk else 2


@action("customers.unmerge", title=_("Undo a merge of two customers"), complexity=_weight_of_undoing)
def unmerge(
    *,
    merge: Merge,
    reason: Reason,
    hand_over: list[Annotated[str, Field(max_length=120)]] | None = None,
    by: Actor,
    at: datetime,
) -> Merge:
    """Both are what they were before the merge. What came after it stays with the one that went on, except what is
    handed over (`kind:reference`); what happened to a row since stays with the row.

    Raises UndoneBefore, MergeReasonNeeded, NothingOfTheKind.
    """
    if not reason.strip():
        raise MergeReasonNeeded
    merge, going, other, files = _as_it_stands(merge)
    standing = [one for one in standing_merges(files) if one.pk != merge.pk]
    parted = below(other.pk, standing)
    came = following.came_after(merge) if hand_over else []
    merge.undone_at, merge.undone_by, merge.undone_because = at, by, reason.strip()
    merge.save(update_fields=["undone_at", "undone_by", "undone_because"])
    choosing.give_back(merge, files - parted, parted, standing, office_day(at))
    kept_as_closely = going.confidentiality
    Party.objects.filter(pk__in=parted - {other.pk}).update(merged_into=other)
    other.merged_into = None
    other.save(update_fields=["merged_into"])
    if going.pk == merge.survivor_id:
        parting.give_back_survivor(merge, going, standing)
    else:
        parting.give_back_later(merge, going, standing)
    parting.give_back_other(merge, other, standing, kept_as_closely)
    interests.end(merge, by=by, at=at)
    given = following.hand_over(came, hand_over or [], to=other, by=by, at=at)
    for party in (going, other):
        call_by_names(party)
        follow(party)
    are_two(going, other, merge.undone_because, by=by, at=at)
    undone = MergeUndone(party_id=going.pk, other_party_id=other.pk, merge_id=merge.pk, handed_over=given)
    announce(undone, about=[going, other], by=by, at=at)
    return merge


def _as_it_stands(merge: Merge) -> tuple[Merge, Party, Party, set[int]]:
    """The merge, the party that goes on and the one to be parted, locked; and the ids of all that are one now."""
    files = set(whole(Party.objects.get(pk=merge.other_id)))
    rows = all_locked(files)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at is not None:
        raise UndoneBefore
    other = rows[merge.other_id]
    if other.merged_into_id not in rows:  # merged once more while we waited
        rows = all_locked(whole(Party.objects.get(pk=merge.other_id)))
        other = rows[merge.other_id]
    assert other.merged_into_id is not None  # noqa: S101 - the merge stands
    return merge, rows[other.merged_into_id], other, set(rows)
