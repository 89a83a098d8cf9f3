"""`frontoffice demo`: load the demonstration agency, once, and print who can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demo import agency
from demo.cast import PASSWORD, STAFF
from demo.loading import NotEmpty, is_loaded, load
from demo.week.cards import STUCK_RENEWAL
from frontoffice.cases.models import Case
from frontoffice.foundation import clock
from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.refusals import Refused


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Make the tables and load the demonstration: an invented agency, its people, articles and a week of cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at", help="the instant at which the week ends, such as 2026-11-17T20:00:00Z; now if absent"
        )
        parser.add_argument("--seed", type=int, default=1, help="spreads the seconds of what happens")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demonstration. Set FRONTOFFICE_DEMO=1 to make it one.")
        call_command("migrate", verbosity=0, interactive=False)
        try:
            loaded = is_loaded()
            if not loaded:
                at = clock.parse_instant(options["at"]) if options["at"] else clock.now()
                load(at=at, seed=options["seed"])
        except NotEmpty as there:
            raise CommandError(
                f"{there} is here. The demonstration is loaded into an empty installation only."
            ) from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{agency.NAME} {'was there already' if loaded else 'is loaded'}.")
        self._print_sign_ins()
        self._print_follower()

    def _print_sign_ins(self) -> None:
        self.stdout.write(f"Sign in with the password {PASSWORD} as:")
        longest = max(len(colleague.username) for colleague in STAFF)
        for colleague in STAFF:
            ended = " (post ended)" if colleague.ended else ""
            self.stdout.write(f"  {colleague.username:<{longest}}  {colleague.name}, {colleague.post}{ended}")

    def _print_follower(self) -> None:
        case = Case.objects.filter(subject=STUCK_RENEWAL.subject).order_by("pk").first()
        if case is not None:
            who, code = case.asker_name, STUCK_RENEWAL.access_code
            self.stdout.write(f"Follow a case as {who}: reference {case.reference}, access code {code}")
