"""Changing addresses: which role, from when on, at whose word; verified in the contact at hand (ACC-1, ACC-4)."""

import datetime as dt
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.events import AddressChanged, AddressEnded, DeliverabilityChanged
from frontoffice.customers.indexing import index
from frontoffice.customers.keeping import locked
from frontoffice.customers.models import Address, AddressRole, Ground, Party, Requester
from frontoffice.customers.office_days import office_day
from frontoffice.customers.postal import standardize
from frontoffice.customers.queries.reading import address_on
from frontoffice.customers.queries.together import all_of
from frontoffice.customers.verified import Verified, demand_verified
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Text = Annotated[str, Field(min_length=1, max_length=500)]
Evidence = Annotated[str, Field(max_length=200)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]
FARTHEST_AHEAD = dt.timedelta(days=366)
OWN_MISTAKE = dt.timedelta(
    days=1
)  # so long who keyed an address takes it back without asking the customer again


class NoAddress(BadInput):
    message = _("Write the address.")
    field = "address"


class WhichRole(BadInput):
    message = _(
        "Say which address changes: where they live, for letters, for bills, or where the service is."
    )
    field = "roles"


class EffectiveOutOfBounds(BadInput):
    message = _("It counts from a day within the coming year, and ends after that day.")
    field = "effective_on"


class ReceivedLater(BadInput):
    message = _("The office cannot have had the request later than today.")
    field = "received_on"


class RequestNotNamed(BadInput):
    message = _("Say where the signed request is to be found, and what it was matched with.")
    field = "evidence"


class OnFileAlready(Refused):
    message = _("This is the address on file already.")


class EndedAlready(Refused):
    message = _("This address does not count any more.")


class ReasonNeeded(BadInput):
    message = _("Give the reason.")
    field = "reason"


@dataclass(frozen=True)
class Given:
    """An address as somebody gave it, with its days and at whose word; days that were not said are today."""

    as_given: str
    effective_on: dt.date | None = None
    received_on: dt.date | None = None
    until_on: dt.date | None = None
    happened_on: dt.date | None = None
    requester: Requester = Requester.CUSTOMER
    requester_name: str = ""
    evidence: str = ""
    country: str = "US"
    confidential: bool = False

    def tidy(self) -> "Given":
        """Without what belongs to no text."""
        return replace(
            self,
            as_given=self.as_given.replace("\x00", "").strip(),
            requester_name=self.requester_name.strip(),
            evidence=self.evidence.strip(),
        )


@action("customers.change_address", title=_("Change an address"), subject="party")
def change_address(
    *,
    party: Party,
    roles: list[AddressRole],
    address: Text,
    effective_on: dt.date | None = None,
    until_on: dt.date | None = None,
    happened_on: dt.date | None = None,
    received_on: dt.date | None = None,
    ground: Ground = Ground.IN_CONTACT,
    requester: Requester = Requester.CUSTOMER,
    requester_name: Annotated[str, Field(max_length=200)] = "",
    evidence: Evidence = "",
    country: Country = "US",
    confidential: bool = False,
    by: Actor,
    at: datetime,
) -> Party:
    """From a day on another address counts in these roles; the earlier ones stay in the history (X2).

    At the word of whoever was verified in this colleague's contact, as well as the party demands, or on a signed
    request; the first address of whom one has just put on file without. Raises NoAddress, WhichRole, OnFileAlready,
    EffectiveOutOfBounds, ReceivedLater, RequestNotNamed, NotVerified, VerifiedTooWeakly.
    """
    given = Given(
        address,
        effective_on,
        received_on,
        until_on,
        happened_on,
        requester,
        requester_name,
        evidence,
        country,
        confidential,
    )
    return _change(party, roles, given, ground, by=by, at=at)


