"""The day whose texts a page shows: today, or the one that the address or the form names (`on`)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.clock import parse_date
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.queries import office_day

FARTHEST = timedelta(days=365 * 200)


@dataclass(frozen=True)
class AsOf:
    """The day that is shown. `problem` says what was wrong with the one asked for; then today is shown."""

    on: date
    today: date
    problem: str = ""

    @property
    def is_today(self) -> bool:
        return self.on == self.today

    @property
    def query(self) -> str:
        """What an address needs to go on with the day; empty for today."""
        return "" if self.is_today else f"?on={self.on.isoformat()}"

    @property
    def more(self) -> str:
        """The same for an address that asks for something else already."""
        return self.query.replace("?", "&")


def as_of(request: ActingRequest) -> AsOf:
    """The day that the form or the address asks for, else today. One query."""
    today = office_day(request.at)
    asked = (request.POST.get("on") or request.GET.get("on") or "").strip()[:40]
    if not asked:
        return AsOf(today, today)
    try:
        day = parse_date(asked, language=get_language() or "en")
    except Refused as refusal:
        return AsOf(today, today, str(refusal))
    if abs(day - today) > FARTHEST:
        return AsOf(today, today, _("This date is too far away."))
    return AsOf(day, today)
