"""Who was verified in the contact at hand, and how well they have to be: rooms above register both when ready (ACC-1).

This room knows no contacts: they say who is verified. What a customer's accounts demand it knows itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from frontoffice.customers.models import Confidentiality, Party
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused

ORDINARY, STRONG = 2, 3


@dataclass(frozen=True)
class Verified:
    """In which exchange somebody showed who they are, how well (1 to 3), and by which channel they came."""

    reference: str
    level: int
    channel: str


class Verifier(Protocol):
    """The strongest verification that holds now, of the party itself (`own`) or of somebody who acts for it."""

    def __call__(self, party: Party, *, own: bool, by: Actor, at: datetime) -> Verified | None: ...


Demand = Callable[[Party], int]
VERIFIERS: list[Verifier] = []
DEMANDS: list[Demand] = []


class NotVerified(Refused):
    message = _(
        "Nobody is verified in a contact with this customer. Start a contact and verify who they are first."
    )
    part = "session"


class VerifiedTooWeakly(Refused):
    """The message says how well they are verified, and how well they have to be."""

    part = "session"


def add_verifier(verifier: Verifier) -> None:
    """Say who is verified; the same function again changes nothing."""
    if verifier not in VERIFIERS:
        VERIFIERS.append(verifier)


def add_demand(demand: Demand) -> None:
    """Ask for a level (0 to 3) where something of the party's demands it."""
    if demand not in DEMANDS:
        DEMANDS.append(demand)


def level_needed(party: Party) -> int:
    """How well somebody has to be verified before something of this party's is changed at their word."""
    own = STRONG if party.confidentiality > Confidentiality.INTERNAL else ORDINARY
    return max([own, *(demand(party) for demand in DEMANDS)])


def verified(party: Party, *, own: bool, by: Actor, at: datetime) -> Verified | None:
    """The strongest verification in a contact that this colleague has with the party now."""
    told = (verifier(party, own=own, by=by, at=at) for verifier in VERIFIERS)
    return max((one for one in told if one is not None), key=lambda one: one.level, default=None)


def demand_verified(party: Party, *, own: bool, by: Actor, at: datetime) -> Verified:
    """That verification, where it is strong enough. Raises NotVerified, VerifiedTooWeakly."""
    return strong_enough(verified(party, own=own, by=by, at=at), level_needed(party))


def strong_enough(found: Verified | None, needed: int) -> Verified:
    """A verification that reaches the level. Raises NotVerified, VerifiedTooWeakly."""
    if found is None:
        raise NotVerified
    if found.level < needed:
        raise VerifiedTooWeakly(
            _("This needs a verification of level %(needed)s; in this contact it is %(level)s.")
            % {"needed": needed, "level": found.level}
        )
    return found
