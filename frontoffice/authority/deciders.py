"""Who may decide an ask, and why somebody else may not: read by the actions, the inbox and "why not me?" alike (X4)."""

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from frontoffice.authority import conflicts
from frontoffice.authority.deciding import (
    InConflict,
    NotAuthorized,
    check_approver,
    live_grants,
)
from frontoffice.authority.measuring import covers, is_within, measure
from frontoffice.authority.models import (
    Approval,
    ApprovalStep,
    Effect,
    Grant,
    StaffMember,
    Token,
)
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import BadInput, NotFound, Refused

if TYPE_CHECKING:
    from frontoffice.authority.registry import ActionFunction

UNIT, SUPERVISOR = "unit", "supervisor"
LONGEST_LINE = 20  # supervisors above one another, in case rows ever make a circle


class NoLongerPossible(Refused):
    message = _("What was asked for can't be done here any more. Decline it.")


class GoneSinceAsked(NotFound):
    """Part of what was asked about can't be found any more, or the asker may not see it any more."""

    message = _("Part of what this is about is gone. Decline it and have it asked again.")
    status = 409


@dataclass(frozen=True)
class Wish:
    """The waiting act, read back: what would be called, and with what."""

    action: "ActionFunction[Any, Any]"
    arguments: dict[str, Any]


def read_back(approval: Approval, *, at: dt.datetime) -> Wish:
    """The act as its asker would do it now. Raises NoLongerPossible, GoneSinceAsked (says what is gone)."""
    from frontoffice.authority import registry

    try:
        action = registry.get(approval.action)
    except LookupError:
        raise NoLongerPossible from None
    try:
        return Wish(action, action.signature.read(approval.arguments, by=approval.asked_by, at=at))
    except NotFound as gone:
        raise GoneSinceAsked(_missing(gone.field), field=gone.field) from None
    except BadInput as changed:
        raise NoLongerPossible(_unusable(changed), field=changed.field) from None


def _missing(field: str | None) -> str:
    words = _(
        "This can't be done any more, because this is gone or out of the asker's sight: %(what)s. Decline it."
    )
    return str(words) % {"what": (field or "").replace("_", " ")}


def _unusable(changed: BadInput) -> str:
    words = _("What was asked for can't be used here any more (%(what)s: %(why)s). Decline it.")
    return str(words) % {"what": (changed.field or "").replace("_", " "), "why": changed}


def is_stale(approval: Approval, *, lock: bool = False) -> bool:
    """Whether what it is about has another version than when it was asked, or is gone.

    With `lock` nobody changes it between this look and the end of the act.
    """
    if approval.subject_version is None:
        return False
    rows = apps.get_model(approval.subject_kind)._default_manager
    if lock:
        rows = rows.select_for_update(of=("self",))
    return getattr(rows.filter(pk=approval.subject_id).first(), "version", None) != approval.subject_version


def same_person(one: int, others: set[int], *, at: dt.datetime) -> bool:
    """Whether two of these are one person as far as is known: the same, or one holds the other's key (ORD-4)."""
    if one in others:
        return True
    keys = Token.objects.filter(expires_at__gt=at, revoked_at__isnull=True)
    held = Q(actor__in=others, issued_by=one) | Q(actor=one, issued_by__in=others)
    return keys.filter(held).exists()


def parties(approval: Approval) -> set[int]:
    """Who asked, and who agreed to an earlier step or let somebody agree: none of them decides again."""
    taken = {approval.asked_by_id}
    for step in approval.steps.all():
        taken |= {pk for pk in (step.decided_by_id, step.authorized_by_id) if pk is not None}
    return taken


def check_act(
    approval: Approval, step: ApprovalStep | None, wish: Wish, *, by: Actor, at: dt.datetime
) -> None:
    """That `by` holds what this step takes, on their own authority and without an interest. Raises Refused."""
    if by.kind != ActorKind.STAFF:
        raise NotAuthorized(_("Only a person decides what somebody asked for."))
    if step is not None and step.needs not in {"", UNIT, SUPERVISOR}:
        _check_power(step.needs, wish, by=by, at=at)
        return
    check_approver(wish.action, wish.arguments, by=by, asked_by=approval.asked_by, at=at)
    if step is not None and step.needs == UNIT and not _is_in_unit(by, approval):
        raise NotAuthorized(_("This takes a colleague of the unit that it is in."))
    if step is not None and step.needs == SUPERVISOR and by.pk not in line_of(approval.asked_by):
        raise NotAuthorized(_("This takes a supervisor of the person who asked."))


