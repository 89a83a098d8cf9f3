"""Ties between cases: what is merged here, what a case is linked to, what was split off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Q, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.cases.models import Attachment, Case, CaseLink, Merge, Post, Split, SplitPost
from frontoffice.cases.queries.looked_up import has
from frontoffice.cases.queries.seen import cases_visible_to, reply_is_held
from frontoffice.foundation.models import Actor
from frontoffice.foundation.statements import Statement

DEEPEST = 8  # merges into merges


@dataclass(frozen=True)
class Tie:
    """A link as it reads from one of its ends: the words, the other case, and what takes it away."""

    link: CaseLink
    other: Case
    outward: bool


@dataclass(frozen=True)
class Ties:
    """What stands about a case's relations on its page."""

    links: Sequence[Tie]
    merged_here: Sequence[Merge]
    merged_into: Merge | None
    split_from: Split | None
    split_off: Sequence[Split]

    @property
    def any(self) -> bool:
        return bool(self.links or self.merged_here or self.merged_into or self.split_from or self.split_off)


@dataclass(frozen=True)
class MergePreview:
    """What a merge will do: counts, who is to be answered, from when it counts, and what is in its way."""

    merged: Case
    survivor: Case
    posts: int
    files: int
    askers: Sequence[str]
    counts_from: date
    held: bool


@visible(CaseLink)
def links_visible_to(*, by: Actor, at: datetime) -> QuerySet[CaseLink]:
    rows = CaseLink.objects.filter(ended_at__isnull=True).select_related("case", "to")
    return rows.filter(case__in=cases_visible_to(by=by, at=at)) if by.is_staff else rows.none()


@visible(Merge)
def merges_visible_to(*, by: Actor, at: datetime) -> QuerySet[Merge]:
    rows = Merge.objects.filter(undone_at__isnull=True).select_related("merged", "survivor", "note")
    return rows.filter(survivor__in=cases_visible_to(by=by, at=at)) if by.is_staff else rows.none()


@visible(Post)
def posts_visible_to(*, by: Actor, at: datetime) -> QuerySet[Post]:
    rows = Post.objects.select_related("case", "contact", "by")
    return rows.filter(case__in=cases_visible_to(by=by, at=at)) if by.is_staff else rows.none()


def merged_into(case: Case) -> Merge | None:
    """The merge by which the case goes on with another. One query."""
    live = Merge.objects.filter(merged=case, undone_at__isnull=True)
    return live.select_related("survivor", "survivor__unit", "note", "by").first()


def survivor_of(case: Case) -> Case:
    """The case with which this one goes on, whatever that was merged into; itself where it was not merged."""
    for _step in range(DEEPEST):
        merge = merged_into(case)
        if merge is None:
            return case
        case = merge.survivor
    return case


def family(case: Case) -> list[int]:
    """Ids of the case and of those that are merged into it, also by way of others. A query, or two."""
    found = frontier = [case.pk]
    while frontier and has(case, "merged"):
        frontier = [pk for pk in _MERGED.rows(survivors=frontier) if pk not in found]
        found = [*found, *frontier]
    return found


def _merged(*, survivors: list[int]) -> QuerySet[Merge, int]:
    live = Merge.objects.filter(survivor__pk__any_of=survivors, undone_at__isnull=True)
    return live.values_list("merged", flat=True)


_MERGED = Statement(_merged, survivors=list)


def counts_from(case: Case) -> date:
    """The earliest date received of all that are one case now (CMP-6)."""
    all_of_it = family(case)
    if len(all_of_it) == 1:
        return case.received_on
    first = Case.objects.filter(pk__in=all_of_it).aggregate(first=Min("received_on"))["first"]
    return first or case.received_on


def ties_of(case: Case) -> Ties:
    """Five queries, none where it is known that there are none."""
    if not has(case, "ties"):
        return Ties([], [], None, None, [])
    live = CaseLink.objects.filter(Q(case=case) | Q(to=case), ended_at__isnull=True)
    links = [
        Tie(link, link.to if link.case_id == case.pk else link.case, link.case_id == case.pk)
        for link in live.select_related("case", "to").order_by("pk")
    ]
    here = Merge.objects.filter(survivor=case, undone_at__isnull=True)
    off = Split.objects.filter(case=case)
    return Ties(
        links=links,
        merged_here=list(here.select_related("merged", "note", "by").order_by("pk")),
        merged_into=merged_into(case),
        split_from=Split.objects.filter(new_case=case).select_related("case").first(),
        split_off=list(off.select_related("new_case").order_by("pk")),
    )


def preview_of_merge(merged: Case, survivor: Case) -> MergePreview:
    """What merging would do, with nothing done yet."""
    here = family(merged)
    askers = Case.objects.filter(pk__in=[*here, *family(survivor)]).order_by("pk")
    names = [one.asker_name or one.reply_to or one.number for one in askers]
    return MergePreview(
        merged=merged,
        survivor=survivor,
        posts=Post.objects.filter(case__in=here).count(),
        files=Attachment.objects.filter(case__in=here).count(),
        askers=list(dict.fromkeys(names)),
        counts_from=min(counts_from(merged), counts_from(survivor)),
        held=reply_is_held(merged) or reply_is_held(survivor),
    )


def posts_to_split(case: Case) -> Sequence[Post]:
    """What was said on the case and has not moved elsewhere, in order."""
    gone = SplitPost.objects.filter(post__case=case).values("post")
    return list(case.posts.exclude(pk__in=gone).select_related("contact", "by").order_by("pk"))


def moved_posts(post_ids: Iterable[int]) -> dict[int, str]:
    """By the post's id, the number of the case that it moved to. One query, none where there is no post."""
    wanted = list(post_ids)
    if not wanted:
        return {}
    return dict(_GONE.rows(posts=wanted))


def _gone(*, posts: list[int]) -> QuerySet[SplitPost, tuple[int, str]]:
    gone = SplitPost.objects.filter(post__pk__any_of=posts)
    return gone.values_list("post", "split__new_case__number")


_GONE = Statement(_gone, posts=list)
