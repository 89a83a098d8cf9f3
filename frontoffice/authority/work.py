"""What must be done: each room says so of its own things, in the transaction of the act that makes it so.

    work.add_kind(work.Kind("contacts.call_back", _("Call back"), "phone", "contacts:contact"))  # once, at the start
    work.owe(kind="contacts.call_back", about=contact, title="…", member=who, due_at=when, by=by, at=at)
    work.settle(kind="contacts.call_back", about=contact, by=by, at=at)

The rows are for lists only: *My work*, the unit's work, the board. The owner's rows stay the truth, and a kind that
says what is `owed` can be put right by `reconcile` (`frontoffice work`).
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db import connection, models, transaction
from django.urls import reverse
from django.utils.functional import Promise

from frontoffice.authority.models import StaffMember, WorkItem
from frontoffice.foundation import prepared
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor, Unit

LONGEST_TITLE = 200


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What is owed on one thing: as `owe` takes it."""

    about: models.Model
    title: str
    member: StaffMember | None = None
    unit: Unit | None = None
    due_at: dt.datetime | None = None
    priority: int = 0
    page: str = ""


Reassigns = Callable[..., Any]


@dataclass(frozen=True)
class Kind:
    """A kind of work: what it is called, its icon, the name of the URL that takes the thing's reference (or `page`).

    `power`: who of the unit may do it while it is nobody's; they find it in *My work* too, unless they made it owed.
    `owed(at)` gives all that is owed, by the owner's rows. `reassign(about_id=, to=, reason=, by=, at=)` does the
    owner's own action that gives the thing to somebody, or with `to=None` back to the unit.
    """

    name: str
    label: str | Promise
    icon: str
    url: str
    power: str = ""
    owed: Callable[[dt.datetime], Iterable[Owed]] | None = None
    reassign: Reassigns | None = None

    @property
    def moves(self) -> bool:
        """Whether it can be given to a colleague."""
        return self.reassign is not None

    def address(self, page: str) -> str:
        """Of the thing's page."""
        return reverse(self.url, args=[page]) if page else reverse(self.url)


KINDS: dict[str, Kind] = {}


@dataclass(frozen=True)
class Now:
    """What a colleague has open at this moment, and whether they write."""

    number: str
    address: str
    writes: bool = False


OnNow = Callable[[Collection[int], dt.datetime], dict[int, Now]]
_NOW: list[OnNow] = []


def on_now(finds: OnNow) -> None:
    """Declare `f(member ids, at)`: what each of them has open now, by member id, in one query."""
    if finds not in _NOW:
        _NOW.append(finds)


def now_on(members: Collection[int], *, at: dt.datetime) -> dict[int, Now]:
    """What each of these colleagues is on right now, as far as a room knows."""
    found: dict[int, Now] = {}
    for finds in _NOW:
        found = finds(members, at) | found
    return found


def add_kind(kind: Kind) -> None:
    """Make a kind known; rooms do so when their app is ready. The same name again replaces it."""
    KINDS[kind.name] = kind


def owe(
    *,
    kind: str,
    about: models.Model,
    title: str,
    member: StaffMember | None = None,
    unit: Unit | None = None,
    due_at: dt.datetime | None = None,
    priority: int = 0,
    page: str | None = None,
    by: Actor,
    at: dt.datetime,
) -> WorkItem:
    """Make or move the one open piece of work of this kind on this thing, inside the caller's transaction.

    Without a `member` it is the unit's; with one and no `unit`, that one's unit sees it too. `page` is what its URL
    takes; else the thing's reference. Of urgent things (1) to low ones (4); 0 where it has no priority. A title that is
    too long is cut. Raises LookupError for a kind that nobody made known.
    """
    if kind not in KINDS:
        raise LookupError(f"No room made the kind of work {kind} known.")
    owed = Owed(
        about=about, title=title, member=member, unit=unit, due_at=due_at, priority=priority, page=page or ""
    )
    wanted = _wanted(owed) if page is None else _wanted(owed) | {"page": page}
    item, made = _locked(kind, about, wanted, by=by, at=at)
    changed = [name for name, value in wanted.items() if getattr(item, name) != value]
    if changed and not made:
        for name in changed:
            setattr(item, name, wanted[name])
        item.save(update_fields=changed)
    return item


