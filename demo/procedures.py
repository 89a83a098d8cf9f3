"""Two procedures that three people are asked to read; one of them has (tx.12)."""

from collections.abc import Mapping

from demo.dates import Timetable
from frontoffice.authority.models import StaffMember
from frontoffice.knowledge.actions.circulating import acknowledge, circulate
from frontoffice.knowledge.models import ArticleVersion, Status

# Procedure, the unit that works by it, days to read it, and who has read it.
READ: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    ("procedure-checking-identity", "licensing", 14, ("dana",)),
    ("procedure-bomb-fire-and-closing", "contact-center", 30, ()),
)


def have_procedures_read(timetable: Timetable, staff: Mapping[str, StaffMember]) -> None:
    """The supervisor asks on the first morning of the week; some read it a day later."""
    for slug, unit, days, readers in READ:
        asked, read = timetable.moment(-4, "08:45", slug), timetable.moment(-3, "11:30", slug)
        version = ArticleVersion.objects.get(article__slug=slug, language="en", status=Status.PUBLISHED)
        circulate(article=version.article, unit=unit, days=days, by=staff["gordon"].actor, at=asked)
        for key in readers:
            acknowledge(version=version, by=staff[key].actor, at=read)
