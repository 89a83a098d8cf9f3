"""What others may learn of the automated representative."""

from frontoffice.foundation.events import fact


@fact("representative.PostSetUp")
class PostSetUp:
    post_id: int
    daily_ceiling: int


@fact("representative.SwitchedOn")
class SwitchedOn:
    post_id: int


@fact("representative.SwitchedOff")
class SwitchedOff:
    post_id: int


@fact("representative.InquiryTakenUp")
class InquiryTakenUp:
    """`outcome` is drafted, referred, could_not or left; `why` says why there is no draft."""

    attempt_id: int
    case_id: int
    outcome: str
    why: str


@fact("representative.DraftDecided")
class DraftDecided:
    """`decision` is released, edited, rejected or withdrawn; `reason` why it was rejected."""

    attempt_id: int
    case_id: int
    decision: str
    reason: str
