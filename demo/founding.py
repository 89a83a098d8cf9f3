"""Founding the invented agency: offices with their calendars, units, topics, and staff with their sign-ins."""

import datetime as dt
from datetime import datetime
from decimal import Decimal

import holidays
from django.contrib.auth.hashers import make_password

from demo import agency, topics_in_spanish
from demo.agency import Place
from demo.cast import AUTOMATED, PASSWORD, STAFF, Colleague
from frontoffice.authority.actions.adopting import adopt_series, change_supervision
from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.models import Level, StaffMember, User
from frontoffice.cases.actions.keeping_topics import define_topic, name_topic
from frontoffice.foundation import calendars
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Agency, Office, Unit

BEFORE = dt.timedelta(days=400)  # how long the staff have worked here when the week begins
NOT_KEPT = {"Columbus Day"}
OWN_NAMES = {
    "Martin Luther King Jr. Day": "Martin Luther King Jr. Day",
    "Washington's Birthday": "Presidents' Day",
    "Juneteenth National Independence Day": "Juneteenth",
}
OBSERVED = " (observed)"


def state_holidays(year: int) -> dict[dt.date, str]:
    """The eleven holidays of FACTS.md as they are kept that year, those on a weekend also on the weekday."""
    kept: dict[dt.date, str] = {}
    for date, name in holidays.country_holidays("US", years=year).items():
        plain = name.removesuffix(OBSERVED)
        if plain in NOT_KEPT or date.year != year:
            continue
        kept[date] = OWN_NAMES.get(plain, plain) + (OBSERVED if name.endswith(OBSERVED) else "")
        if plain == "Thanksgiving Day":
            kept[date + dt.timedelta(days=1)] = "Day after Thanksgiving"
    return kept


def found(*, at: datetime) -> None:
    """Agency, offices, units and levels, as they stood some time before `at`."""
    Agency.objects.create(
        name=agency.NAME,
        short_name=agency.SHORT_NAME,
        default_language=agency.LANGUAGE,
        default_time_zone=agency.DEFAULT_TIME_ZONE,
    )
    offices = {
        place.code: _open(place, at - BEFORE, years=range(at.year - 1, at.year + 3))
        for place in agency.OFFICES
    }
    for section in agency.UNITS:
        Unit.objects.create(code=section.code, name=section.name, office=offices[section.office])
    adopt_series(series=agency.SERIES, by=service("authority"), at=at - BEFORE)
    # Nothing is drawn for review while the week is played: it has to come out the same each time.
    supervise(dict.fromkeys(agency.SUPERVISION, Decimal(0)), at=at - BEFORE)
    for topic in agency.TOPICS:
        define_topic(
            code=topic.code,
            name=topic.title,
            unit=topic.unit,
            service_days=topic.days,
            parent=topic.parent,
            by=service("cases"),
            at=at - BEFORE,
        )
        name_topic(
            topic=topic.code,
            language="es",
            name=topics_in_spanish.NAMES.get(topic.code, ""),
            by=service("cases"),
            at=at - BEFORE,
        )


def supervise(shares: dict[str, Decimal], *, at: datetime) -> None:
    """The series states no supervision, so the agency fills it in: who reads what share of what goes out."""
    for code, share in shares.items():
        change_supervision(
            level=Level.objects.get(code=code),
            share=share,
            words=agency.SUPERVISION[code][1] if share else "",
            reason="The series leaves it to the agency",
            by=service("authority"),
            at=at,
        )


def _open(place: Place, at: datetime, *, years: range) -> Office:
    calendar = calendars.new_calendar(name=place.name)
    week = {
        day: [
            calendars.Interval(dt.time.fromisoformat(opens), dt.time.fromisoformat(closes))
            for opens, closes in hours
        ]
        for day, hours in place.week.items()
    }
    calendars.set_weekly_hours(calendar, effective_from=agency.FOUNDED, hours=week, by=None, at=at)
    for year in years:
        for date, name in state_holidays(year).items():
            calendars.add_holiday(calendar, date=date, name=name, by=None, at=at)
    return Office.objects.create(
        code=place.code,
        name=place.name,
        time_zone=place.time_zone,
        address=place.address,
        phone=place.phone,
        calendar=calendar,
    )


def plan_training(date: dt.date, *, at: datetime) -> None:
    """One office opens late on that date: a day that differs, for the pages that tell the hours."""
    intervals = [
        calendars.Interval(dt.time(10, 30), dt.time(12)),
        calendars.Interval(dt.time(13), dt.time(16, 30)),
    ]
    harbor = Office.objects.select_related("calendar").get(code="HARBOR")
    calendars.set_special_hours(
        harbor, date=date, intervals=intervals, reason="Opens late: staff training", by=None, at=at
    )


def appoint_all(*, at: datetime, ended: dict[str, datetime]) -> dict[str, StaffMember]:
    """The staff by key, appointed long before `at`; `ended` says until when, for whom that is over."""
    staff: dict[str, StaffMember] = {}
    everybody = [*STAFF, *AUTOMATED]
    while len(staff) < len(everybody):
        known = {"", *staff}
        for colleague in (c for c in everybody if c.key not in staff and c.supervisor in known):
            supervisor = staff.get(colleague.supervisor)
            staff[colleague.key] = _appoint(colleague, supervisor, at - BEFORE, ended.get(colleague.key))
    # One hash for all: they share the password, and hashing it once for each takes seconds.
    User.objects.filter(staff_member__in=staff.values()).update(password=make_password(PASSWORD))
    return staff


def _appoint(
    colleague: Colleague, supervisor: StaffMember | None, at: datetime, until: datetime | None
) -> StaffMember:
    made = appoint(
        name=colleague.name,
        post=colleague.post,
        level=colleague.level,
        office=colleague.office,
        unit=colleague.unit,
        username=colleague.username,
        automated=colleague.automated,
        supervisor=supervisor,
        until=until,
        by=service("authority"),
        at=at,
    )
    if not isinstance(made, StaffMember):  # a service needs nobody to agree
        raise TypeError(made)
    return made


def is_business_day(date: dt.date) -> bool:
    """Whether the agency's first office is open on that date."""
    office = Office.objects.select_related("calendar").get(code=agency.OFFICES[0].code)
    return calendars.office_hours(office).is_business_day(date)
