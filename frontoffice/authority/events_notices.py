"""What others may learn of notices."""

from frontoffice.foundation.events import fact


@fact("authority.NoticeMailChosen")
class NoticeMailChosen:
    """Of so many kinds of notices they are told by e-mail too."""

    staff_member_id: int
    at_once: int
    daily: int


@fact("authority.NoticesMarked")
class NoticesMarked:
    staff_member_id: int
    number: int
    read: bool
