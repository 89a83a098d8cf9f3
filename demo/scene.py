"""Where the story plays: who is who, which case is which, and how a step's words become what the actions take."""

import datetime as dt
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from demo import library
from demo.cast import CUSTOMERS_BY_KEY
from demo.dates import Timetable
from demo.publishing import OWN
from demo.week.steps import Matter
from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.customers.models import Party
from frontoffice.foundation import clock, files
from frontoffice.foundation.actors import Actor, visitor
from frontoffice.foundation.models import StoredFile
from frontoffice.knowledge.models import Passage, Question, Status

Cite = tuple[str, str]
PATH = " › "


@dataclass
class Scene:
    """The people of the cast as rows, and what the story has made so far, by the keys of the week."""

    timetable: Timetable
    staff: dict[str, StaffMember]
    customers: dict[str, Party]
    cases: dict[str, Case] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """The actor of a colleague."""
        return self.staff[key].actor

    def asker(self, matter: Matter) -> Actor:
        """The visitor in whose browser the customer writes; a customer of the cast has one browser for the week."""
        return visitor(f"demonstration-{matter.customer or matter.key}")

    def customer(self, matter: Matter) -> Party | None:
        return self.customers[matter.customer] if matter.customer else None

    def address(self, matter: Matter) -> str:
        """The e-mail address that the customer gives, if they have one."""
        return CUSTOMERS_BY_KEY[matter.customer].email if matter.customer else ""

    def passages(self, cites: tuple[Cite, ...], at: datetime) -> list[Passage]:
        """The passages in force at the instant. Raises LookupError for one that is not there."""
        return [
            self._passage(slug, heading, clock.today_in(self.timetable.zone, at)) for slug, heading in cites
        ]

    def file(self, name: str, *, by: Actor, at: datetime) -> StoredFile:
        """A file of the demonstration, handed in by `by`."""
        return files.store((library.FILES / name).read_bytes(), name=name, by=by, at=at)

    def _passage(self, slug: str, heading: str, on: dt.date) -> Passage:
        found = Passage.objects.filter(
            Q(heading=heading) | Q(heading__endswith=PATH + heading),
            Q(version__effective_to__isnull=True) | Q(version__effective_to__gte=on),
            version__article__slug=slug,
            version__language=OWN,
            version__status=Status.PUBLISHED,
            version__effective_from__lte=on,
        )
        passage = found.select_related("version").order_by("position").first()
        if passage is None:
            raise LookupError(f"{slug} has no section “{heading}” in force on {on}.")
        return passage
