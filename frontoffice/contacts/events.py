"""What others may learn of contacts."""

from frontoffice.foundation.events import fact


@fact("contacts.ContactBegan")
class ContactBegan:
    contact_id: int
    channel: str
    direction: str


@fact("contacts.ContactEnded")
class ContactEnded:
    contact_id: int
    outcome: str


@fact("contacts.MethodDefined")
class MethodDefined:
    method_id: int
    level: int
    active: bool


@fact("contacts.IdentityVerified")
class IdentityVerified:
    """Somebody showed who they are to a level; `passed` false: they tried and did not."""

    contact_id: int
    verification_id: int
    party_id: int
    level: int
    passed: bool


@fact("contacts.InformationReleased")
class InformationReleased:
    """So many items of the customer's record were told; what was said is in the disclosure."""

    contact_id: int
    disclosure_id: int
    party_id: int
    items: int
    confidentiality: int


@fact("contacts.ContactTimeTurned")
class ContactTimeTurned:
    """From now on the time goes into this: talk, hold, wrap_up."""

    contact_id: int
    kind: str


@fact("contacts.CustomerNamed")
class CustomerNamed:
    contact_id: int
    party_id: int
    from_party_id: int | None


@fact("contacts.PurposeNamed")
class PurposeNamed:
    contact_id: int
    topic: str
    quantity: int
    wrap_up: str


@fact("contacts.PurposeDropped")
class PurposeDropped:
    contact_id: int
    topic: str


@fact("contacts.ContactNoted")
class ContactNoted:
    contact_id: int
    note_id: int


@fact("contacts.WrapUpDefined")
class WrapUpDefined:
    code_id: int
    resolves: bool
    active: bool


@fact("contacts.InterpreterUsed")
class InterpreterUsed:
    """An interpreter or relay takes part from now on (INQ-12)."""

    contact_id: int
    use_id: int
    kind: str
    language: str


@fact("contacts.InterpreterLeft")
class InterpreterLeft:
    contact_id: int
    use_id: int


@fact("contacts.ContactTransferred")
class ContactTransferred:
    contact_id: int
    transfer_id: int
    unit_id: int | None
    staff_member_id: int | None
    warm: bool


@fact("contacts.TransferTaken")
class TransferTaken:
    transfer_id: int
    contact_id: int
    from_contact_id: int


@fact("contacts.TransferMissed")
class TransferMissed:
    """Nobody took the customer in time; whoever leads the unit is told."""

    transfer_id: int
    staff_member_id: int | None


@fact("contacts.TransferGone")
class TransferGone:
    """The customer left before anybody took them."""

    transfer_id: int
    contact_id: int


@fact("contacts.CallBackPromised")
class CallBackPromised:
    call_back_id: int
    contact_id: int
    unit_id: int
    staff_member_id: int | None


@fact("contacts.CallBackGiven")
class CallBackGiven:
    """To a colleague, or (empty) to anybody of the unit."""

    call_back_id: int
    staff_member_id: int | None
    unit_id: int


@fact("contacts.CallBackTried")
class CallBackTried:
    call_back_id: int
    try_id: int
    result: str


@fact("contacts.CallBackClosed")
class CallBackClosed:
    call_back_id: int
    state: str


@fact("contacts.CallBackMissed")
class CallBackMissed:
    """Its time passed without a call; whoever leads the unit is told (INQ-10)."""

    call_back_id: int
    staff_member_id: int | None


@fact("contacts.ClaimAudited")
class ClaimAudited:
    contact_id: int
    audit_id: int
    agrees: bool
