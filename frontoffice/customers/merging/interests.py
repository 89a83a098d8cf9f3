"""Who is involved with one of two customers is so with both while they are one (STF-4)."""

from collections.abc import Collection
from datetime import datetime

from frontoffice.authority.conflicts import live_interests
from frontoffice.authority.models import Interest
from frontoffice.customers.models import Merge
from frontoffice.foundation.models import Actor

LABEL = "customers.party"


def note(kept: Collection[int], joined: Collection[int], *, by: Actor, at: datetime) -> list[int]:
    """Note the interests in each of these for the others; the ids of what was noted. Two queries besides the notes."""
    there = live_interests(at=at).filter(kind=LABEL, object_id__in={*kept, *joined}).order_by("pk")
    rows = list(there)
    known = {(row.actor_id, row.relation, row.object_id) for row in rows}
    noted: list[int] = []
    for row in rows:
        for pk in sorted(joined if row.object_id in kept else kept):
            key = (row.actor_id, row.relation, pk)
            if key not in known:
                known.add(key)
                noted.append(_also(row, pk, by=by, at=at).pk)
    return noted


def end(merge: Merge, *, by: Actor, at: datetime) -> None:
    """What was noted because the two were one holds no longer."""
    noted = Interest.objects.filter(pk__in=merge.before["interests"], ended_at__isnull=True)
    noted.update(ended_at=at, ended_by=by)


def _also(row: Interest, pk: int, *, by: Actor, at: datetime) -> Interest:
    return Interest.objects.create(
        actor_id=row.actor_id,
        kind=LABEL,
        object_id=pk,
        relation=row.relation,
        note=row.note,
        from_at=at,
        declared_by=by,
    )
