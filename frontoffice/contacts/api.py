"""What goes back of a contact, of a verification in it, and of what was told."""

from datetime import datetime

from pydantic import BaseModel

from frontoffice.authority.registry import shown
from frontoffice.contacts import listings as listings
from frontoffice.contacts.models import (
    CallBack,
    ClaimAudit,
    Contact,
    Disclosure,
    Transfer,
    Verification,
    VerificationMethod,
    WrapUpCode,
)
from frontoffice.foundation.models import Actor


class ContactOut(BaseModel):
    reference: str
    channel: str
    direction: str
    language: str
    arrived_at: datetime
    started_at: datetime
    left_at: datetime | None
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
        arrived_at=contact.arrived_at,
        started_at=contact.started_at,
        left_at=contact.left_at,
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


class CallBackOut(BaseModel):
    """`member` is the reference of who calls, empty for anybody of the unit; `missed_at` when it was found late."""

    reference: str
    contact: str
    customer: str | None
    name: str
    number: str
    about: str
    due_at: datetime
    unit: str
    member: str
    state: str
    missed_at: datetime | None


class TransferOut(BaseModel):
    """`taken_as` is the contact in which somebody went on with them."""

    reference: str
    contact: str
    unit: str
    member: str
    number: str
    warm: bool
    at: datetime
    arrived_at: datetime
    taken_as: str
    missed_at: datetime | None
    gone_at: datetime | None


class WrapUpOut(BaseModel):
    reference: str
    code: str
    name: str
    resolves: bool
    active: bool


class ClaimAuditOut(BaseModel):
    contact: str
    agrees: bool
    note: str


@shown(CallBack)
def call_back_out(promised: CallBack, by: Actor) -> CallBackOut:
    return CallBackOut(
        reference=promised.reference,
        contact=promised.contact.reference,
        customer=promised.customer.reference if promised.customer is not None else None,
        name=promised.name,
        number=promised.number,
        about=promised.about,
        due_at=promised.due_at,
        unit=promised.unit.code,
        member=promised.member.reference if promised.member is not None else "",
        state=promised.state,
        missed_at=promised.missed_at,
    )


@shown(Transfer)
def transfer_out(passed_on: Transfer, by: Actor) -> TransferOut:
    return TransferOut(
        reference=passed_on.reference,
        contact=passed_on.contact.reference,
        unit=passed_on.to_unit.code if passed_on.to_unit is not None else "",
        member=passed_on.to_member.reference if passed_on.to_member is not None else "",
        number=passed_on.to_number,
        warm=passed_on.warm,
        at=passed_on.at,
        arrived_at=passed_on.contact.arrived_at,
        taken_as=passed_on.taken_as.reference if passed_on.taken_as is not None else "",
        missed_at=passed_on.missed_at,
        gone_at=passed_on.gone_at,
    )


@shown(WrapUpCode)
def wrap_up_out(made: WrapUpCode, by: Actor) -> WrapUpOut:
    return WrapUpOut(
        reference=made.reference,
        code=made.code,
        name=made.name,
        resolves=made.resolves,
        active=made.active,
    )


@shown(ClaimAudit)
def claim_audit_out(made: ClaimAudit, by: Actor) -> ClaimAuditOut:
    return ClaimAuditOut(contact=made.contact.reference, agrees=made.agrees, note=made.note)
