"""What others may learn from authority."""

from datetime import date

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


@fact("authority.OfficeClosed")
class OfficeClosed:
    office_id: int
    first: date
    last: date


@fact("authority.SpecialHoursSet")
class SpecialHoursSet:
    office_id: int
    day: date


@fact("authority.WeeklyHoursSet")
class WeeklyHoursSet:
    office_id: int
    effective_from: date


@fact("authority.CalendarDayRestored")
class CalendarDayRestored:
    office_id: int
    day: date
