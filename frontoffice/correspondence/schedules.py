"""What the worker looks after from time to time."""

from datetime import datetime, timedelta

from frontoffice.authority import by_mail
from frontoffice.correspondence import queries
from frontoffice.correspondence.actions import dispatching
from frontoffice.correspondence.actions.mailing_notices import mail_notices
from frontoffice.foundation.events import Later
from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every

NOT_HANDED_OVER = "It could not be handed over."


@every(timedelta(minutes=1))
def look_after_the_stuck(*, by: Actor, at: datetime) -> None:
    """Nothing stays in `sending` or `to be sent` with nobody at it: it is found sent, inconclusive, or failed."""
    for message_id in queries.left_in_sending(at=at):
        try:
            dispatching.take_up(message_id, by=by, at=at)
        except Later:
            continue
    for message_id, words in queries.with_nobody_to_send_them():
        dispatching.give_up(message_id, words or NOT_HANDED_OVER, by=by, at=at)


@every(timedelta(minutes=1))
def mail_what_colleagues_were_told(*, by: Actor, at: datetime) -> None:
    """A mail to each who wants to be told by e-mail too; each in its own transaction."""
    for member_id in by_mail.due(at=at):
        mail_notices(member_id, by=by, at=at)
