"""`frontoffice appoint`: a post given by whoever runs the server: an auditor's, or a supervisor's when none is left."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from frontoffice.authority.actions.appointing import appoint
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.refusals import Refused


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Appoint somebody to a level that no supervisor may appoint to, such as the auditor's. It is on record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="full name")
        parser.add_argument("--level", required=True, help="code of the level, such as auditor or tax.IV")
        parser.add_argument("--post", required=True, help="the post's title")
        parser.add_argument("--office", default="MAIN", help="code of the office")
        parser.add_argument("--unit", default="front-office", help="code of the unit")
        parser.add_argument("--username", required=True, help="the name to sign in with")
        parser.add_argument("--password", help="asked for when not given")

    def handle(self, *args: Any, **options: Any) -> None:
        password = options["password"] or getpass.getpass("Password (12 characters or more): ")
        taken = ("name", "level", "post", "office", "unit", "username")
        try:
            appoint(
                **{name: options[name] for name in taken},
                password=password,
                by=service("authority"),
                at=clock.now(),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{options['name']} is appointed and signs in as {options['username']}.")
