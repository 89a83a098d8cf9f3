"""Telling those who watch a case what happened on it, and who wrote what did not arrive; in the transaction at hand."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority import notices
from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Attention, Case
from frontoffice.cases.queries.watching import watchers_of
from frontoffice.correspondence.models import Message
from frontoffice.foundation.models import Actor

WATCHED = "cases.watched"
IN_TROUBLE = "cases.reply_in_trouble"
WORDS = {
    "assigned": _("%(number)s was assigned: %(subject)s"),
    "noted": _("%(number)s has a new note: %(subject)s"),
    "posted": _("The customer wrote on %(number)s: %(subject)s"),
    "replied": _("%(number)s was replied to: %(subject)s"),
    "in_trouble": _("A reply on %(number)s is in trouble: %(subject)s"),
    "resolved": _("%(number)s is resolved: %(subject)s"),
    "reopened": _("%(number)s was taken up again: %(subject)s"),
}


YOURS = {
    Attention.NOT_DELIVERED: _("Your reply on %(number)s did not arrive: %(subject)s"),
    Attention.UNCERTAIN: _("Nobody can tell whether your reply on %(number)s arrived: %(subject)s"),
    Attention.DECLINED: _("Your reply on %(number)s was not approved: %(subject)s"),
}


def tell_writer(case: Case, message: Message, trouble: Attention, *, by: Actor, at: datetime) -> Actor:
    """One notice to the colleague who wrote a message that is in trouble; its writer, who need not be a colleague."""
    member = StaffMember.objects.select_related("actor").filter(actor=message.by_id).first()
    if member is not None:
        text = YOURS[trouble] % {"number": case.number, "subject": case.subject}
        notices.tell(member, kind=IN_TROUBLE, about=case, text=text, by=by, at=at)
    return message.by


def tell(case: Case, what: str, *, besides: Actor | None, by: Actor, at: datetime) -> None:
    """One notice to each who watches, but not to whoever did it."""
    text = WORDS[what] % {"number": case.number, "subject": case.subject}
    for watch in watchers_of(case):
        if besides is None or watch.member.actor_id != besides.pk:
            notices.tell(watch.member, kind=WATCHED, about=case, text=text, by=by, at=at)
