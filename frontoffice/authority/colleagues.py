"""Who may do what somebody else may not: colleagues to name beside a refusal (X3)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from frontoffice.authority import conflicts, separation
from frontoffice.authority.deciding import Standing, standing, undrawn
from frontoffice.authority.holding import holders, rows_of_each
from frontoffice.authority.measuring import Measure, measure
from frontoffice.authority.models import Grant, StaffMember
from frontoffice.foundation.models import Actor

if TYPE_CHECKING:
    from frontoffice.authority.registry import ActionFunction

    AnyAction = ActionFunction[Any, Any]

AMONG = 25  # so many holders of a power are looked at, those of the own unit first
NAMED = 5


class SoFar(SimpleNamespace):
    """A call of which not everything is known yet: what nobody gave is None."""

    def __getattr__(self, _name: str) -> None:
        return None


@dataclass(frozen=True)
class Asked:
    """An action and as many of its arguments as are known; `whole` when none that it needs is missing."""

    action: "AnyAction"
    arguments: dict[str, Any]

    @property
    def whole(self) -> bool:
        return all(p.name in self.arguments for p in self.action.signature.parameters if p.required)

    def call(self, by: Actor, at: dt.datetime) -> SimpleNamespace:
        """What the action's declarations look at."""
        made = SimpleNamespace if self.whole else SoFar
        return made(**self.action.signature.defaults | self.arguments, by=by, at=at)

    def measured(self, by: Actor, at: dt.datetime) -> Measure:
        """The call's figures, as far as they can be told. Raises OtherCurrency."""
        if self.whole:
            return measure(self.action, self.call(by, at))
        try:
            return measure(self.action, self.call(by, at))
        except (AttributeError, TypeError):
            return Measure()

    def involves(self, by: Actor, at: dt.datetime) -> bool:
        """Whether the action itself says that this person is involved."""
        if self.action.conflict is None:
            return False
        if self.whole:
            return bool(self.action.conflict(self.call(by, at)))
        try:
            return bool(self.action.conflict(self.call(by, at)))
        except (AttributeError, TypeError):
            return False

    def stands(self, rows: list[Grant], of: Measure, *, by: Actor) -> Standing:
        """What the rows say of it. Where the unit or program is not known yet, a power for one of them counts."""
        found = standing(self.action, of, rows, by=by)
        if not self.whole and of.unit is None and of.program is None:
            for row in found.elsewhere:
                lacks = row.certification and not row.certified  # type: ignore[attr-defined]  # annotated by rows_of
                (found.uncertified if lacks else found.wait if row.needs_approval else found.enough).append(
                    row
                )
            found.elsewhere.clear()
        return found


def who_may(
    asked: Iterable[Asked], *, instead_of: Actor, near: int | None, at: dt.datetime, most: int = NAMED
) -> dict[str, list[StaffMember]]:
    """By action name: people who hold enough for this call outright, are not in conflict and did no other part of it.

    At most `most` each, looked for among AMONG holders, those of the unit `near` first. The number of queries depends
    on how many actions keep duties apart, not on how many people there are.
    """
    wanted = {one.action.name: one for one in asked}
    if not wanted:
        return {}
    found = holders(wanted, near=near, but=instead_of.pk, most=AMONG, at=at)
    people = StaffMember.objects.filter(actor__in={actor for _name, actor in found})
    members = {member.actor_id: member for member in people.select_related("actor", "unit")}
    rows: dict[tuple[str, int], list[Grant]] = {}
    for row in rows_of_each(wanted, of=members, at=at):
        rows.setdefault((row.action, row.actor_id), []).append(row)
    kept_out = {name: _kept_out(one, at=at) for name, one in wanted.items()}
    named: dict[str, list[StaffMember]] = {name: [] for name in wanted}
    for name, actor in found:
        if len(named[name]) < most and actor in members and actor not in kept_out[name]:
            member = members[actor]
            if _may(wanted[name], rows.get((name, actor), []), by=member.actor, at=at):
                named[name].append(member)
    return named


def _kept_out(asked: Asked, *, at: dt.datetime) -> set[int]:
    """Actors with an interest in what it is about, or who did another part of it."""
    keys = conflicts.keys_in(asked.arguments)
    part = asked.action.separation
    apart = (
        separation.did_the_other_part(part, conflicts.parted_keys(asked.arguments), at=at)
        if part is not None
        else set()
    )
    return conflicts.conflicted(keys, at=at) | apart


def _may(asked: Asked, rows: list[Grant], *, by: Actor, at: dt.datetime) -> bool:
    if asked.involves(by, at):
        return False
    of = asked.measured(by, at)
    # Which of their acts are read first is nobody's business beforehand.
    of = of if asked.action.sampled_on is None else undrawn(of)
    return bool(asked.stands(rows, of, by=by).enough)
