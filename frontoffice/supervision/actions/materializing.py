"""The share of messages that is held stands in the grant by which somebody sends: that is what the code checks."""

from datetime import datetime
from decimal import Decimal

from frontoffice.authority.actions.granting import set_review_share
from frontoffice.authority.models import StaffMember
from frontoffice.foundation.models import Actor
from frontoffice.supervision.shares import RELEASE


def materialize(member: StaffMember, share: Decimal, reason: str, *, by: Actor, at: datetime) -> None:
    """Have the member's grants to send say this share, inside the caller's action.

    Whoever sets it holds the power to send themselves, for a lower share is more power. Raises MoreThanYouHold.
    """
    set_review_share(staff_member=member, action=RELEASE, share=share, reason=reason[:500], by=by, at=at)
