"""Telling those who watch a case what happened on it, inside the caller's transaction."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority import notices
from frontoffice.cases.models import Case
from frontoffice.cases.queries.watching import watchers_of
from frontoffice.foundation.models import Actor

WATCHED = "cases.watched"
WORDS = {
    "assigned": _("%(number)s was assigned: %(subject)s"),
    "noted": _("%(number)s has a new note: %(subject)s"),
    "posted": _("The customer wrote on %(number)s: %(subject)s"),
    "replied": _("%(number)s was replied to: %(subject)s"),
    "in_trouble": _("A reply on %(number)s is in trouble: %(subject)s"),
    "resolved": _("%(number)s is resolved: %(subject)s"),
    "reopened": _("%(number)s was taken up again: %(subject)s"),
}


def tell(case: Case, what: str, *, besides: Actor | None, by: Actor, at: datetime) -> None:
    """One notice to each who watches, but not to whoever did it."""
    text = WORDS[what] % {"number": case.number, "subject": case.subject}
    for watch in watchers_of(case):
        if besides is None or watch.member.actor_id != besides.pk:
            notices.tell(watch.member, kind=WATCHED, about=case, text=text, by=by, at=at)
