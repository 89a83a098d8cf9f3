"""The files that go on as one: what is on file of a customer is read from all of them (ACC-8).

A merge is one level deep: whoever was merged points at the one that goes on, also where that one was merged later.
"""

from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from frontoffice.customers.models import Merge, Party

M = TypeVar("M", bound=Model)
MOST_ROUNDS = 50


def going_on(party: Party) -> int:
    """The id of the party that goes on. No query."""
    return party.merged_into_id or party.pk


def whole(party: Party) -> "QuerySet[Party, int]":
    """The ids of the party that goes on and of all that were merged into it, for `party__in=`. No query of its own."""
    going = going_on(party)
    return Party.objects.filter(Q(pk=going) | Q(merged_into=going)).values_list("pk", flat=True)


def ids_of_whole(pk: int) -> set[int]:
    """The same for an id. Two queries."""
    party = Party.objects.filter(pk=pk).first()
    return set(whole(party)) if party is not None else {pk}


def standing_merges(files: Collection[int]) -> list[Merge]:
    """The merges that stand by which these files were joined to others, the first one first. One query."""
    rows = Merge.objects.filter(other__in=files, undone_at__isnull=True)
    return list(rows.select_related("survivor", "other").order_by("pk"))


def merges_of(party: Party) -> list[Merge]:
    """The merges by which other files came into this one, the last one first. One query."""
    rows = Merge.objects.filter(survivor__in=whole(party), undone_at__isnull=True)
    return list(rows.select_related("other", "merged_by").order_by("-pk"))


def below(pk: int, merges: Iterable[Merge]) -> set[int]:
    """The party and all that were merged into it, by these merges, directly or by way of others. No query."""
    found = {pk}
    for _round in range(MOST_ROUNDS):
        more = {one.other_id for one in merges if one.survivor_id in found} - found
        if not more:
            break
        found |= more
    return found


def merge_that_holds(party: Party, merges: Iterable[Merge]) -> Merge:
    """Of these the merge by which a party's file came into the one that goes on: the last one on its way."""
    by_other = {one.other_id: one for one in merges}
    merge = by_other[party.pk]
    while merge.survivor_id in by_other:
        merge = by_other[merge.survivor_id]
    return merge


def all_of(model: type[M], party: Party) -> "QuerySet[M]":
    """The rows of all the files that go on as one, also those that don't count while a merge stands."""
    return model._default_manager.filter(party__in=whole(party))


def counting(model: type[M], party: Party) -> "QuerySet[M]":
    """Of those the rows that were not set aside when two files were merged."""
    return all_of(model, party).filter(set_aside_in__isnull=True)
