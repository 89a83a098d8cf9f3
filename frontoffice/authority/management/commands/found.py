"""`frontoffice found`: the first start of a real installation: agency, first office and unit, first supervisor."""

import getpass
from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.models import Standing
from frontoffice.authority.series import shipped
from frontoffice.authority.series.files import named
from frontoffice.authority.series.keeping import supervising
from frontoffice.foundation import calendars, clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.models import Agency, Office, OfficeCalendar, Unit
from frontoffice.foundation.refusals import Refused

FIRST_DAY = date(2020, 1, 1)


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Set up a new installation: the agency, its first office, and a supervisor who can appoint the others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, help="the agency's full name")
        parser.add_argument("--short-name", required=True)
        parser.add_argument("--time-zone", required=True, help="such as America/Chicago")
        parser.add_argument("--state", required=True, help="two letters; seeds the calendar's holidays")
        parser.add_argument("--supervisor", required=True, help="full name of the first supervisor")
        parser.add_argument("--username", required=True, help="the name that the supervisor signs in with")
        parser.add_argument("--password", help="asked for when not given")
        parser.add_argument(
            "--series",
            default=shipped.DEFAULT,
            help=f"the class series of the posts: {', '.join(shipped.CODES)}, or a file of your own",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if Agency.objects.exists():
            raise CommandError("This installation has its agency already.")
        password = options["password"] or getpass.getpass("Password (12 characters or more): ")
        at = clock.now()
        try:
            with transaction.atomic():
                self._found(options, password, at)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"{options['agency']} stands. {options['supervisor']} signs in as {options['username']}."
        )

    def _found(self, options: dict[str, Any], password: str, at: datetime) -> None:
        Agency.objects.create(
            name=options["agency"], short_name=options["short_name"], default_time_zone=options["time_zone"]
        )
        calendar = self._calendar(options["state"], at)
        office = Office.objects.create(
            code="MAIN", name="Main office", time_zone=options["time_zone"], calendar=calendar
        )
        unit = Unit.objects.create(code="front-office", name="Front office", office=office)
        series = adopt_series(**named(options["series"]), by=service("authority"), at=at)
        appoint(
            name=options["supervisor"],
            post="Supervisor",
            level=supervising(series).code,
            status=Standing.REGULAR,
            office=office.code,
            unit=unit.code,
            username=options["username"],
            password=password,
            by=service("authority"),
            at=at,
        )

    def _calendar(self, state: str, at: datetime) -> OfficeCalendar:
        """Monday to Friday, 8 to 5, with the state's public holidays of this year and the next: a seed to edit."""
        calendar = calendars.new_calendar(name="Office calendar", subdivision=state)
        ordinary = calendars.parse_intervals("8:00-17:00")
        calendars.set_weekly_hours(
            calendar, effective_from=FIRST_DAY, hours=dict.fromkeys(range(5), ordinary), by=None, at=at
        )
        calendars.seed_holidays(calendar, years=[at.year, at.year + 1], by=None, at=at)
        return calendar
