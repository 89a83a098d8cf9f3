"""Telling the sender that the mail is here, under which number, and until when there will be an answer."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from frontoffice.cases.models import Case
from frontoffice.correspondence.actions.drafting import draft
from frontoffice.correspondence.actions.releasing import send_out
from frontoffice.correspondence.models import Channel, Message
from frontoffice.customers.queries import nothing_arrives_at
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.intake.events import AcknowledgmentWritten
from frontoffice.intake.models import Incoming, Mail
from frontoffice.intake.speaking import spoken


def acknowledge(incoming: Incoming, mail: Mail, *, by: Actor, at: datetime) -> Message | None:
    """The acknowledgment in the customer's language, or where we don't write it, in that of the mail; released or held
    as the rules for messages that no person wrote say; inside the caller's transaction. None where the mailbox sends
    none, there is nobody to send it to, or nothing arrives there (ACC-7).
    """
    case = incoming.case
    if case is None or not incoming.mailbox.acknowledges or not case.reply_to:
        return None
    if nothing_arrives_at(case.reply_to) is not None:
        return None
    language = spoken(case.language, mail.language)
    with override(language):
        message = draft(
            to_name=case.asker_name,
            to_address=case.reply_to,
            channel=Channel.EMAIL,
            subject=f"{case.subject} [{case.number}]",
            body=_words(case),
            language=language,
            customer=case.customer,
            in_reply_to=incoming.message_id,
            thread=f"case:{case.pk}",
            by=by,
            at=at,
        )
    written = AcknowledgmentWritten(case_id=case.pk, message_id=message.pk)
    announce(written, about=[case, message], by=by, at=at)
    return send_out(message, by=by, at=at)


def _words(case: Case) -> str:
    told = {"number": case.number, "day": date_format(case.due_on, "DATE_FORMAT")}
    return "\n\n".join(
        [
            _("We have received your message. Its number is %(number)s.") % told,
            _("You will hear from us by %(day)s.") % told,
            _("If you want to add something, answer this e-mail. This message was sent automatically."),
        ]
    )
