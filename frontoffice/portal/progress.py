"""How far a case is, in words for the one who asked; and its history without what is for colleagues only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from frontoffice.cases.models import Case, Status
from frontoffice.cases.queries import Entry, timeline_for_customer
from frontoffice.foundation import clock
from frontoffice.foundation.models import Agency


@dataclass(frozen=True)
class HowFar:
    """One word and one sentence. `answer_by` is there while an answer is owed; `late` once that date has passed."""

    word: str
    sentence: str
    tone: str
    answer_by: date | None
    late: bool


def how_far(case: Case, *, at: datetime) -> HowFar:
    """The status in plain words."""
    said = {
        Status.NEW: (
            _("Received"),
            _("We have your question. A representative will read it and answer."),
            "new",
        ),
        Status.OPEN: (_("In progress"), _("A representative is working on your question."), "open"),
        Status.WAITING: (
            _("Answered"),
            _("We answered. If something is still unclear, add to your case below."),
            "done",
        ),
        Status.RESOLVED: (
            _("Resolved"),
            _(
                "We think that this is settled. If it is not, add to your case below and it is taken up again."
            ),
            "done",
        ),
    }
    word, sentence, tone = said[Status(case.status)]
    owed = case.status in {Status.NEW, Status.OPEN}
    late = owed and case.due_on < clock.today_in(zone_of(case), at)
    if late:
        sentence = _("We are late with our answer and sorry for it. Your question has not been lost.")
    return HowFar(word, sentence, tone, case.due_on if owed else None, late)


def history(case: Case) -> Sequence[Entry]:
    """What the customer may see of the case, the oldest first. The number of queries does not grow with it."""
    return timeline_for_customer(case)


def zone_of(case: Case) -> ZoneInfo:
    """The time zone of the office that works on the case; the agency's where the unit sits in none."""
    if case.unit.office is not None:
        return case.unit.office.zone
    agency = Agency.objects.first()
    return agency.zone if agency is not None else ZoneInfo("UTC")
