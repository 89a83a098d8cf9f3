"""What the worker looks after from time to time: the mailboxes, and mails with nobody at them any more."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from frontoffice.foundation.models import Actor
from frontoffice.foundation.schedules import every
from frontoffice.intake import polling
from frontoffice.intake.actions.ending import hold
from frontoffice.intake.models import Incoming, Mailbox, State
from frontoffice.intake.queries.mails import with_nobody_at_them

GIVEN_UP = "It could not be handled by itself: %s"


@every(timedelta(seconds=settings.MAIL_POLL_SECONDS))
def poll_mailboxes(*, by: Actor, at: datetime) -> None:
    """Look into each mailbox that is switched on."""
    for mailbox in Mailbox.objects.filter(active=True).order_by("pk"):
        polling.poll(mailbox, by=by, at=at)


@every(timedelta(minutes=1))
def hold_what_is_left(*, by: Actor, at: datetime) -> None:
    """No mail stays unread or unhandled for good: where all attempts failed, a person sees it."""
    for incoming_id, words in with_nobody_at_them():
        with transaction.atomic():
            incoming = Incoming.objects.select_for_update().get(pk=incoming_id)
            if incoming.state in {State.KEPT, State.PARSED}:
                hold(incoming, GIVEN_UP % (words or "the attempts ended without a reason."), by=by, at=at)
