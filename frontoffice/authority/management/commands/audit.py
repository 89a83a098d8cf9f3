"""`frontoffice audit verify|head|seal|roles`: the audit trail from the command line."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from frontoffice.authority.auditing import heads, roles, sealing
from frontoffice.authority.auditing.verifying import Fault, verify
from frontoffice.foundation import clock
from frontoffice.foundation.checking import INSTALLATION

WRONG = 1
EVERY = 20  # seals between two words on how far it got


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Verify the audit trail, print its head, seal what is not sealed yet, or print SQL for its roles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        check = kinds.add_parser(
            "verify", help="read it all and name what is not as it was; exit code 1 then"
        )
        check.add_argument(
            "--head",
            type=Path,
            action="append",
            default=[],
            help="a file with heads that were kept elsewhere; the installation's own is always compared",
        )
        kinds.add_parser("head", help="print the newest seal's number and MAC, to be kept elsewhere")
        kinds.add_parser("seal", help="seal now what the worker would seal within a minute")
        sql = kinds.add_parser("roles", help="print the SQL that makes the application's role (PostgreSQL)")
        sql.add_argument("--role", default="frontoffice_app", help="the role the product runs as")

    def handle(self, *args: Any, **options: Any) -> None:
        {"verify": self._verify, "head": self._head, "seal": self._seal, "roles": self._roles}[
            options["kind"]
        ](options)

    def _verify(self, options: dict[str, Any]) -> None:
        own = Path(settings.AUDIT_HEADS)
        files = (*([own] if own.exists() else []), *options["head"])
        faults, rows, seals = 0, 0, 0
        for found in verify(at=clock.now(), head_files=files):
            if isinstance(found, Fault):
                faults += 1
                self.stdout.write(str(found))
                continue
            rows, seals = found.rows, found.seals
            if seals % EVERY == 0:
                self.stderr.write(f"{rows:,} rows in {seals:,} seals looked at")
        if faults:
            self.stdout.write(f"{faults} found wrong in {rows:,} rows under {seals:,} seals.")
            sys.exit(WRONG)
        compared = "" if files else " No head was there to compare with."
        self.stdout.write(f"All {rows:,} rows under {seals:,} seals are as they were sealed.{compared}")

    def _head(self, options: dict[str, Any]) -> None:
        found = heads.head()
        if found is None:
            self.stderr.write("Nothing is sealed yet.")
            sys.exit(WRONG)
        self.stdout.write(found.line)

    def _seal(self, options: dict[str, Any]) -> None:
        made = 0
        for one in sealing.seal(at=clock.now()):
            heads.keep(heads.Head.of(one))
            made += 1
        self.stdout.write(f"{made} seals made.")

    def _roles(self, options: dict[str, Any]) -> None:
        self.stdout.write(roles.statements(options["role"]))
