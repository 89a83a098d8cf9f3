"""People who ask and people who decide, and the asks that these tests start from."""

import itertools
from decimal import Decimal
from typing import Any

from frontoffice.authority.models import Approval, StaffMember
from frontoffice.foundation.actors import Actor
from frontoffice.foundation.money import Money
from tests.factories import NOW, staff

FOUND = "tests.found_unit"
DECIDES = ("authority.approve", "authority.decline")
OWN = ("authority.withdraw",)
_codes = itertools.count(1)


def asker(name: str = "Noor Haddad", **given: Any) -> StaffMember:
    """Somebody who may ask for a unit to be founded, and take that back."""
    return staff(name, asks=[FOUND], grants=OWN, **given)


def chief(name: str = "Ruth Okafor", *also: str, **given: Any) -> StaffMember:
    """Somebody who may found units without limit and decide what others ask for."""
    return staff(name, grants=[*DECIDES, *OWN, FOUND, *also], **given)


def small_chief(name: str = "Tom Reyes", limit: str = "50", **given: Any) -> StaffMember:
    """Somebody who decides up to an amount."""
    return staff(name, grants=DECIDES, limits={FOUND: Decimal(limit)}, **given)


def asked(found_unit: Any, by: Actor, *, amount: str = "5.00", at: Any = NOW, code: str = "") -> Approval:
    """An ask for a unit of that cost, for somebody who has nothing to do with it."""
    member = StaffMember.objects.filter(actor__name="Somebody Else").first() or staff("Somebody Else")
    made: Approval = found_unit(
        member=member, code=code or f"u{next(_codes)}", amount=Money(amount), by=by, at=at
    )
    return made