@action("customers.end_address", title=_("End an address"), subject="address")
def end_address(
    *,
    address: Address,
    reason: Annotated[str, Field(min_length=1, max_length=200)],
    ended_on: dt.date | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """The address counts no more from a day on; what was on file before it counts again, where there is any.

    Who keyed it takes a mistake back the same day; else the customer is verified, as for a change. Raises EndedAlready,
    ReasonNeeded, EffectiveOutOfBounds, NotVerified, VerifiedTooWeakly.
    """
    party = locked(address.party)
    address = Address.objects.select_for_update(of=("self",)).select_related("party").get(pk=address.pk)
    if address.ended_on is not None:
        raise EndedAlready
    if not reason.strip():
        raise ReasonNeeded
    today = office_day(at)
    from_day = ended_on or max(today, address.effective_on)
    if not address.effective_on <= from_day <= max(address.effective_on, today + FARTHEST_AHEAD):
        raise EffectiveOutOfBounds(field="ended_on")
    own_mistake = address.recorded_by_id == by.pk and at - address.recorded_at <= OWN_MISTAKE
    if not own_mistake:
        demand_verified(party, own=True, by=by, at=at)
    address.ended_on, address.ended_at, address.ended_by = from_day, at, by
    address.ended_because = reason.strip()
    address.save(update_fields=["ended_on", "ended_at", "ended_by", "ended_because"])
    ended = AddressEnded(
        party_id=address.party_id, address_id=address.pk, role=address.role, ended_on=from_day
    )
    announce(ended, about=address.party, by=by, at=at)
    return party


@action("customers.mark_deliverability", title=_("Mark whether letters arrive"), subject="address")
def mark_deliverability(
    *, address: Address, undeliverable_since: dt.date | None = None, by: Actor, at: datetime
) -> Party:
    """Letters to this address come back since a day, or (no day) arrive again. It stays on file (ACC-7)."""
    address = Address.objects.select_for_update(of=("self",)).select_related("party").get(pk=address.pk)
    if undeliverable_since is not None and undeliverable_since > office_day(at):
        raise ReceivedLater(field="undeliverable_since")
    if address.undeliverable_since != undeliverable_since:
        address.undeliverable_since = undeliverable_since
        address.save(update_fields=["undeliverable_since"])
        marked = DeliverabilityChanged(
            party_id=address.party_id, address_id=address.pk, since=undeliverable_since
        )
        announce(marked, about=address.party, by=by, at=at)
    return address.party


def new_address(
    party: Party,
    role: AddressRole,
    given: Given,
    *,
    today: dt.date,
    ground: Ground = Ground.REGISTRATION,
    shown: Verified | None = None,
    by: Actor,
    at: datetime,
) -> Address:
    """The row and fact of an address, inside the caller's action. Raises OnFileAlready."""
    postal, effective_on = standardize(given.as_given, given.country), given.effective_on or today
    there = address_on(party, role, effective_on)
    if there is not None and there.normal == postal.normal and not (given.until_on or there.until_on):
        raise OnFileAlready
    said = vars(given) | {
        "effective_on": effective_on,
        "received_on": given.received_on or today,
        "channel": shown.channel if shown is not None else "",
        "verification": shown.reference if shown is not None else "",
        "level": shown.level if shown is not None else 0,
    }
    made = Address.objects.create(
        party=party, role=role, ground=ground, **vars(postal), **said, recorded_at=at, recorded_by=by
    )
    changed = AddressChanged(
        party_id=party.pk,
        address_id=made.pk,
        role=role.value,
        ground=made.ground,
        effective_on=effective_on,
    )
    announce(changed, about=party, by=by, at=at)
    return made


def _change(
    party: Party, roles: list[AddressRole], given: Given, ground: Ground, *, by: Actor, at: datetime
) -> Party:
    given = given.tidy()
    if not given.as_given:
        raise NoAddress
    if not roles:
        raise WhichRole
    party = locked(party)
    today = office_day(at)
    _check_days(given, today)
    shown = _shown_by(party, ground, given, by=by, at=at)
    rests_on = _ground(ground, shown)
    for role in dict.fromkeys(roles):
        new_address(party, role, given, today=today, ground=rests_on, shown=shown, by=by, at=at)
    index(party)
    return party


def _shown_by(party: Party, ground: Ground, given: Given, *, by: Actor, at: datetime) -> Verified | None:
    """What shows that the change comes from the customer; None for a signed request, and for the first one of all."""
    if ground is Ground.SIGNED_REQUEST:
        if not given.evidence:
            raise RequestNotNamed
        return None
    fresh = party.registered_by_id == by.pk and at.date() - party.since <= OWN_MISTAKE
    if fresh and not all_of(Address, party).exists():
        return None
    return demand_verified(party, own=given.requester is Requester.CUSTOMER, by=by, at=at)


def _ground(said: Ground, shown: Verified | None) -> Ground:
    """What it rests on in fact, whatever was said."""
    if shown is not None:
        return Ground.IN_CONTACT
    return said if said is Ground.SIGNED_REQUEST else Ground.REGISTRATION


def _check_days(given: Given, today: dt.date) -> None:
    effective_on = given.effective_on or today
    if effective_on > today + FARTHEST_AHEAD or (
        given.until_on is not None and given.until_on <= effective_on
    ):
        raise EffectiveOutOfBounds
    if given.received_on is not None and given.received_on > today:
        raise ReceivedLater
