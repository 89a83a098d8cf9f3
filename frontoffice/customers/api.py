"""What goes back of a customer."""

import datetime as dt

from django.db.models import QuerySet
from pydantic import BaseModel

from frontoffice.authority.registry import shown, shown_in_lists
from frontoffice.customers import account_presenters, listings, presenters, safekeeping
from frontoffice.customers.identifier_kinds import masked
from frontoffice.customers.models import Address, ContactPoint, Identifier, Party, PartyName, Preferences
from frontoffice.customers.queries import points
from frontoffice.customers.queries.reading import identifiers_of, names_of, preferences_of
from frontoffice.customers.queries.together import counting
from frontoffice.foundation.models import Actor

__all__ = [
    "account_presenters",
    "listings",
    "presenters",
    "safekeeping",
]  # declared there, loaded with this floor


class ContactPointOut(BaseModel):
    """`verified_at` is when somebody was reached there, `undeliverable_since` since when nothing arrives."""

    kind: str
    value: str
    preferred: bool = False
    verified_at: dt.datetime | None = None
    undeliverable_since: dt.datetime | None = None


class NameOut(BaseModel):
    reference: str
    kind: str
    name: str
    from_on: dt.date
    until_on: dt.date | None


class AddressOut(BaseModel):
    """`as_given` is what the customer gave, `standardized` the postal form beside it (ACC-5)."""

    reference: str
    role: str
    as_given: str
    standardized: str
    effective_on: dt.date
    until_on: dt.date | None
    undeliverable_since: dt.date | None


class IdentifierOut(BaseModel):
    """Shown by its last characters; nothing that goes out this way has it whole."""

    reference: str
    kind: str
    issuer: str
    masked: str


class PreferencesOut(BaseModel):
    language: str
    interpreter: str
    format: str
    channel: str


class PartyOut(BaseModel):
    reference: str
    kind: str
    name: str
    language: str
    contact_points: list[ContactPointOut]
    names: list[NameOut] = []
    addresses: list[AddressOut] = []
    identifiers: list[IdentifierOut] = []
    preferences: PreferencesOut | None = None
    merged_into: str | None = None


class PartyLine(BaseModel):
    reference: str
    kind: str
    name: str
    language: str


@shown_in_lists(Party)
def party_line(party: Party, by: Actor) -> PartyLine:
    """A list tells who there is; how to reach one is told of that one, for a reason (REC-6)."""
    return PartyLine(reference=party.reference, kind=party.kind, name=party.name, language=party.language)


@shown(Party)
def party_out(party: Party, by: Actor) -> PartyOut:
    """What is on file is for staff; what is confidential is not told this way (ACC-6)."""
    out = PartyOut(
        reference=party.reference,
        kind=party.kind,
        name=party.name,
        language=party.language,
        contact_points=[],
        merged_into=party.merged_into.reference if party.merged_into is not None else None,
    )
    if by.is_staff:
        said = preferences_of(party)
        out.contact_points = [_point(one) for one in points(party)]
        out.names = [_name(one) for one in names_of(party)]
        out.addresses = [_address(one) for one in _addresses(party)]
        out.identifiers = [
            _identifier(one)
            for one in identifiers_of(party)
            if one.until_on is None and one.set_aside_in_id is None
        ]
        out.preferences = _preferences(said) if said is not None else None
    return out


def _addresses(party: Party) -> QuerySet[Address]:
    return counting(Address, party).filter(confidential=False, ended_on=None).order_by("pk")


def _point(one: ContactPoint) -> ContactPointOut:
    return ContactPointOut(
        kind=one.kind,
        value=one.value,
        preferred=one.preferred,
        verified_at=one.verified_at,
        undeliverable_since=one.undeliverable_since,
    )


def _name(one: PartyName) -> NameOut:
    return NameOut(
        reference=one.reference, kind=one.kind, name=one.as_given, from_on=one.from_on, until_on=one.until_on
    )


def _address(one: Address) -> AddressOut:
    return AddressOut(
        reference=one.reference,
        role=one.role,
        as_given=one.as_given,
        standardized=one.standardized,
        effective_on=one.effective_on,
        until_on=one.until_on,
        undeliverable_since=one.undeliverable_since,
    )


def _identifier(one: Identifier) -> IdentifierOut:
    return IdentifierOut(reference=one.reference, kind=one.kind, issuer=one.issuer, masked=masked(one))


def _preferences(one: Preferences) -> PreferencesOut:
    return PreferencesOut(
        language=one.language, interpreter=one.interpreter, format=one.format, channel=one.channel
    )
