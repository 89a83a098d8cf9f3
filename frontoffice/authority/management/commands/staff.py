"""`frontoffice staff …`: ends a post or resets a sign-in at the machine itself, when nobody can sign in to do so."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from frontoffice.authority.actions.leaving import end_post
from frontoffice.authority.actions.resetting import reset_factors, reset_password
from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.references import secret_code
from frontoffice.foundation.refusals import Refused


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "End a post, or reset how somebody signs in, when nobody can sign in to do so. It is on record as done here."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True, metavar="what")
        for way, words in (
            ("end", "end the post at once"),
            ("reset-password", "void the password and print a code for a new one, good once and for a day"),
            ("reset-factors", "remove the second factor"),
        ):
            one = ways.add_parser(way, help=words)
            one.add_argument("username", help="the name that the person signs in with")
            one.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        member = StaffMember.objects.filter(user__username__iexact=options["username"]).first()
        if member is None:
            raise CommandError(f"Nobody signs in as {options['username']}.")
        given = {"staff_member": member, "reason": options["reason"], "by": service("authority")}
        try:
            self._do(options["way"], given)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def _do(self, way: str, given: dict[str, Any]) -> None:
        at = clock.now()
        if way == "end":
            end_post(**given, at=at)
            self.stdout.write("The post has ended.")
        elif way == "reset-factors":
            reset_factors(**given, at=at)
            self.stdout.write("The second factor is removed.")
        else:
            code = secret_code()
            reset_password(**given, secret=code, at=at)
            self.stdout.write(code)
