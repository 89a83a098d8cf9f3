"""Why somebody may do something, or not, part by part (X3), and who may instead.

Read from the same rows by the same functions as the decision itself; whether an act is drawn for a colleague's reading
is not told beforehand (STF-5).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from frontoffice.authority import conflicts, findings, separation, wording
from frontoffice.authority.asking import CanNotWait, steps_needed
from frontoffice.authority.colleagues import Asked, who_may
from frontoffice.authority.deciding import (
    DutiesApart,
    InConflict,
    NotAuthorized,
    Standing,
    refusal_of,
    undrawn,
)
from frontoffice.authority.findings import Finding
from frontoffice.authority.holding import rows_of_each
from frontoffice.authority.measuring import covers
from frontoffice.authority.models import Act, Effect, Grant, Interest, StaffMember
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

if TYPE_CHECKING:
    from frontoffice.authority.registry import ActionFunction

    AnyAction = ActionFunction[Any, Any]


class Outcome(StrEnum):
    """What would come of it. DRAWN: done at once, unless it is among the share that a colleague reads first."""

    OUTRIGHT = "outright"
    DRAWN = "drawn"
    ASKS = "asks"
    NOT = "not"


@dataclass(frozen=True)
class Explanation:
    """The outcome, each part with its state, the part and words of the refusal, and colleagues who may instead."""

    action: str
    title: str
    outcome: Outcome
    findings: tuple[Finding, ...]
    part: str = ""
    reason: str = ""
    who: tuple[StaffMember, ...] = ()

    @property
    def may(self) -> bool:
        return self.outcome != Outcome.NOT

    @property
    def names(self) -> str:
        """Whom to ask instead, in words; empty where nobody is known."""
        return wording.names([member.actor.name for member in self.who])


@dataclass(frozen=True)
class Looked:
    """What was found about one call of one person."""

    asked: Asked
    by: Actor
    at: dt.datetime
    found: Standing
    drawn: bool
    has_no_row: bool
    involved: bool
    interest: Interest | None
    earlier: Act | None
    borne: bool
    member: StaffMember | None


def explain(action: "AnyAction", arguments: Mapping[str, Any], *, by: Actor, at: dt.datetime) -> Explanation:
    """Whether `by` may do this outright, may ask for it, or may not, and why. Raises OtherCurrency.

    Arguments that are not known yet may be left out: what depends on them then speaks for nothing and against nothing.
    """
    return explain_each([Asked(action, dict(arguments))], by=by, at=at)[action.name]


def explain_each(asked: Iterable[Asked], *, by: Actor, at: dt.datetime) -> dict[str, Explanation]:
    """The same for several actions, by name; the number of queries does not depend on how many people there are."""
    wanted = list(asked)
    member = StaffMember.objects.filter(actor=by).select_related("unit").first() if by.pk else None
    rows: dict[str, list[Grant]] = {}
    if by.is_staff and by.pk:
        for row in rows_of_each([one.action.name for one in wanted], of=[by.pk], at=at):
            rows.setdefault(row.action, []).append(row)
    looked = [_look(one, rows.get(one.action.name, []), member, by=by, at=at) for one in wanted]
    outcomes = [(one, *_outcome(one)) for one in looked]
    others = [one.asked for one, outcome, _why in outcomes if outcome in {Outcome.NOT, Outcome.ASKS}]
    near = member.unit_id if member is not None else None
    # Who works here is told to those who work here.
    named = who_may(others, instead_of=by, near=near, at=at) if by.is_staff else {}
    return {
        one.asked.action.name: _explanation(one, outcome, refusal, named.get(one.asked.action.name, []))
        for one, outcome, refusal in outcomes
    }


def _look(
    asked: Asked, rows: list[Grant], member: StaffMember | None, *, by: Actor, at: dt.datetime
) -> Looked:
    action, of = asked.action, asked.measured(by, at)
    found = asked.stands(rows, undrawn(of), by=by)
    keys = conflicts.keys_in(asked.arguments)
    part = action.separation
    parted = conflicts.parted_keys(asked.arguments)
    earlier = separation.earlier_part(by, part, parted, at=at) if part is not None else None
    return Looked(
        asked=asked,
        by=by,
        at=at,
        found=found if action.sampled_on is not None else asked.stands(rows, of, by=by),
        drawn=action.sampled_on is not None and _is_drawn(found, [row for row in rows if covers(row, of)]),
        has_no_row=not rows,
        involved=asked.involves(by, at),
        interest=conflicts.interest_of(by, keys, at=at),
        earlier=earlier,
        borne=earlier is not None and part is not None and separation.bearable(earlier, part, by=by, at=at),
        member=member,
    )


def _is_drawn(found: Standing, rows: list[Grant]) -> bool:
    """Whether a draw is what decides: no grant that suffices is without one, or a restriction sets a share."""

    def share(row: Grant) -> bool:
        return row.review_share is not None and 0 < row.review_share < 1

    narrowed = any(share(row) for row in rows if row.effect == Effect.NARROWS)
    return bool(found.enough) and (narrowed or all(share(row) for row in found.enough))


def _outcome(one: Looked) -> tuple[Outcome, Refused | None]:
    """In the order in which the decision is made."""
    action, by = one.asked.action, one.by
    refusal = _refusal(one)
    if refusal is not None:
        return Outcome.NOT, refusal
    outright = by.kind in action.open_to or bool(one.found.enough)
    steps = steps_needed(action, dict(one.asked.arguments), by=by, at=one.at) if one.asked.whole else []
    if outright and not steps:
        return (Outcome.DRAWN if one.drawn and by.kind not in action.open_to else Outcome.OUTRIGHT), None
    if action.signature.holds_secret(one.asked.arguments):
        return Outcome.NOT, CanNotWait()
    return Outcome.ASKS, None


def _refusal(one: Looked) -> Refused | None:
    is_open = one.by.kind in one.asked.action.open_to
    if not is_open and (one.by.pk is None or not one.by.is_staff or one.has_no_row):
        return NotAuthorized()
    if one.involved:
        return InConflict()
    if is_open:
        return None
    refusal = refusal_of(one.asked.action, one.found)
    if refusal is not None:
        return refusal
    if one.interest is not None:
        return InConflict()
    return DutiesApart() if one.earlier is not None and not one.borne else None


def _explanation(
    one: Looked, outcome: Outcome, refusal: Refused | None, who: list[StaffMember]
) -> Explanation:
    action = one.asked.action
    return Explanation(
        action=action.name,
        title=str(action.title),
        outcome=outcome,
        findings=(
            findings.of_grant(one, asks=outcome == Outcome.ASKS),
            findings.of_restriction(one),
            findings.of_training(one),
            findings.of_conflict(one),
            findings.of_separation(one),
            findings.of_session(one),
        ),
        part=refusal.part if refusal is not None else "",
        reason=str(refusal) if refusal is not None else "",
        who=tuple(who),
    )


TOLD = frozenset({"grant", "limit", "restriction", "training", "conflict", "separation"})


def of_refusal(refusal: Refused) -> Explanation | None:
    """The explanation of an act that authority refused; None for refusals of another kind."""
    call = refusal.call
    if call is None or refusal.part not in TOLD:
        return None
    return explain(call.action, call.arguments, by=call.by, at=call.at)


def in_full(refusal: Refused) -> str:
    """The words of a refusal, with who could do it instead where authority refused and the actor works here."""
    explained = of_refusal(refusal)
    if explained is None or not explained.who:
        return str(refusal)
    return f"{refusal} " + _("%(names)s can do it.") % {"names": explained.names}
