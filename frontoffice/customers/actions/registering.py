"""Registering who is served, and how they can be reached."""

from datetime import datetime
from typing import Annotated

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.customers.actions.addressing import Given, new_address
from frontoffice.customers.actions.naming import NoName, new_name
from frontoffice.customers.events import ContactPointAdded, ContactPointEnded, PartyRegistered
from frontoffice.customers.indexing import index
from frontoffice.customers.keeping import locked, recognized_anew
from frontoffice.customers.models import AddressRole, ContactPoint, NameKind, Party, PartyKind, PointKind
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.parties import current
from frontoffice.customers.queries.together import all_of, counting
from frontoffice.customers.spelling import learn
from frontoffice.foundation.events import announce
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.foundation.search import words
from frontoffice.foundation.statements import Statement

REGION = "US"
Name = Annotated[str, Field(min_length=1, max_length=200)]
Value = Annotated[str, Field(min_length=1, max_length=500)]
Language = Annotated[str, Field(pattern="^[a-z]{2,3}(-[a-zA-Z]{2,4})?$")]


class NotAnEmail(BadInput):
    message = _("Enter an e-mail address like name@example.com.")
    field = "email"


class NotATelephoneNumber(BadInput):
    message = _("Enter a telephone number with its area code, like 555 555 0123.")
    field = "phone"


class NoSuchContactPoint(Refused):
    message = _("This customer has no such contact point.")


@action("customers.register", title=_("Register a customer"), open_to=["service"])
def register(
    *,
    name: Name,
    kind: PartyKind = PartyKind.PERSON,
    language: Language = "en",
    email: Annotated[str, Field(max_length=254)] = "",
    phone: Annotated[str, Field(max_length=40)] = "",
    address: Annotated[str, Field(max_length=500)] = "",
    address_roles: list[AddressRole] | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """Put a person, organization or household on file. What the address is for is letters, unless it is said (ACC-4).

    Raises NoName, NotAnEmail, NotATelephoneNumber.
    """
    return new_party(
        name=name,
        kind=kind,
        language=language,
        email=email,
        phone=phone,
        address=address,
        address_roles=address_roles,
        by=by,
        at=at,
    )


@action("customers.add_contact_point", title=_("Add a contact point"))
def add_contact_point(*, party: Party, kind: PointKind, value: Value, by: Actor, at: datetime) -> Party:
    """Add a way to reach the party; one that is there already stays as it is."""
    party = locked(party)
    add_point(party, kind, value, by=by, at=at)
    return party


@action("customers.end_contact_point", title=_("End a contact point"))
def end_contact_point(*, party: Party, kind: PointKind, value: Value, by: Actor, at: datetime) -> Party:
    """Stop using a way to reach the party; it stays in the history. Raises NoSuchContactPoint."""
    normal = normalized(kind, value)
    points = counting(ContactPoint, party).filter(kind=kind, normal=normal, until__isnull=True)
    rows = list(points.select_related("party").select_for_update(of=("self",)).order_by("pk"))
    if not rows:
        raise NoSuchContactPoint
    for point in rows:  # more than one where two files that have it go on as one
        point.until = at
        point.save(update_fields=["until"])
        ended = ContactPointEnded(party_id=point.party_id, contact_point_id=point.pk)
        announce(ended, about=point.party, by=by, at=at)
    return current(party)


def new_party(
    *,
    name: str,
    kind: PartyKind,
    language: str,
    email: str,
    phone: str,
    address: str,
    address_roles: list[AddressRole] | None = None,
    by: Actor,
    at: datetime,
) -> Party:
    """The rows and facts of a new party, inside the caller's action."""
    called, today = " ".join(name.replace("\x00", "").split()), office_day(at)
    if not called:
        raise NoName
    party = insert(Party(name=called, kind=kind, language=language, since=today, registered_by=by))
    announce(PartyRegistered(party_id=party.pk, kind=kind.value), about=party, by=by, at=at)
    new_name(party, called, NameKind.LEGAL, from_on=today, evidence="", by=by, at=at)
    for point_kind, value in ((PointKind.EMAIL, email), (PointKind.PHONE, phone)):
        if value.strip():
            _new_point(party, point_kind, value.strip(), normalized(point_kind, value), by=by, at=at)
    if address.strip():
        for role in dict.fromkeys(address_roles or [AddressRole.MAILING]):
            new_address(party, role, Given(address).tidy(), today=today, by=by, at=at)
        index(party)
    else:
        learn(words(called))
    return party


def add_point(party: Party, kind: PointKind, value: str, *, by: Actor, at: datetime) -> None:
    """A contact point inside the caller's action. Raises NotAnEmail, NotATelephoneNumber."""
    value, normal = value.strip(), normalized(kind, value)
    there = list(all_of(ContactPoint, party).filter(kind=kind, normal=normal, until__isnull=True))
    for point in there:  # one's own that was left out when two files were merged counts again
        if point.party_id == party.pk and point.set_aside_in_id is not None:
            point.set_aside_in = None
            point.save(update_fields=["set_aside_in"])
    if not any(point.set_aside_in_id is None for point in there):
        _new_point(party, kind, value, normal, by=by, at=at)


def _new_point(party: Party, kind: PointKind, value: str, normal: str, *, by: Actor, at: datetime) -> None:
    point = insert(ContactPoint(party=party, kind=kind, value=value, normal=normal, from_at=at))
    announce(ContactPointAdded(party_id=party.pk, contact_point_id=point.pk), about=party, by=by, at=at)
    recognized_anew(party)


def normalized(kind: PointKind, value: str) -> str:
    """The form in which contact points are compared. Raises NotAnEmail, NotATelephoneNumber."""
    value = value.strip()
    if kind is PointKind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            raise NotAnEmail from None
        return value.lower()
    try:
        number = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException:
        raise NotATelephoneNumber from None
    # Possible, not valid: agencies meet numbers that no table knows yet.
    if not phonenumbers.is_possible_number(number):
        raise NotATelephoneNumber
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def known_or_new(
    *, name: str, email: str, phone: str, language: str, by: Actor, at: datetime
) -> Party | None:
    """The party of this name whom the e-mail address or telephone number reaches, else a new one (ACC-9).

    Nobody becomes a customer on file by a name alone, or by a way to reach them alone: then there is none. Households
    share addresses, so the name has to be the same too. Inside the caller's action.
    """
    name = " ".join(name.split())
    given = [(PointKind.EMAIL, email), (PointKind.PHONE, phone)]
    reaches = [(kind, normalized(kind, value)) for kind, value in given if value.strip()]
    if not name or not reaches:
        return None
    for kind, normal in reaches:
        party = _REACHED.first(name=name, kind=kind.value, normal=normal)
        if party is not None:
            return current(party)
    return new_party(
        name=name,
        kind=PartyKind.PERSON,
        language=language,
        email=email,
        phone=phone,
        address="",
        by=by,
        at=at,
    )


def _reached(*, name: str, kind: str, normal: str) -> models.QuerySet[Party]:
    """Compared as the index `party_name_lower` has it, on either database."""
    found = Party.objects.alias(lowered=Lower("name")).filter(
        lowered=Lower(models.Value(name)),
        contact_points__kind=kind,
        contact_points__normal=normal,
        contact_points__until__isnull=True,
    )
    return found.select_related("merged_into").order_by("pk")[:1]


_REACHED = Statement(_reached, name=str, kind=str, normal=str)
