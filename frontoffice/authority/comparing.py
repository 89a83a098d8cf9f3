"""Whether one person's powers reach as far as another's: asked before somebody changes how the other signs in."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority import reach
from frontoffice.authority.holding import live_grants
from frontoffice.authority.models import Grant
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class HoldsMore(Refused):
    """Who could sign in as another would hold that other's powers (STF-2)."""

    message = _("This colleague may do more than you. Somebody who may do as much has to do this.")
    status = 403
    part = "limit"


def check_holds_no_more(other: Actor, *, by: Actor, at: datetime) -> None:
    """Raises HoldsMore where `other` holds a power now that `by` does not hold as far. The system holds all."""
    if not by.is_staff:
        return
    own: dict[str, list[Grant]] = {}
    for grant in live_grants(actor=by, at=at):
        own.setdefault(grant.action, []).append(grant)
    for theirs in live_grants(actor=other, at=at):
        if not _within(theirs, own.get(theirs.action, [])):
            raise HoldsMore


def _within(theirs: Grant, own: list[Grant]) -> bool:
    if theirs.needs_approval or (theirs.review_share is not None and theirs.review_share >= 1):
        return bool(own)  # what they may only ask for, or is always read by others, is had by asking too
    wanted = reach.Reach(
        theirs.amount_limit,
        theirs.confidentiality_limit,
        theirs.complexity_limit,
        theirs.unit_id,
        theirs.program,
        theirs.until,
    )
    return any(reach.covers(grant, wanted) for grant in own)
