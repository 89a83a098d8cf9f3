"""Who may look at whose work: never one's own, a relative's, that of somebody above oneself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.authority import conflicts
from frontoffice.authority.deciding import InConflict
from frontoffice.authority.holding import units_where
from frontoffice.authority.models import StaffMember, Token
from frontoffice.cases.models import Case
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

RELEASE_HELD = "supervision.release_held"
RETURN_HELD = "supervision.return_held"
EDIT_HELD = "supervision.edit_held"
REVIEW = "supervision.review"
DECIDE_DISPUTE = "supervision.decide_dispute"
SET_SHARE = "supervision.set_share"
ACCEPT = "supervision.accept_proposal"
DECLINE = "supervision.decline_proposal"
SET_ITEM = "supervision.set_item"
SET_RULE = "supervision.set_rule"
NOTE_SKILL = "supervision.note_skill"
ASSIGN = "cases.assign"
HELD = (RELEASE_HELD, RETURN_HELD, EDIT_HELD)
# Whoever holds one of these looks after the work of others.
LOOKS_AFTER = (*HELD, REVIEW, DECIDE_DISPUTE, SET_SHARE)
HIGHEST = 12  # more supervisors above one another than any office has


class NotYourOwn(InConflict):
    message = _("This is your own work. Somebody else has to look at it.")


class OfYourSupervisor(InConflict):
    message = _("You can't review the work of somebody who supervises you.")


class NotSupervised(Refused):
    """For what only a person who supervises somebody may decide."""

    message = _("Only somebody who supervises them can decide this.")
    status = 403
    part = "grant"


def unit_of_review(call: Any) -> int:
    """For grants that hold for one unit: that of the reviewed person when it was drawn."""
    unit: int = call.review.unit_id
    return unit


def unit_of_member(call: Any) -> int:
    unit: int = call.staff_member.unit_id
    return unit


def check_may_review(*, by: Actor, of: StaffMember, case: Case | None, at: datetime) -> None:
    """Raises NotYourOwn, OfYourSupervisor, InConflict. Superiors by the posts as they stand now."""
    if of.actor_id == by.pk or _same_person(by, of.actor_id, at=at):
        raise NotYourOwn
    if of.pk in {member.pk for member in above(by)}:
        raise OfYourSupervisor
    things: list[Any] = [of, *([case, case.customer] if case is not None else [])]
    if conflicts.interest_of(by, conflicts.keys_of(things), at=at) is not None:
        raise InConflict


def _same_person(by: Actor, other: int, *, at: datetime) -> bool:
    """One of the two holds the other's key: behind an automated colleague stands who runs it."""
    held = Q(actor=other, issued_by=by.pk) | Q(actor=by.pk, issued_by=other)
    return Token.objects.filter(held, expires_at__gt=at, revoked_at__isnull=True).exists()


def above(actor: Actor) -> list[StaffMember]:
    """The people who supervise this one, nearest first; a circle in the posts ends where it began."""
    member = StaffMember.objects.select_related("supervisor").filter(actor=actor.pk).first()
    found: list[StaffMember] = []
    while member is not None and member.supervisor is not None and len(found) < HIGHEST:
        member = member.supervisor
        if member in found or member.actor_id == actor.pk:
            break
        found.append(member)
    return found


def check_supervises(*, by: Actor, of: StaffMember) -> None:
    """Raises NotYourOwn, NotSupervised. Where nobody is named as supervisor the grant alone decides."""
    if of.actor_id == by.pk:
        raise NotYourOwn
    if of.supervisor_id is not None and by.pk not in {member.actor_id for member in above(of.actor)}:
        raise NotSupervised


def units_looked_after(
    *, by: Actor, at: datetime, powers: Iterable[str] = LOOKS_AFTER
) -> frozenset[int] | None:
    """Ids of the units whose people's work one may look at; None for all, empty for none. One query."""
    granted = units_where(powers, by=by, at=at)
    return None if None in granted else frozenset(unit for unit in granted if unit is not None)
