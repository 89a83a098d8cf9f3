"""Rows that many tests start from, made through the product's own code: an agency, staff with grants, visitors."""

import datetime as dt
import itertools
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Model

from frontoffice.authority.auditing import knowing
from frontoffice.authority.models import Grant, Level, StaffMember, User
from frontoffice.foundation import clock
from frontoffice.foundation.actors import Actor, ActorKind, service
from frontoffice.foundation.actors import visitor as known_visitor
from frontoffice.foundation.models import (
    Agency,
    Office,
    OfficeCalendar,
    Unit,
    Weekday,
    WeeklyHours,
    WeeklyInterval,
)
from tests import levels

# A Tuesday, 10 in the morning at the office: nothing in a test depends on the day it runs.
NOW = dt.datetime(2026, 11, 17, 16, 0, tzinfo=dt.UTC)
PASSWORD = "correct-horse-battery"
_count = itertools.count(1)


def today() -> dt.date:
    """The date at the office of the tests, which is not always that of UTC."""
    return clock.today_in(clock.zone_named("America/Chicago"), clock.now())


def calendar(name: str = "Tests") -> OfficeCalendar:
    """Monday to Friday, 8 to 5."""
    found = OfficeCalendar.objects.filter(name=name).first()
    if found is not None:
        return found
    made = OfficeCalendar.objects.create(name=name)
    hours = WeeklyHours.objects.create(calendar=made, effective_from=dt.date(2020, 1, 1), recorded_at=NOW)
    WeeklyInterval.objects.bulk_create(
        WeeklyInterval(hours=hours, weekday=day, opens=dt.time(8), closes=dt.time(17))
        for day in list(Weekday)[:5]
    )
    return made


def agency() -> Office:
    """The agency with one office in Chicago's time zone and the unit `front`; its office."""
    Agency.objects.get_or_create(
        defaults={
            "name": "Agency of the Tests",
            "short_name": "Tests",
            "default_time_zone": "America/Chicago",
        }
    )
    office, _created = Office.objects.get_or_create(
        code="MAIN",
        defaults={"name": "Main office", "time_zone": "America/Chicago", "calendar": calendar()},
    )
    unit("front", office=office)
    return office


def unit(code: str = "front", *, office: Office | None = None) -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"name": f"Unit {code}", "office": office})[0]


def staff(
    name: str = "Dana Whitfield",
    *,
    grants: Iterable[str] = (),
    asks: Iterable[str] = (),
    limits: dict[str, Decimal] | None = None,
    unit_code: str = "front",
    username: str = "",
    automated: bool = False,
    at: dt.datetime = NOW,
) -> StaffMember:
    """A staff member who holds `grants` outright, may ask for `asks`, and holds `limits` up to an amount."""
    number = next(_count)
    level, _created = Level.objects.get_or_create(code="bare", defaults={"name": "No grants", "order": 99})
    user = User.objects.create_user(username=username, password=PASSWORD) if username else None
    member = StaffMember.objects.create(
        actor=Actor.objects.create(kind=ActorKind.AUTOMATED if automated else ActorKind.STAFF, name=name),
        user=user,
        level=level,
        office=agency(),
        unit=unit(unit_code),
        post=f"Post {number}",
        from_at=at - dt.timedelta(days=30),
    )
    giver, since = service("authority"), at - dt.timedelta(days=30)
    wanted = [(name, False, None) for name in grants] + [(name, True, None) for name in asks]
    wanted += [(name, False, limit) for name, limit in (limits or {}).items()]
    Grant.objects.bulk_create(
        Grant(
            actor=member.actor,
            action=action,
            needs_approval=needs_approval,
            amount_limit=limit,
            from_at=since,
            granted_by=giver,
        )
        for action, needs_approval, limit in wanted
    )
    return member


def representative(name: str = "Dana Whitfield", **given: object) -> StaffMember:
    """A staff member with the grants of the shipped representative level."""
    return staff(name, grants=levels.REPRESENTATIVE, **given)  # type: ignore[arg-type]


def senior(name: str = "Ruth Okafor", **given: object) -> StaffMember:
    """A staff member with the grants of the shipped senior level."""
    return staff(name, grants=levels.SENIOR, **given)  # type: ignore[arg-type]


def supervisor(name: str = "Miriam Castellanos", **given: object) -> StaffMember:
    """A staff member with the grants of the shipped supervisor level."""
    return staff(name, grants=levels.SUPERVISOR, **given)  # type: ignore[arg-type]


def visitor(identifier: str = "browser-1") -> Actor:
    """An anonymous visitor; the same identifier is the same visitor."""
    return known_visitor(identifier)


def said_why(member: StaffMember, thing: Model) -> None:
    """The colleague has just said why they open what is not on their work: the customer is on the telephone."""
    knowing.said(thing, knowing.Purpose("contact"), by=member.actor, at=clock.now())


def grant(member: StaffMember, action: str, *, asks: bool = False, at: dt.datetime = NOW) -> Grant:
    """One more power for somebody: outright, or to ask for."""
    return Grant.objects.create(
        actor=member.actor,
        action=action,
        needs_approval=asks,
        from_at=at - dt.timedelta(days=30),
        granted_by=service("authority"),
    )
