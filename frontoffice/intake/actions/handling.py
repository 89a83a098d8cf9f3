"""What becomes of a mail without anybody being asked: it opens or joins a case, is put on record, or is held.

Each runs in the transaction of its delivery: the mail, what it did, and that it was told commit together, once.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from frontoffice.correspondence.models import Message
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.intake.actions import bouncing
from frontoffice.intake.actions.acknowledging import acknowledge
from frontoffice.intake.actions.ending import end, hold
from frontoffice.intake.actions.entering import join, open_from
from frontoffice.intake.matching import is_ours, match_of
from frontoffice.intake.models import Automatic, Disposition, Incoming, Mail, State

AN_HOUR = timedelta(hours=1)
FILED = {Automatic.REPLY, Automatic.MAYBE, Automatic.GENERATED}


def handle(incoming_id: int, *, by: Actor, at: datetime) -> None:
    """End a parsed mail in one disposition, or hold it; told again, it does nothing."""
    incoming = Incoming.objects.select_for_update().get(pk=incoming_id)
    if incoming.state != State.PARSED:
        return
    incoming = Incoming.objects.select_related("mailbox__topic__unit", "mail", "raw").get(pk=incoming_id)
    mail = incoming.mail
    if incoming.automatic == Automatic.REPORT and bouncing.file(incoming, mail, by=by, at=at):
        return
    if _from_ourselves(incoming, by=by, at=at):
        return
    match = match_of(incoming, mail)
    if (incoming.automatic in FILED and match is not None) or incoming.automatic == Automatic.REPLY:
        incoming.case = match.case if match is not None else None
        end(incoming, Disposition.AUTOMATIC, by=by, at=at)
        return
    reason = _why_not(incoming, mail, joins=match is not None, at=at)
    if reason:
        hold(incoming, reason, by=by, at=at)
        return
    try:
        with transaction.atomic():
            if match is None:
                open_from(incoming, mail, topic=incoming.mailbox.topic.code, by=by, at=at)
            else:
                join(incoming, mail, match, by=by, at=at)
    except Refused as refusal:
        incoming.refresh_from_db()
        hold(incoming, str(refusal), by=by, at=at)
        return
    if incoming.disposition == Disposition.OPENED and incoming.automatic == Automatic.NO:
        acknowledge(incoming, mail, by=by, at=at)


def _from_ourselves(incoming: Incoming, *, by: Actor, at: datetime) -> bool:
    """Our own mail came back to us, or one that says it is ours: neither may go round in a circle."""
    if incoming.message_id and Message.objects.filter(message_id=incoming.message_id).exists():
        end(incoming, Disposition.OWN, by=by, at=at)
        return True
    if incoming.from_address and is_ours(incoming.from_address):
        hold(incoming, _("It says that it was sent from our own address."), by=by, at=at)
        return True
    return False


def _why_not(incoming: Incoming, mail: Mail, *, joins: bool, at: datetime) -> str:
    """Why a person has to look at it first; empty where nothing speaks against."""
    if not incoming.from_address:
        return _("It names no sender that could be answered.")
    if not mail.text and not incoming.subject and not mail.parts.exists():
        return _("It is empty.")
    if joins:
        return ""
    if incoming.automatic:
        return _("It was written or sent by a program, and belongs to no case.")
    recent = Incoming.objects.filter(
        from_address=incoming.from_address,
        disposition=Disposition.OPENED,
        handled_at__gt=at - AN_HOUR,
    )
    if recent.count() >= settings.MAIL_CASES_PER_SENDER:
        return _("This sender has opened many cases within an hour.")
    return ""
