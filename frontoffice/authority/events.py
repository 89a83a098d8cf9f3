"""What others may learn from authority."""

from frontoffice.foundation.events import fact


@fact("authority.StaffAppointed")
class StaffAppointed:
    staff_member_id: int
    level: str


@fact("authority.GrantGiven")
class GrantGiven:
    grant_id: int
    action: str


@fact("authority.GrantRevoked")
class GrantRevoked:
    grant_id: int
    action: str


@fact("authority.ApprovalAsked")
class ApprovalAsked:
    approval_id: int
    action: str


@fact("authority.ApprovalDecided")
class ApprovalDecided:
    approval_id: int
    action: str
    status: str


@fact("authority.TokenIssued")
class TokenIssued:
    token_id: int


@fact("authority.TokenRevoked")
class TokenRevoked:
    token_id: int


@fact("authority.DeliveryRetried")
class DeliveryRetried:
    delivery_id: int
