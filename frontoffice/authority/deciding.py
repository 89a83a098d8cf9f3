"""May this actor do this now? Decided once, in the action (X3); views ask only to show or hide, and why not.

Three queries at most: the grants of this actor for this action, the interests in what the call is about, and earlier
acts that must be kept apart from this one.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frontoffice.authority import conflicts, separation
from frontoffice.authority.holding import is_enough, live_grants, may, powers, rows_of
from frontoffice.authority.measuring import (
    Measure,
    OtherCurrency,
    covers,
    forbids,
    in_agency_currency,
    is_looked_at,
    is_within,
    measure,
)
from frontoffice.authority.models import Act, Effect, Grant
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import Refused

if TYPE_CHECKING:
    from frontoffice.authority.registry import ActionFunction

__all__ = ["OtherCurrency", "in_agency_currency", "is_enough", "live_grants", "may", "powers"]


class NotAuthorized(Refused):
    """No live grant for this action, here."""

    message = _("You don't have the authority to do this.")
    status = 403
    part = "grant"


class Restricted(NotAuthorized):
    """A dated restriction takes it away (STF-2)."""

    message = _("A restriction keeps you from doing this for now.")
    part = "restriction"


class NotCertified(NotAuthorized):
    """The grant counts only with a certification that is live (STF-6)."""

    message = _("This takes a certification that you don't hold now.")
    part = "training"


class InConflict(Refused):
    """The actor has an interest in this very object (STF-4)."""

    message = _("You can't do this because you are personally involved. A colleague has to.")
    status = 403
    part = "conflict"


class DutiesApart(InConflict):
    """The same person did the other part of what two people have to do (X4)."""

    message = _("You did the other part of this yourself. It takes a second person.")
    part = "separation"


@dataclass(frozen=True)
class Decision:
    """`outright` when the body may run at once; otherwise somebody who holds enough must agree first."""

    outright: bool
    amount: Decimal | None
    acting_for: Actor | None = None
    bearing: Act | None = None


@dataclass
class Standing:
    """What an actor's rows say of one call: the grants that give it, those that would with more, what takes it away."""

    enough: list[Grant] = field(default_factory=list)
    wait: list[Grant] = field(default_factory=list)
    uncertified: list[Grant] = field(default_factory=list)
    elsewhere: list[Grant] = field(default_factory=list)
    narrowed_by: Grant | None = None
    forbidden_by: Grant | None = None

    @property
    def has_any(self) -> bool:
        return bool(self.enough or self.wait)


def standing(
    action: "ActionFunction[Any, Any]",
    of: Measure,
    rows: list[Grant],
    *,
    by: Actor,
    without: Actor | None = None,
) -> Standing:
    """Sort an actor's rows by what they say of this call. `without`: grants for acting for that person don't count."""
    found = Standing()
    narrowing = [row for row in rows if row.effect == Effect.NARROWS and covers(row, of)]
    found.forbidden_by = next((row for row in narrowing if forbids(row)), None)
    if found.forbidden_by is not None:
        return found
    found.narrowed_by = next((row for row in narrowing if not _is_enough(row, of, action.name, by)), None)
    for grant in rows:
        if grant.effect == Effect.NARROWS or (without is not None and grant.acting_for_id == without.pk):
            continue
        if not covers(grant, of):
            found.elsewhere.append(grant)
        elif grant.certification and not grant.certified:  # type: ignore[attr-defined]  # annotated by rows_of
            found.uncertified.append(grant)
        elif found.narrowed_by is None and _is_enough(grant, of, action.name, by):
            found.enough.append(grant)
        else:
            found.wait.append(grant)
    # One's own authority goes before a colleague's that one stands in for.
    found.enough.sort(key=lambda grant: grant.acting_for_id is not None)
    return found


def _is_enough(grant: Grant, of: Measure, action: str, by: Actor) -> bool:
    if grant.needs_approval or not is_within(grant, of):
        return False
    return not is_looked_at(grant, of, purpose=f"{action}:{by.pk}")


