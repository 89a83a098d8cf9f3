"""What others may learn of triggers."""

from frontoffice.foundation.events import fact


@fact("cases.TriggerPublished")
class TriggerPublished:
    """It counts from now on, with so many powers that its publisher lent it."""

    trigger_id: int
    version_id: int
    powers: int


@fact("cases.TriggerPaused")
class TriggerPaused:
    trigger_id: int


@fact("cases.TriggerResumed")
class TriggerResumed:
    trigger_id: int


@fact("cases.TriggerFired")
class TriggerFired:
    """Its conditions held of a case; `state` says whether it did something (done, refused, loop)."""

    trigger_id: int
    case_id: int
    firing_id: int
    state: str