def owe_first(kind: str, owed: Owed, *, by: Actor, at: dt.datetime) -> WorkItem:
    """The same for a thing that was made in this transaction: nothing can be owed on it yet. One query."""
    about = {"about_kind": owed.about._meta.label_lower, "about_id": owed.about.pk}
    return insert(WorkItem(kind=kind, **about, **_wanted(owed), opened_by=by, opened_at=at))


def settle(*, kind: str, about: models.Model, by: Actor, at: dt.datetime) -> bool:
    """Close it, inside the caller's transaction; False where nothing was open."""
    return bool(open_of(kind, about).update(closed_at=at, closed_by=by))


def owe_or_settle(kind: str, about: models.Model, owed: Owed | None, *, by: Actor, at: dt.datetime) -> None:
    """As the thing stands now: owed so, or not any more."""
    if owed is None:
        settle(kind=kind, about=about, by=by, at=at)
    elif not _moved(kind, about, owed):
        owe(kind=kind, **_given(owed), by=by, at=at)


def _moved(kind: str, about: models.Model, owed: Owed) -> bool:
    """Whether a piece was open; it is as is owed now. One query."""
    values = {"due_at": None, **_wanted(owed)}
    if owed.due_at is not None:
        values["due_at"] = connection.ops.adapt_datetimefield_value(owed.due_at)
    names = sorted(values)
    changed = ", ".join(f"{name} = %s" for name in names)
    which = [kind, about._meta.label_lower, about.pk]
    return bool(prepared.ask(_MOVE.format(changed=changed), [*(values[name] for name in names), *which]))


_MOVE = f"""
UPDATE {WorkItem._meta.db_table} SET {{changed}}
 WHERE kind = %s AND about_kind = %s AND about_id = %s AND closed_at IS NULL RETURNING id
"""  # noqa: S608 - put together of names of columns alone


def open_of(kind: str, about: models.Model) -> "models.QuerySet[WorkItem]":
    """The open piece of work of this kind on this thing."""
    return WorkItem.objects.filter(
        kind=kind, about_kind=about._meta.label_lower, about_id=about.pk, closed_at__isnull=True
    )


def _locked(
    kind: str, about: models.Model, wanted: dict[str, Any], *, by: Actor, at: dt.datetime
) -> tuple[WorkItem, bool]:
    if not connection.in_atomic_block:
        raise RuntimeError("owe() belongs inside the owner's transaction.")
    item = open_of(kind, about).select_for_update().first()
    if item is not None:
        return item, False
    return WorkItem.objects.select_for_update().get_or_create(
        kind=kind,
        about_kind=about._meta.label_lower,
        about_id=about.pk,
        closed_at=None,
        defaults={**wanted, "opened_by": by, "opened_at": at},
    )


def _wanted(owed: Owed) -> dict[str, Any]:
    """The columns of the piece."""
    member, unit = owed.member, owed.unit
    return {
        "title": _short(owed.title),
        "page": owed.page or str(getattr(owed.about, "reference", "")),
        "member_id": member.pk if member is not None else None,
        "unit_id": unit.pk if unit is not None else member.unit_id if member is not None else None,
        "due_at": owed.due_at,
        "priority": owed.priority,
    }


def _differs(item: WorkItem, owed: Owed) -> bool:
    return any(getattr(item, name) != value for name, value in _wanted(owed).items())


def _given(owed: Owed) -> dict[str, Any]:
    given = {field.name: getattr(owed, field.name) for field in fields(owed)}
    return given | {"page": owed.page or None}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"


@dataclass(frozen=True)
class Put:
    """How many pieces were opened, moved and closed to make the lists true again."""

    opened: int = 0
    moved: int = 0
    closed: int = 0


def reconcile(kind: Kind, *, by: Actor, at: dt.datetime) -> Put:
    """Make the pieces of a kind what its owner's rows say. A second time changes nothing. Runs in one transaction."""
    if kind.owed is None:
        return Put()
    with transaction.atomic():
        there = {
            (item.about_kind, item.about_id): item
            for item in WorkItem.objects.filter(kind=kind.name, closed_at__isnull=True)
        }
        opened = moved = 0
        for owed in kind.owed(at):
            key = (owed.about._meta.label_lower, owed.about.pk)
            before = there.pop(key, None)
            if before is not None and not _differs(before, owed):
                continue
            owe(kind=kind.name, **_given(owed), by=by, at=at)
            opened, moved = opened + (before is None), moved + (before is not None)
        left = WorkItem.objects.filter(pk__in=[item.pk for item in there.values()])
        return Put(opened, moved, left.update(closed_at=at, closed_by=by))
