"""What supervision leaves people to do: looks at work that was drawn, kept in the transaction of each act (My work)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority import work
from frontoffice.foundation import clock
from frontoffice.foundation.models import Actor
from frontoffice.supervision.models import Review

REVIEW = "supervision.review"
A_DAY = timedelta(days=1)


def register() -> None:
    """Called once, when the app is ready."""
    work.add_kind(
        work.Kind(
            REVIEW,
            gettext_lazy("Review"),
            "visibility",
            "supervision:review",
            power=REVIEW,
            owed=every_review,
        )
    )


def review(drawn: Review, *, by: Actor, at: datetime) -> None:
    """Their supervisor looks at it by the end of its day; without one, who reviews in the unit."""
    work.owe_or_settle(REVIEW, drawn, owed_on(drawn), by=by, at=at)


def reviewed(done: Review, *, by: Actor, at: datetime) -> None:
    """Somebody has looked."""
    work.settle(kind=REVIEW, about=done, by=by, at=at)


def owed_on(drawn: Review) -> work.Owed:
    """It names whose work it is, and nothing of the customer."""
    person = drawn.staff_member
    return work.Owed(
        about=drawn,
        title=_("Review: %(name)s, %(channel)s") % {"name": person.actor.name, "channel": drawn.channel},
        member=person.supervisor,
        unit=person.unit,
        due_at=clock.start_of(drawn.due_on + A_DAY, person.office.zone),
    )


def every_review(at: datetime) -> Iterator[work.Owed]:
    """All that was drawn and nobody has looked at; a message that is held waits as an ask."""
    rows = Review.objects.filter(reviewed_at__isnull=True, approval__isnull=True).order_by("pk")
    people = ("staff_member__actor", "staff_member__unit", "staff_member__office", "staff_member__supervisor")
    for drawn in rows.select_related(*people).iterator(chunk_size=2000):
        yield owed_on(drawn)
