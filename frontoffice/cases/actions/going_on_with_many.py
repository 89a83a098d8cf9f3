"""The next of many cases: each by its own action, on the authority of whoever started it, with its end on record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority.models import Approval
from frontoffice.cases.actions.attempting import attempt
from frontoffice.cases.actions.recording import locked
from frontoffice.cases.many import ManyAct, act_of
from frontoffice.cases.models import Bulk, BulkPart, BulkState, Case
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

AT_ONCE = 50
AT_A_TIME = 25
UNDO = "undo:"


class ChangedSince(Refused):
    message = gettext_lazy("The case changed since, so it stays as it is.")


class _Tried(Exception):
    """What was only tried is rolled back."""


def go_on(bulk: Bulk, *, most: int = 0, at: datetime) -> None:
    """Do the next cases, 25 or as many as are said, inside the caller's transaction; what is done is not done again."""
    act = act_of(bulk.act)
    waiting = bulk.parts.filter(state=BulkState.WAITING).order_by("pk").select_for_update()
    for part in list(waiting[: most or AT_A_TIME]):
        case = locked(Case(pk=part.case_id))
        part.before = act.before(case) if act is not None else {}
        part.state, part.why = _do(act, bulk, case, at=at)
        part.done_at = at
        part.version = _version(case)
        part.save(update_fields=["before", "state", "why", "version", "done_at"])


def _do(act: ManyAct | None, bulk: Bulk, case: Case, *, at: datetime) -> tuple[BulkState, str]:
    """How it ends for one case: refused with the reason, or done; nothing of a refused act stays."""
    if act is None:
        return BulkState.REFUSED, _("This can't be done any more.")
    made, why = attempt(lambda: _called(act, bulk, case, by=bulk.by, at=at))
    if why:
        return BulkState.REFUSED, why
    if isinstance(made, Approval):
        return BulkState.ASKED, ""
    return (BulkState.DONE if _version(case) != case.version else BulkState.SAME), ""


def _version(case: Case) -> int:
    return Case.objects.values_list("version", flat=True).get(pk=case.pk)


def _called(act: ManyAct, bulk: Bulk, case: Case, *, by: Actor, at: datetime) -> Any:
    """The act on this case, or its taking back. Raises what the action raises, ChangedSince."""
    if not bulk.act.startswith(UNDO):
        return act.does(case, bulk.given, by=by, at=at)
    done = BulkPart.objects.get(bulk=bulk.undoes_id, case=case)
    if done.version != case.version or act.back is None:
        raise ChangedSince
    return act.back(case, done.before, by=by, at=at)


def tried(act: ManyAct, bulk: Bulk, case: Case, *, at: datetime) -> tuple[BulkState, str]:
    """How it would end for one case: it is done by its action and taken back before anybody can see it."""
    found: tuple[BulkState, str] = (BulkState.REFUSED, "")
    try:
        with transaction.atomic():
            found = _do(act, bulk, locked(case), at=at)
            raise _Tried
    except _Tried:
        return found
