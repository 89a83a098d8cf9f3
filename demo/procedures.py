"""Procedures that people of the agency are asked to read: some have, some have not yet (tx.12)."""

from collections.abc import Mapping

from demo.dates import Timetable
from frontoffice.authority.models import StaffMember
from frontoffice.knowledge.actions.circulating import acknowledge, circulate
from frontoffice.knowledge.models import ArticleVersion, Status

# Article, the unit that works by it (empty: everybody), days to read it, and who has read it.
READ: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    ("procedure-checking-identity", "licensing", 14, ("marcus",)),
    ("procedure-checking-identity", "contact-center", 14, ("lucia",)),
    ("procedure-bomb-fire-and-closing", "", 30, ("dana", "lucia", "ruth", "mei")),
)


def have_procedures_read(timetable: Timetable, staff: Mapping[str, StaffMember]) -> None:
    """The supervisor asks on the first morning of the week; some read it a day later."""
    for slug, unit, days, readers in READ:
        asked, read = timetable.moment(-4, "08:45", slug), timetable.moment(-3, "11:30", slug)
        version = ArticleVersion.objects.get(article__slug=slug, language="en", status=Status.PUBLISHED)
        circulate(article=version.article, unit=unit, days=days, by=staff["gordon"].actor, at=asked)
        for key in readers:
            acknowledge(version=version, by=staff[key].actor, at=read)
