"""Who works by the agency's procedures and manuals, and some who have read them already."""

from datetime import datetime

from frontoffice.authority.models import StaffMember
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.actions.circulating import acknowledge, circulate
from frontoffice.knowledge.models import WORKED_BY, Article
from frontoffice.knowledge.queries.reading import to_read

DAYS = 14
HAVE_READ = ("tomas", "ruth")  # everything
HAVE_BEGUN = ("dana", "lucia")  # the first of the list


def have_them_read(staff: dict[str, StaffMember], *, by: Actor, at: datetime) -> None:
    """Each is read by everybody; two have read all of it, two the most urgent one."""
    for article in Article.objects.filter(kind__in=WORKED_BY).order_by("slug"):
        circulate(article=article, days=DAYS, by=by, at=at)
    for key in HAVE_READ + HAVE_BEGUN:
        waiting = to_read(staff[key], at=at)
        for one in waiting if key in HAVE_READ else waiting[:1]:
            acknowledge(version=one.version, by=staff[key].actor, at=at)
