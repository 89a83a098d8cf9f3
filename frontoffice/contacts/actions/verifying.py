"""Verifying who somebody is, in a contact and for that contact alone (INQ-3, ACC-13)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.taking_contacts import open_contact
from frontoffice.contacts.events import IdentityVerified, MethodDefined
from frontoffice.contacts.methods import Method, methods
from frontoffice.contacts.models import Channel, Contact, Verification, VerificationMethod
from frontoffice.customers.models import Party
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Code = Annotated[str, Field(max_length=40, pattern="^[a-z][a-z0-9_]*$")]
MOST_FAILED = 3


class UnknownMethod(BadInput):
    message = _("There is no such way of verifying, or not in a contact of this kind.")
    field = "method"


class UnknownEvidence(BadInput):
    message = _("Choose what was looked at. Numbers of documents are not kept.")
    field = "evidence"


class TooManyTries(Refused):
    message = _("Nobody could be verified in three tries. End this contact; nothing on file is told in it.")
    part = "session"


class LevelOutOfBounds(BadInput):
    message = _("A level is 1 (weak), 2 or 3 (strong).")
    field = "level"


@action("contacts.verify_identity", title=_("Verify who somebody is"), subject="customer")
def verify_identity(
    *,
    contact: Contact,
    customer: Party,
    method: Code,
    evidence: Code,
    passed: bool = True,
    by: Actor,
    at: datetime,
) -> Verification:
    """Record that the person in this contact showed to be the customer, or tried and did not.

    It holds until the customer leaves. Raises ContactEndedAlready, NotYourContact, CustomerHasLeft, UnknownMethod,
    UnknownEvidence, TooManyTries.
    """
    contact = open_contact(contact, by=by)
    if failed(contact) >= MOST_FAILED:
        raise TooManyTries
    way = _method(method, contact)
    if evidence not in way.evidence:
        raise UnknownEvidence
    made = Verification.objects.create(
        contact=contact,
        party=customer,
        method=method,
        evidence=evidence,
        level=way.level,
        passed=passed,
        by=by,
        at=at,
    )
    if passed and contact.customer_id is None:
        contact.customer = customer
        contact.save(update_fields=["customer"])
    about = {"contact_id": contact.pk, "verification_id": made.pk, "party_id": customer.pk}
    verified = IdentityVerified(level=way.level, passed=passed, **about)
    announce(verified, about=[contact, customer], by=by, at=at)
    return made


@action("contacts.define_method", title=_("Define a way of verifying"))
def define_method(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    level: int,
    evidence: list[Code],
    channels: list[Channel] | None = None,
    active: bool = True,
    by: Actor,
    at: datetime,
) -> VerificationMethod:
    """Add a way of verifying or change one from now on. Raises LevelOutOfBounds, UnknownEvidence."""
    if level not in {1, 2, 3}:
        raise LevelOutOfBounds
    if active and not evidence:
        raise UnknownEvidence
    where = sorted(channel.value for channel in channels or [])
    given = {"name": name, "level": level, "evidence": evidence, "channels": where, "active": active}
    made, _created = VerificationMethod.objects.update_or_create(code=code, defaults=given)
    announce(MethodDefined(method_id=made.pk, level=level, active=active), about=made, by=by, at=at)
    return made


def failed(contact: Contact) -> int:
    """How many tries in this contact failed."""
    return contact.verifications.filter(passed=False).count()


def _method(code: str, contact: Contact) -> Method:
    way = methods().get(code)
    if way is None or not way.works_by(contact.channel):
        raise UnknownMethod
    return way
