"""What others may learn from authority."""

from datetime import date, datetime

from frontoffice.foundation.events import fact


@fact("authority.StaffAppointed")
class StaffAppointed:
    staff_member_id: int
    level: str


@fact("authority.SeriesAdopted")
class SeriesAdopted:
    series_id: int
    code: str


@fact("authority.DefaultChanged")
class DefaultChanged:
    level_id: int
    action: str


@fact("authority.SupervisionChanged")
class SupervisionChanged:
    level_id: int


@fact("authority.StandingSet")
class StandingSet:
    staff_member_id: int
    status: str


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


@fact("authority.ApprovalStepTaken")
class ApprovalStepTaken:
    """One of several agreed; the next has to."""

    approval_id: int
    action: str
    number: int


@fact("authority.ApprovalQuestioned")
class ApprovalQuestioned:
    approval_id: int
    action: str


@fact("authority.ApprovalAnswered")
class ApprovalAnswered:
    approval_id: int
    action: str


@fact("authority.ApprovalDelegated")
class ApprovalDelegated:
    """Handed to a colleague, who decides on their own authority."""

    approval_id: int
    action: str
    to_id: int


@fact("authority.ApprovalEscalated")
class ApprovalEscalated:
    """It waited too long; also shown to a supervisor, where there is one up the line."""

    approval_id: int
    action: str
    to_id: int | None


@fact("authority.ApprovalSeen")
class ApprovalSeen:
    """Who asked knows the outcome."""

    approval_id: int


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


@fact("authority.PostEnded")
class PostEnded:
    staff_member_id: int
    until: datetime


@fact("authority.PostMoved")
class PostMoved:
    staff_member_id: int
    level: str


@fact("authority.PasswordReset")
class PasswordReset:
    staff_member_id: int


@fact("authority.PasswordChosen")
class PasswordChosen:
    staff_member_id: int


@fact("authority.FactorsReset")
class FactorsReset:
    staff_member_id: int


@fact("authority.SignedIn")
class SignedIn:
    sign_in_id: int
    method: str
    second_factor: bool


@fact("authority.SignInEnded")
class SignInEnded:
    sign_in_id: int


@fact("authority.IdentityBound")
class IdentityBound:
    identity_id: int


@fact("authority.IdentityReleased")
class IdentityReleased:
    identity_id: int


@fact("authority.CertificationAwarded")
class CertificationAwarded:
    certification_id: int


@fact("authority.CertificationWithdrawn")
class CertificationWithdrawn:
    certification_id: int


@fact("authority.CertificationLapsed")
class CertificationLapsed:
    certification_id: int


@fact("authority.InterestDeclared")
class InterestDeclared:
    interest_id: int
    relation: str


@fact("authority.InterestEnded")
class InterestEnded:
    interest_id: int


@fact("authority.SmallOfficeSet")
class SmallOfficeSet:
    small_office_id: int


@fact("authority.CompensatingReviewDone")
class CompensatingReviewDone:
    review_id: int
    right: bool


@fact("authority.GlassBroken")
class GlassBroken:
    access_id: int
    reason: str


@fact("authority.FindingReviewed")
class FindingReviewed:
    finding_id: int
    pattern: str
    outcome: str


@fact("authority.AuditExported")
class AuditExported:
    source: str
    rows: int


@fact("authority.ActingNamed")
class ActingNamed:
    acting_term_id: int


@fact("authority.ActingAccepted")
class ActingAccepted:
    acting_term_id: int


@fact("authority.ActingDeclined")
class ActingDeclined:
    acting_term_id: int


@fact("authority.ActingEnded")
class ActingEnded:
    acting_term_id: int


@fact("authority.AccessReasonDefined")
class AccessReasonDefined:
    code: str
    active: bool


@fact("authority.WorkHandedOver")
class WorkHandedOver:
    hand_over_id: int
    to_id: int
    number: int


@fact("authority.HandOverUndone")
class HandOverUndone:
    hand_over_id: int
    number: int
