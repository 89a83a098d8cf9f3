"""Mailing colleagues that they were told something: of what kind and where to read it, never what it says."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from frontoffice.authority import by_mail, notices
from frontoffice.authority.models import Notice
from frontoffice.correspondence.actions.drafting import draft
from frontoffice.correspondence.actions.releasing import send_out
from frontoffice.correspondence.addressing import AddressUnusable, usable_address
from frontoffice.correspondence.composing import absolute
from frontoffice.correspondence.models import Channel, Message
from frontoffice.foundation.models import Actor

LANGUAGE = "en"


def mail_notices(member_id: int, *, by: Actor, at: datetime) -> Message | None:
    """One mail about all that is due to the colleague; released in the transaction that marks them as mailed.

    None where nothing is due any more, or the address can't be written to: then nothing is mailed there from now on.
    """
    with transaction.atomic(), override(LANGUAGE):
        letter = by_mail.take(member_id, at=at)
        if letter is None:
            return None
        try:
            usable_address(letter.address)
        except AddressUnusable as refusal:
            by_mail.stop(letter.address, str(refusal))
            return None
        number = len(letter.notices)
        message = draft(
            to_name=letter.member.actor.name,
            to_address=letter.address,
            channel=Channel.EMAIL,
            subject=ngettext("%(number)s new notice", "%(number)s new notices", number) % {"number": number},
            body=_words([_line(one) for one in letter.notices]),
            language=LANGUAGE,
            by=by,
            at=at,
        )
        return send_out(message, by=by, at=at)


def _words(lines: list[str]) -> str:
    choose = absolute(reverse("work:notice_mail"))
    return "\n\n".join(
        [
            _("You were told something in the Front Office. Sign in to read it:"),
            *lines,
            _("Choose what you are told by e-mail: %(address)s") % {"address": choose},
        ]
    )


def _line(notice: Notice) -> str:
    """Kind and reference, with the page of the thing; the notice's own words stay here."""
    kind = notices.KINDS.get(notice.kind)
    if kind is None or not notice.page:
        label = str(kind.label) if kind is not None else _("Notice")
        return f"{label}\n{absolute(reverse('work:notices'))}"
    return f"{kind.label}: {notice.page}\n{absolute(kind.address(notice.page))}"
