"""What the inbox puts on the page, in a number of queries that does not grow with its rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from frontoffice.authority import asking, deciders, registry
from frontoffice.authority import inbox as shelves
from frontoffice.authority.actions.delegating import was_escalated_to
from frontoffice.authority.inbox import Shelf, Whose
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import (
    OPEN,
    Approval,
    ApprovalStatus,
    NoteKind,
    StaffMember,
)
from frontoffice.authority.panels import facts_of
from frontoffice.authority.views.deciding import Move, MoveForm
from frontoffice.authority.views.wishes import Wish
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.navigation import NavItem

TONES = {
    ApprovalStatus.WAITING: "warning",
    ApprovalStatus.QUESTIONED: "open",
    ApprovalStatus.APPROVED: "done",
    ApprovalStatus.DECLINED: "urgent",
    ApprovalStatus.WITHDRAWN: "quiet",
    ApprovalStatus.EXPIRED: "quiet",
}
KEYS = {
    Move.APPROVE: "a",
    Move.DECLINE: "d",
    Move.QUESTION: "q",
    Move.DELEGATE: "h",
    Move.ANSWER: "r",
    Move.WITHDRAW: "w",
    Move.ACKNOWLEDGE: "y",
}
SECOND = timedelta(seconds=1)  # it runs out at midnight: the day before is the last one
SUMMARY = 2  # so many facts tell one ask from the next in the list
LONGEST_SUMMARY = 90


@dataclass(frozen=True)
class Row:
    """An ask as the list shows it."""

    approval: Approval
    title: str
    summary: str
    tone: str
    address: str
    step: str
    due: datetime | None
    current: bool = False


def row(approval: Approval, wish: Wish, *, current: bool = False) -> Row:
    """`approval.steps` is expected to be there already."""
    steps = list(approval.steps.all())
    taken = sum(step.decided_by_id is not None for step in steps)
    words = " · ".join(str(text) for _label, text in approval.facts[:SUMMARY] if str(text).strip())
    return Row(
        approval=approval,
        title=title_of(approval.action),
        summary=words[:LONGEST_SUMMARY],
        tone=TONES[ApprovalStatus(approval.status)],
        address=wish.address(approval.reference),
        step=_("%(taken)d of %(all)d agreed") % {"taken": taken, "all": len(steps)} if len(steps) > 1 else "",
        due=approval.expires_at - SECOND if approval.is_open else None,
        current=current,
    )


def title_of(action: str) -> str:
    """The words for an action; its name where it is not known any more."""
    known = registry.ACTIONS.get(action)
    return str(known.title) if known else action


def listed(request: ActingRequest, wish: Wish, *, open_now: Approval | None = None) -> dict[str, Any]:
    """The list, the other lists with their counts, and what came back."""
    by, at, member = request.actor, request.at, request.staff_member
    found = shelves.on_shelf(wish.shelf, by=by, member=member, at=at)
    if wish.shelf == Shelf.DECIDED:
        found = _filtered(found, wish, request)
    page = shelves.page_of(found, after=wish.after)
    shown_now = open_now.pk if open_now is not None else next((a.pk for a in page.approvals), None)
    rows = [row(approval, wish, current=approval.pk == shown_now) for approval in page.approvals]
    numbers = shelves.counts(by=by, member=member, at=at)
    decided = [(s.value, s.label) for s in ApprovalStatus if s not in OPEN]
    return {
        "wish": wish,
        "rows": rows,
        "more": wish.address(after=page.after) if page.after else "",
        "shelves": [_tab(shelf, wish, numbers.get(shelf)) for shelf in _offered(request)],
        "statuses": [("", _("Any outcome")), *decided],
        "whose": [(one.value, one.label) for one in Whose],
        "came_back": [row(a, wish.on(Shelf.ASKED)) for a in _came_back(request)],
    }


def _offered(request: ActingRequest) -> list[Shelf]:
    """Who may not decide has no lists of what to decide."""
    if "authority.approve" in request.powers or "authority.decline" in request.powers:
        return list(Shelf)
    return [Shelf.ASKED, Shelf.ESCALATED, Shelf.DECIDED]


def _tab(shelf: Shelf, wish: Wish, number: int | None) -> NavItem:
    return NavItem(
        label=str(shelf.label),
        url=wish.on(shelf).address(),
        current=shelf == wish.shelf,
        count=number or None,
    )


def _came_back(request: ActingRequest) -> list[Approval]:
    return list(shelves.came_back(by=request.actor).prefetch_related("steps")[:10])


def _filtered(found: Any, wish: Wish, request: ActingRequest) -> Any:
    if wish.status:
        found = found.filter(status=wish.status)
    if wish.whose == Whose.BY_ME:
        found = found.filter(decided_by=request.actor)
    elif wish.whose == Whose.FOR_ME:
        found = found.filter(asked_by=request.actor)
    return found


def shown(
    request: ActingRequest,
    approval: Approval,
    wish: Wish,
    *,
    move: Move | None = None,
    refused: str = "",
    form: MoveForm | None = None,
) -> dict[str, Any]:
    """One ask with the facts, its steps, what was said about it, who could decide it, and the moves of this viewer."""
    by, at = request.actor, request.at
    mine = approval.asked_by_id == by.pk
    known, why_not = _standing(request, approval) if approval.is_open else (None, "")
    could = deciders.who_could(approval, at=at, known=known)
    others = [member for member in could if member.actor_id != by.pk]
    moves = _moves(request, approval, can_decide=not why_not, readable=known is not None)
    notes = list(approval.notes.select_related("by", "to"))
    return {
        "approval": approval,
        "row": row(approval, wish),
        "facts": _facts(approval),
        "says_amount": approval.amount is not None and "amount" not in approval.arguments,
        "stale": approval.is_open and deciders.is_stale(approval),
        "changed": _changed(approval) if approval.is_open else [],
        "steps": list(approval.steps.select_related("decided_by", "authorized_by")),
        "notes": notes,
        "question": next((note for note in reversed(notes) if note.kind == NoteKind.QUESTION), None),
        "asker": StaffMember.objects.filter(actor=approval.asked_by_id).select_related("unit").first(),
        "mine": mine,
        "why_not": "" if mine else why_not,
        "could": others,
        "colleagues": [(member.reference, f"{member.actor.name}, {member.unit.name}") for member in others],
        "moves": [(one, f"{wish.address(approval.reference, do=one.value)}", KEYS[one]) for one in moves],
        "to_note": Move.ACKNOWLEDGE in moves,
        "move": move.value if move in moves else "",
        "last_step": sum(step.decided_by_id is None for step in approval.steps.all()) <= 1,
        "refused": refused,
        "form": form or MoveForm(),
    }


def _standing(request: ActingRequest, approval: Approval) -> tuple[deciders.Pending | None, str]:
    """What it still takes, None where it can't be read back any more; and why this viewer can't decide it."""
    by, at = request.actor, request.at
    try:
        known = deciders.pending(approval, at=at)
    except Refused as gone:
        return None, str(gone)
    return known, deciders.why_not(approval, by=by, at=at, known=known)


def _moves(request: ActingRequest, approval: Approval, *, can_decide: bool, readable: bool) -> list[Move]:
    """What this viewer can do about it, in the order of the page."""
    powers, waits = request.powers, approval.status == ApprovalStatus.WAITING
    decline = [Move.DECLINE] if "authority.decline" in powers else []
    if approval.asked_by_id == request.actor.pk:
        if not approval.is_open:
            return [Move.ACKNOWLEDGE] if approval.seen_at is None else []
        answers = [] if waits else [Move.ANSWER]
        return [*answers, Move.WITHDRAW] if "authority.withdraw" in powers else answers
    if not approval.is_open:
        return []
    if not readable:
        return decline
    if not can_decide:
        return [Move.DELEGATE] if was_escalated_to(approval, request.actor) else []
    if waits:
        return [Move.APPROVE, *decline, Move.QUESTION, Move.DELEGATE]
    return [*decline, Move.DELEGATE]


def _facts(approval: Approval) -> list[tuple[str, str]]:
    """What the rooms say of it now; what was kept when it was asked, where nothing is there any more."""
    now = [(str(label), str(text)) for label, text in facts_of(approval)]
    return now or [(label, text) for label, text in approval.facts]


def _changed(approval: Approval) -> list[tuple[str, str, str]]:
    """Facts that are not what they were when it was asked: (label, then, now)."""
    then, now = dict(approval.facts), dict(asking.facts_now(approval))
    labels = list(dict.fromkeys([*then, *now]))
    return [(one, then.get(one, ""), now.get(one, "")) for one in labels if then.get(one) != now.get(one)]