def decide(
    action: "ActionFunction[Any, Any]", arguments: dict[str, Any], *, by: Actor, at: dt.datetime
) -> Decision:
    """Whether `by` may do this outright or has to ask.

    Raises NotAuthorized, Restricted, NotCertified, InConflict, DutiesApart: the part that failed (X3).
    """
    is_open = by.kind in action.open_to
    # Whoever holds nothing of the kind is refused before the thing itself is looked at.
    rows = [] if is_open else _rows(action.name, by=by, at=at)
    call = SimpleNamespace(**arguments, by=by, at=at)
    if action.conflict is not None and action.conflict(call):
        raise InConflict
    of = measure(action, call)
    if is_open:
        return Decision(outright=True, amount=of.amount)
    found = standing(action, of, rows, by=by)
    refusal = refusal_of(action, found)
    if refusal is not None:
        raise refusal
    bearing = _check_person(action, arguments, action.separation, by=by, at=at)
    used = found.enough[0] if found.enough else None
    return Decision(
        outright=used is not None,
        amount=of.amount,
        acting_for=used.acting_for if used is not None else None,
        bearing=bearing,
    )


def _rows(name: str, *, by: Actor, at: dt.datetime) -> list[Grant]:
    """The rows of a member of staff about the action. Raises NotAuthorized where there is none."""
    if by.kind not in {ActorKind.STAFF, ActorKind.AUTOMATED} or by.pk is None:
        raise NotAuthorized
    rows = rows_of(name, by=by, at=at)
    if not rows:
        raise NotAuthorized
    return rows


def refusal_of(action: "ActionFunction[Any, Any]", found: Standing) -> NotAuthorized | None:
    """The part that failed, if any: a grant that is not enough may still ask, where the action can wait."""
    if found.forbidden_by is not None:
        return Restricted()
    if found.enough or (found.wait and action.can_wait):
        return None
    if found.wait:
        return Restricted() if found.narrowed_by is not None else NotAuthorized(LIMITED)
    if found.uncertified:
        return NotCertified()
    return NotAuthorized(ELSEWHERE) if found.elsewhere else NotAuthorized()


LIMITED: Promise = _("This is more than you may do.")
ELSEWHERE: Promise = _("Your authority is for another unit or program.")


def _check_person(
    action: "ActionFunction[Any, Any]",
    arguments: dict[str, Any],
    part: str | None,
    *,
    by: Actor,
    at: dt.datetime,
) -> Act | None:
    """No interest in the object, and not the other part of it. Returns the act that a review has to make up for."""
    keys = conflicts.keys_in(arguments)
    if conflicts.interest_of(by, keys, at=at) is not None:
        raise InConflict
    if part is None:
        return None
    earlier = separation.earlier_part(by, part, conflicts.parted_keys(arguments), at=at)
    if earlier is not None and not separation.bearable(earlier, part, by=by, at=at):
        raise DutiesApart
    return earlier


def check_approver(
    action: "ActionFunction[Any, Any]",
    arguments: dict[str, Any],
    *,
    by: Actor,
    asked_by: Actor,
    at: dt.datetime,
) -> Decision:
    """That `by` could have done this outright, and has no part in it: what an approver must be (X4).

    Raises NotAuthorized, Restricted, NotCertified, InConflict, DutiesApart.
    """
    call = SimpleNamespace(**arguments, by=by, at=at)
    if action.conflict is not None and action.conflict(call):
        raise InConflict
    if by.kind != ActorKind.STAFF or by.pk is None:
        raise NotAuthorized(_("Only a person decides what somebody asked for."))
    of = measure(action, call)
    rows = [row for row in rows_of(action.name, by=by, at=at) if not _reads_each(row)]
    # What others ask for is not drawn for review again: the approver is the review.
    found = standing(action, undrawn(of), rows, by=by, without=asked_by)
    if not found.enough:
        raise refusal_of(action, found) or NotAuthorized(_("This is more than you may decide."))
    bearing = _check_person(action, arguments, action.approval_separation, by=by, at=at)
    return Decision(outright=True, amount=of.amount, acting_for=found.enough[0].acting_for, bearing=bearing)


def _reads_each(grant: Grant) -> bool:
    """Whose every act is read by somebody else does not read others'."""
    return grant.effect == Effect.GIVES and grant.review_share is not None and grant.review_share >= 1


def undrawn(of: Measure) -> Measure:
    """The same call, of which none is among the share that is read first."""
    return replace(of, sample=None)


def holds_enough(
    action: "ActionFunction[Any, Any]",
    arguments: dict[str, Any],
    *,
    by: Actor,
    asked_by: Actor,
    at: dt.datetime,
) -> bool:
    """Whether `check_approver` has nothing against it."""
    try:
        check_approver(action, arguments, by=by, asked_by=asked_by, at=at)
    except (NotAuthorized, InConflict):
        return False
    return True
