"""Colleagues on one case at once: who has it open, who is writing, and what was typed and not sent yet.

This is no history, so nothing of it is announced: a sign of life is written at most twice a minute for each colleague
and case, is forgotten when it is old, and a draft is gone once it is sent.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from frontoffice.authority import work
from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case, KeptDraft, Looking
from frontoffice.cases.queries.looked_up import has
from frontoffice.foundation.models import ActorKind
from frontoffice.foundation.statements import Statement

RENEWED = timedelta(seconds=30)  # a younger sign of life is not written again
HERE = timedelta(seconds=75)  # after so long without a sign somebody is gone
LONGEST = 20_000


@dataclass(frozen=True)
class Beside:
    """A colleague who has the case open too."""

    member: StaffMember
    writes: bool


Signs = Sequence[Looking]
_SIGNS: Statement[Looking] = Statement(
    lambda *, case: Looking.objects.filter(case=case).select_related("member__actor"), case=int
)


def look(case: Case, member: StaffMember, *, at: datetime, writes: bool | None = None) -> Signs:
    """The colleague has the case open now; `writes`: is writing, or no more; None leaves it as it is.

    Gives back the signs of everybody, as they were before. One query, and a second where this one is written.
    """
    now: dict[str, datetime | None] = {"seen_at": at}
    now |= {} if writes is None else {"writing_at": at if writes else None}
    signs = _SIGNS.rows(case=case.pk)
    own = next((row for row in signs if row.member_id == member.pk), None)
    if own is None:
        row = Looking(case=case, member=member, **now)
        keys = ["case", "member"]
        Looking.objects.bulk_create([row], update_conflicts=True, unique_fields=keys, update_fields=list(now))
    elif at - own.seen_at >= RENEWED or _turns(own, writes, at):
        Looking.objects.filter(pk=own.pk).update(**now)
    return signs


def forget(*, at: datetime) -> None:
    """Signs that are so old that they say nothing any more."""
    Looking.objects.filter(seen_at__lt=at - 10 * HERE).delete()


def leave(member: StaffMember, *, but: Case, at: datetime) -> None:
    """They opened another case: on the others they write no more."""
    Looking.objects.filter(member=member, writing_at__isnull=False).exclude(case=but).update(writing_at=None)


def beside(case: Case, member: StaffMember, *, at: datetime, signs: Signs | None = None) -> Sequence[Beside]:
    """The others who have it open, who writes first. One query, none with the signs that `look` gave."""
    rows = _SIGNS.rows(case=case.pk) if signs is None else signs
    others = [row for row in rows if row.seen_at > at - HERE and row.member_id != member.pk]
    found = [
        Beside(row.member, _is_writing(row, at)) for row in others if row.member.actor.kind == ActorKind.STAFF
    ]
    return sorted(found, key=lambda one: (not one.writes, one.member.actor.name))


def open_now(members: Collection[int], at: datetime) -> dict[int, work.Now]:
    """The case that each of them has open now, the one with the newest sign; its number says nothing of whose it is."""
    rows = Looking.objects.filter(member__in=members, seen_at__gt=at - HERE).order_by("seen_at", "pk")
    return {
        row.member_id: work.Now(
            row.case.number, reverse("cases:case", args=[row.case.reference]), _is_writing(row, at)
        )
        for row in rows.select_related("case")
    }


def draft_of(case: Case, member: StaffMember) -> KeptDraft | None:
    """What this colleague typed here and did not send."""
    if not has(case, "drafts"):
        return None
    return KeptDraft.objects.filter(case=case, author=member).first()


def keep_draft(
    case: Case, member: StaffMember, *, kind: str, text: str, passages: str, at: datetime
) -> KeptDraft | None:
    """Keep it as typed; what was emptied is let go. Colleagues learn only that a reply is being written."""
    if not text.strip():
        drop_draft(case, member, at=at)
        return None
    given = {"kind": kind, "text": text[:LONGEST], "passages": passages, "saved_at": at}
    kept, _made = KeptDraft.objects.update_or_create(case=case, author=member, defaults=given)
    look(case, member, at=at, writes=kind == "reply")
    return kept


def drop_draft(case: Case, member: StaffMember, *, at: datetime) -> None:
    """It was sent, or thrown away."""
    KeptDraft.objects.filter(case=case, author=member).delete()
    Looking.objects.filter(case=case, member=member, writing_at__isnull=False).update(
        writing_at=None, seen_at=at
    )


def _is_writing(row: Looking, at: datetime) -> bool:
    return row.writing_at is not None and row.writing_at > at - HERE


def _turns(row: Looking, writes: bool | None, at: datetime) -> bool:
    """Whether writing begins, ends, or its last sign is getting old."""
    if writes is None:
        return False
    before = row.writing_at is not None
    return writes != before or (row.writing_at is not None and at - row.writing_at >= RENEWED)
