"""`frontoffice token`: a token for a staff member or a visitor. The secret is printed once."""

import secrets
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from frontoffice.authority import tokens
from frontoffice.authority.actions.issuing_tokens import EVERYTHING, issue_token
from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.refusals import Refused


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Issue a token for the API and the command line; it acts with its holder's own grants."

    def add_arguments(self, parser: ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--for", dest="username", help="sign-in name of the staff member")
        whose.add_argument(
            "--visitor", action="store_true", help="for a program that speaks for an anonymous person"
        )
        parser.add_argument(
            "--scope", action="append", help="an action, or read; may be given several times; default: all"
        )
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--name", default="command line")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        if options["visitor"]:
            secret, _token = tokens.for_visitor(at=at)
            self.stdout.write(secret)
            return
        member = (
            StaffMember.objects.select_related("actor").filter(user__username=options["username"]).first()
        )
        if member is None:
            raise CommandError(f"Nobody signs in as {options['username']}.")
        # On a command line, what begins with a dash would be taken for an option.
        secret = tokens.STAFF_PREFIX + secrets.token_urlsafe(32)
        try:
            issue_token(
                secret=secret,
                name=options["name"],
                scopes=options["scope"] or [EVERYTHING],
                expires_at=at + timedelta(days=options["days"]),
                by=member.actor,
                at=at,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(secret)
