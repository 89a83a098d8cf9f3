"""What stands against releasing a draft of an automated representative: its sources must count on that very day."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.correspondence.models import Message
from frontoffice.correspondence.queries import citations_of
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.statements import Statement
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.in_force import STOPPING, concerns
from frontoffice.knowledge.queries.translations import newer_source
from frontoffice.representative.models import Attempt


class SourceNoLongerCounts(Refused):
    """A text that the draft quotes was withdrawn, has run out or is overdue for review since (INQ-5, INQ-6)."""

    message = _("A text that this draft quotes should no longer be used. Edit the draft or reject it.")


class CaseIsSomebodys(Refused):
    message = _("A colleague works on this case now and answers it.")


_OF_MESSAGE: Statement[Attempt] = Statement(
    lambda *, message: Attempt.objects.filter(message=message).select_related("case"), message=int
)


def object_to_release(message: Message, at: datetime) -> Refused | None:
    """The refusal with which the release of a draft ends; None for other messages, and where nothing is wrong."""
    attempt = _OF_MESSAGE.first(message=message.pk)
    if attempt is None:
        return None
    if attempt.case.assignee_id is not None:
        return CaseIsSomebodys()
    on = office_day(at)
    for citation in citations_of(message):
        version = citation.passage.version
        against = [str(one.label) for one in concerns(version, on=on) if one in STOPPING]
        if newer_source(version, on=on) is not None:
            against.append(str(_("The translation is behind its source.")))
        if against:
            said = _("%(title)s: %(why)s Edit the draft or reject it.")
            return SourceNoLongerCounts(said % {"title": version.title, "why": against[0]})
    return None
