"""Numbers that others gave to a party: sealed when they come in, uncovered one at a time and on record."""

import datetime as dt
import re
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.auditing import knowing, looking
from frontoffice.authority.models import AccessKind
from frontoffice.authority.registry import action
from frontoffice.authority.signatures import SECRET
from frontoffice.customers.events import (
    IdentifierAdded,
    IdentifierEnded,
    IdentifierKindDefined,
    IdentifierUnmasked,
)
from frontoffice.customers.identifier_kinds import (
    PURPOSE,
    Kind,
    compact,
    hashes_of,
    is_valid,
    kinds,
    known_validator,
)
from frontoffice.customers.keeping import locked, recognized_anew
from frontoffice.customers.models import Identifier, IdentifierKind, Party
from frontoffice.customers.office_days import office_day
from frontoffice.customers.queries.together import counting
from frontoffice.foundation import crypto, sealing
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Code = Annotated[str, Field(max_length=40, pattern="^[a-z][a-z0-9_]*$")]
Secret = Annotated[str, Field(min_length=1, max_length=60, json_schema_extra=SECRET)]
Text = Annotated[str, Field(max_length=200)]


class UnknownKind(BadInput):
    message = _("There is no such kind of number.")
    field = "kind"


class NotSuchANumber(BadInput):
    """The message never repeats the number."""

    message = _("This can't be a number of that kind. Check each digit.")
    field = "value"


class HasOneAlready(Refused):
    message = _("Another number of this kind is on file. End that one first, if it is wrong.")


class IdentifierEndedAlready(Refused):
    message = _("This number is not used any more.")


class NoSuchRule(BadInput):
    message = _("There is no such rule for numbers.")
    field = "validator"


@action("customers.add_identifier", title=_("Add an identifying number"), subject="party")
def add_identifier(
    *,
    party: Party,
    kind: Code,
    value: Secret,
    issuer: Annotated[str, Field(max_length=60)] = "",
    expires_on: dt.date | None = None,
    evidence: Text = "",
    by: Actor,
    at: datetime,
) -> Party:
    """Put a number on file, sealed. One that is there already stays as it is.

    Raises UnknownKind, NotSuchANumber, HasOneAlready.
    """
    known = kinds().get(kind)
    if known is None:
        raise UnknownKind
    if not is_valid(known, value):
        raise NotSuchANumber
    party = locked(party)
    if _is_there(party, known, issuer, value):
        return party
    made = Identifier.objects.create(
        party=party,
        kind=kind,
        issuer=issuer.strip(),
        sealed=sealing.seal(value.strip(), purpose=PURPOSE),
        hashed=crypto.keyed_hash(compact(value), purpose=PURPOSE),
        expires_on=expires_on,
        evidence=evidence.strip(),
        from_on=office_day(at),
        recorded_at=at,
        recorded_by=by,
    )
    added = IdentifierAdded(party_id=party.pk, identifier_id=made.pk, kind=kind)
    announce(added, about=party, by=by, at=at)
    recognized_anew(party)
    return party


@action("customers.end_identifier", title=_("End an identifying number"), subject="identifier")
def end_identifier(*, identifier: Identifier, by: Actor, at: datetime) -> Party:
    """The number is wrong or not theirs any more; it stays in the history. Raises IdentifierEndedAlready."""
    rows = Identifier.objects.select_for_update(of=("self",)).select_related("party")
    identifier = rows.get(pk=identifier.pk)
    if identifier.until_on is not None:
        raise IdentifierEndedAlready
    identifier.until_on, identifier.ended_at, identifier.ended_by = office_day(at), at, by
    identifier.save(update_fields=["until_on", "ended_at", "ended_by"])
    ended = IdentifierEnded(party_id=identifier.party_id, identifier_id=identifier.pk, kind=identifier.kind)
    announce(ended, about=identifier.party, by=by, at=at)
    return identifier.party


@action("customers.unmask_identifier", title=_("Uncover an identifying number"), subject="identifier")
def unmask_identifier(*, identifier: Identifier, by: Actor, at: datetime) -> Party:
    """Put on record that a colleague uncovers the number; the page then shows it to them (REC-5).

    Who does not have the customer on their work says why first. Raises ReasonNeeded.
    """
    identifier = Identifier.objects.select_related("party").get(pk=identifier.pk)
    party = identifier.party
    known = knowing.known(party, by=by, at=at)
    looking.looked(identifier, by=by, at=at, kind=AccessKind.UNMASK, of=party, known=known)
    unmasked = IdentifierUnmasked(party_id=party.pk, identifier_id=identifier.pk, kind=identifier.kind)
    announce(unmasked, about=party, by=by, at=at)
    return party


@action("customers.define_identifier_kind", title=_("Define a kind of identifying number"))
def define_identifier_kind(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    validator: Annotated[str, Field(max_length=60, pattern=r"^([a-z]{2,8}(\.[a-z0-9_]{2,20})?)?$")] = "",
    pattern: Text = "",
    strong: bool = False,
    active: bool = True,
    by: Actor,
    at: datetime,
) -> IdentifierKind:
    """Add a kind, change one, or offer it no more. Raises NoSuchRule."""
    if validator and not known_validator(validator):
        raise NoSuchRule
    try:
        re.compile(pattern)
    except re.error:
        raise NoSuchRule(field="pattern") from None
    given = {"name": name, "validator": validator, "pattern": pattern, "strong": strong, "active": active}
    made, _created = IdentifierKind.objects.update_or_create(code=code, defaults=given)
    announce(IdentifierKindDefined(identifier_kind_id=made.pk, active=active), about=made, by=by, at=at)
    return made


def _is_there(party: Party, kind: Kind, issuer: str, value: str) -> bool:
    """Whether the party has exactly this number. Raises HasOneAlready where it has another of a kind one has once."""
    there = counting(Identifier, party).filter(kind=kind.code, issuer=issuer.strip(), until_on__isnull=True)
    hashes = list(there.values_list("hashed", flat=True))
    if set(hashes) & set(hashes_of(value)):
        return True
    if hashes and kind.strong:
        raise HasOneAlready
    return False
