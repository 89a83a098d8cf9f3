"""Drawing what is looked at afterward, as a duty of the worker (STF-7): nobody picks, and nobody can draw again."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.models import Case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.supervision import drawing, owed, shares
from frontoffice.supervision.drawing import Thing
from frontoffice.supervision.events import ReviewsDrawn
from frontoffice.supervision.models import DrawRun, Kind, Review
from frontoffice.supervision.queries import drawable
from frontoffice.supervision.shipped import rule_of

FIRST = timedelta(days=7)
# What was under way when the last run looked may be on record only now; what was considered before is not drawn twice.
AGAIN = timedelta(days=1)


@action("supervision.draw", title=_("Draw what is reviewed"), open_to=["service"])
def draw(*, kind: Kind, by: Actor, at: datetime) -> list[Review]:
    """Draw among what ended since the last run; run again, it draws nothing twice and nothing else."""
    last = DrawRun.objects.filter(kind=kind).order_by("-until").first()
    since = last.until - AGAIN if last is not None else at - FIRST
    things = (drawable.contacts if kind == Kind.CONTACTS else drawable.messages)(since=since, until=at)
    people = {
        member.pk: member
        for member in drawable.members().filter(pk__in={thing.staff_member_id for thing, _case in things})
    }
    before = last.until if last is not None else None
    chosen = _chosen(kind, [thing for thing, _case in things], people, last=before, by=by, at=at)
    cases = {thing.id: case for thing, case in things}
    made = [
        _review(kind, thing, cases[thing.id], people[thing.staff_member_id], share, at=at)
        for thing, share in chosen
    ]
    for drawn in Review.objects.bulk_create(made):
        owed.review(drawn, by=by, at=at)
    run = DrawRun.objects.create(
        kind=kind, since=since, until=at, considered=len(things), drawn=len(made), at=at
    )
    told = ReviewsDrawn(draw_run_id=run.pk, kind=kind.value, considered=len(things), drawn=len(made))
    announce(told, about=run, by=by, at=at)
    return made


def _chosen(
    kind: Kind,
    things: list[Thing],
    people: dict[int, StaffMember],
    *,
    last: datetime | None,
    by: Actor,
    at: datetime,
) -> list[tuple[Thing, Decimal]]:
    """What is drawn, each with its chance. The look at each channel is for what ended since the `last` run."""
    current = shares.shares_of(people.values(), kind, at=at)
    factors = drawable.risks(at=at)
    drawn = [
        thing for thing in things if drawing.is_drawn(kind, thing, current[thing.staff_member_id], factors)
    ]
    rule = rule_of(kind, by=by, at=at)
    lately = drawable.looked_at_lately(kind, since=at - timedelta(days=rule.every_days))
    lately |= {(thing.staff_member_id, thing.channel) for thing in drawn}
    fresh = [
        thing for thing in things if last is None or (thing.ended_at is not None and thing.ended_at > last)
    ]
    drawn += drawing.first_of_strata(kind, fresh, current, but=lately)
    return [(thing, drawing.chance(thing, current[thing.staff_member_id], factors)) for thing in drawn]


def _review(
    kind: Kind, thing: Thing, case: Case | None, member: StaffMember, share: Decimal, *, at: datetime
) -> Review:
    return Review(
        staff_member=member,
        kind=kind,
        message_id=thing.id if kind == Kind.MESSAGES else None,
        contact_id=thing.id if kind == Kind.CONTACTS else None,
        case=case,
        unit_id=member.unit_id,
        channel=thing.channel,
        topic=thing.topic,
        share=share,
        drawn_at=at,
        due_on=shares.due_on(member, at, kind),
    )
