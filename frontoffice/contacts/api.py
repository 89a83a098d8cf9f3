"""What goes back of a contact, of a verification in it, and of what was told."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.contacts.models import Contact, Disclosure, Verification, VerificationMethod
from frontoffice.foundation.models import Actor


class ContactOut(BaseModel):
    reference: str
    channel: str
    direction: str
    language: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    customer: str | None


@shown(Contact)
def contact_out(contact: Contact, by: Actor) -> ContactOut:
    """The customer behind it is named to staff only."""
    return ContactOut(
        reference=contact.reference,
        channel=contact.channel,
        direction=contact.direction,
        language=contact.language,
        started_at=contact.started_at,
        ended_at=contact.ended_at,
        outcome=contact.outcome,
        customer=contact.customer.reference if by.is_staff and contact.customer is not None else None,
    )


class VerificationOut(BaseModel):
    """`level` 1 to 3; it counts until the contact ends."""

    contact: str
    customer: str
    method: str
    evidence: str
    level: int
    passed: bool


class DisclosedItemOut(BaseModel):
    code: str
    text: str


class DisclosureOut(BaseModel):
    """What was told, word for word."""

    reference: str
    contact: str
    customer: str
    basis: str
    authority: str
    confidentiality: int
    at: datetime
    items: list[DisclosedItemOut]


class MethodOut(BaseModel):
    reference: str
    code: str
    name: str
    level: int
    evidence: list[str]
    channels: list[str]
    active: bool


@shown(Verification)
def verification_out(made: Verification, by: Actor) -> VerificationOut:
    return VerificationOut(
        contact=made.contact.reference,
        customer=made.party.reference,
        method=made.method,
        evidence=made.evidence,
        level=made.level,
        passed=made.passed,
    )


@shown(Disclosure)
def disclosure_out(told: Disclosure, by: Actor) -> DisclosureOut:
    return DisclosureOut(
        reference=told.reference,
        contact=told.contact.reference,
        customer=told.party.reference,
        basis=told.basis,
        authority=told.authority,
        confidentiality=told.confidentiality,
        at=told.at,
        items=[DisclosedItemOut(code=item.code, text=item.text) for item in told.items.all()],
    )


@shown(VerificationMethod)
def method_out(method: VerificationMethod, by: Actor) -> MethodOut:
    return MethodOut(
        reference=method.reference,
        code=method.code,
        name=method.name,
        level=method.level,
        evidence=method.evidence,
        channels=method.channels,
        active=method.active,
    )
