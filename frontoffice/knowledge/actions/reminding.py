"""Reminders: each of them once, however often the duty runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from frontoffice.authority.models import StaffMember
from frontoffice.knowledge.models import ArticleVersion, Purpose, Reminder

BY_HAND = 4
LATE = ((30, 3), (7, 2), (0, 1))  # days late, and the stage from then on


@dataclass(frozen=True)
class Told:
    """Somebody for whom a text waits since or until a day."""

    version: ArticleVersion
    member: StaffMember
    due_on: date


def stage_on(due_on: date, on: date) -> int:
    """How far this is on the day: 0 ahead of it, 1 on the day, 2 a week late, 3 a month late."""
    late = (on - due_on).days
    return next((stage for days, stage in LATE if late >= days), 0)


def tell(people: Iterable[Told], *, purpose: Purpose, on: date, at: datetime) -> list[Reminder]:
    """The reminders that are new at this stage."""
    wanted = [
        Reminder(
            version=one.version,
            staff_member=one.member,
            purpose=purpose,
            due_on=one.due_on,
            stage=stage_on(one.due_on, on),
            at=at,
        )
        for one in people
    ]
    return _new(wanted)


def by_hand(
    version: ArticleVersion, members: Iterable[StaffMember], *, purpose: Purpose, on: date, at: datetime
) -> list[Reminder]:
    """Somebody asks for it: at most once a day."""
    wanted = [
        Reminder(version=version, staff_member=one, purpose=purpose, due_on=on, stage=BY_HAND, at=at)
        for one in members
    ]
    return _new(wanted)


def _new(wanted: list[Reminder]) -> list[Reminder]:
    if not wanted:
        return []
    there = set(
        Reminder.objects.filter(version__in={one.version_id for one in wanted}).values_list(
            "version_id", "staff_member_id", "purpose", "due_on", "stage"
        )
    )
    fresh = {
        (one.version_id, one.staff_member_id, str(one.purpose), one.due_on, one.stage): one for one in wanted
    }
    return Reminder.objects.bulk_create(one for key, one in fresh.items() if key not in there)