def _check_power(power: str, wish: Wish, *, by: Actor, at: dt.datetime) -> None:
    """A step can take another power than the act itself; then that is what counts, outright and unrestricted."""
    call = SimpleNamespace(**wish.arguments, by=by, at=at)
    involved = wish.action.conflict is not None and wish.action.conflict(call)
    if involved or conflicts.interest_of(by, conflicts.keys_in(wish.arguments), at=at) is not None:
        raise InConflict
    of = measure(wish.action, call)
    held = live_grants(actor=by, action=power, at=at).filter(acting_for__isnull=True, needs_approval=False)
    narrowed = Grant.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at),
        actor=by,
        action=power,
        effect=Effect.NARROWS,
        from_at__lte=at,
        revoked_at__isnull=True,
    )
    if narrowed.exists() or not any(covers(grant, of) and is_within(grant, of) for grant in held):
        raise NotAuthorized(_("This step takes another authority than yours."))


def _is_in_unit(by: Actor, approval: Approval) -> bool:
    return StaffMember.objects.filter(actor=by, unit=approval.unit_id).exists()


def line_of(asker: Actor) -> list[int]:
    """Actor ids of the asker's supervisor, that one's supervisor, and so on up."""
    line: list[int] = []
    member = StaffMember.objects.filter(actor=asker).select_related("supervisor").first()
    while member is not None and member.supervisor is not None and len(line) < LONGEST_LINE:
        line.append(member.supervisor.actor_id)
        member = StaffMember.objects.filter(pk=member.supervisor.pk).select_related("supervisor").first()
    return line


@dataclass(frozen=True)
class Pending:
    """What an ask still takes: the act, the steps left in order, and those taken by who may not decide any more."""

    wish: Wish
    left: list[ApprovalStep]
    lapsed: list[ApprovalStep]


def pending(approval: Approval, *, at: dt.datetime) -> Pending:
    """Look at everybody who agreed again. Raises NoLongerPossible, GoneSinceAsked."""
    wish = read_back(approval, at=at)
    steps = list(approval.steps.select_related("decided_by"))
    taken = [step for step in steps if step.decided_by is not None]
    lapsed = [step for step in taken if not _still_counts(step, approval, wish, at=at)]
    return Pending(wish, [step for step in steps if step.decided_by is None or step in lapsed], lapsed)


def _still_counts(step: ApprovalStep, approval: Approval, wish: Wish, *, at: dt.datetime) -> bool:
    """Whether who agreed could do so still: may decide at all, and holds what the step takes."""
    by = step.decided_by
    assert by is not None  # noqa: S101 - asked of steps taken
    if not live_grants(actor=by, action="authority.approve", at=at).exists():
        return False
    try:
        check_act(approval, step, wish, by=by, at=at)
    except Refused:
        return False
    return True


def check(approval: Approval, *, by: Actor, at: dt.datetime, known: Pending | None = None) -> Pending:
    """That `by` could decide this now: may decide at all, is another person, and holds what the next step takes.

    Raises NotAuthorized, InConflict, NoLongerPossible, GoneSinceAsked.
    """
    from frontoffice.authority.actions import approving
    from frontoffice.authority.deciding import decide

    decide(approving.approve, {"approval": approval}, by=by, at=at)
    known = known or pending(approval, at=at)
    check_act(approval, known.left[0] if known.left else None, known.wish, by=by, at=at)
    return known


def why_not(approval: Approval, *, by: Actor, at: dt.datetime, known: Pending | None = None) -> str:
    """The reason why this actor can't decide it, in words; empty where they can."""
    try:
        check(approval, by=by, at=at, known=known)
    except Refused as refusal:
        return str(refusal)
    return ""


def who_could(
    approval: Approval, *, at: dt.datetime, known: Pending | None, most: int = 6
) -> list[StaffMember]:
    """Colleagues who could decide it now, those of its unit first; at most `most`, looked for among thirty.

    Nobody where `known` is None: what can't be read back can't be approved.
    """
    if known is None:
        return []
    takes = approval.action
    if known.left and known.left[0].needs not in {"", UNIT, SUPERVISOR}:
        takes = known.left[0].needs
    decides = live_grants(action="authority.approve", at=at).values("actor")
    holds = live_grants(action=takes, at=at).filter(needs_approval=False).values("actor")
    among = StaffMember.objects.filter(actor__in=decides).filter(actor__in=holds, actor__kind=ActorKind.STAFF)
    among = among.exclude(actor__in=parties(approval)).select_related("actor", "unit")
    near = sorted(
        among.order_by("actor__name", "pk")[:30], key=lambda member: member.unit_id != approval.unit_id
    )
    found: list[StaffMember] = []
    for member in near:
        if len(found) < most and not why_not(approval, by=member.actor, at=at, known=known):
            found.append(member)
    return found
