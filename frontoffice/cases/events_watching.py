"""What others may learn of who watches what."""

from frontoffice.foundation.events import fact


@fact("cases.WatchBegun")
class WatchBegun:
    """Of a case or of a topic; `why` is wanted, assigned or mentioned."""

    watch_id: int
    staff_member_id: int
    why: str


@fact("cases.WatchEnded")
class WatchEnded:
    watch_id: int
    staff_member_id: int
