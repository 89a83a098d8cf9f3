"""`frontoffice series`: list the class series, see whether a file of one's own will do, adopt one."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from frontoffice.authority import tokens
from frontoffice.authority.actions.adopting import adopt_series
from frontoffice.authority.models import Series
from frontoffice.authority.series import checking, shipped
from frontoffice.authority.series.files import named, text_of
from frontoffice.authority.series.reading import WrongFile
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Class series: list them, print one to begin your own with, check a file, adopt one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="the series that come with the product, and those adopted here")
        show = verbs.add_parser("show", help="print the file of a series that comes with the product")
        show.add_argument("series", choices=shipped.CODES)
        check = verbs.add_parser("check", help="say what is wrong in a file, with line and column")
        check.add_argument("file", type=Path)
        adopt = verbs.add_parser("adopt", help="adopt a series by its code, or from a file")
        adopt.add_argument("series", help="code or file")
        adopt.add_argument(
            "--token", default=os.environ.get("FRONTOFFICE_TOKEN", ""), help="or FRONTOFFICE_TOKEN"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verbs = {"list": self._list, "show": self._show, "check": self._check, "adopt": self._adopt}
        try:
            verbs[options["verb"]](options)
        except WrongFile as wrong:
            for problem in wrong.problems:
                self.stderr.write(str(problem))
            sys.exit(1)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def _list(self, options: dict[str, Any]) -> None:
        adopted = {series.code: series for series in Series.objects.all()}
        for code in shipped.CODES:
            file = shipped.series(code)
            mark = "adopted" if code in adopted else ""
            self.stdout.write(
                f"{code:6}{len(file.levels)} levels  {len(file.duties)} duties  {file.name}  {mark}"
            )
        for own in sorted(set(adopted) - set(shipped.CODES)):
            self.stdout.write(f"{own:6}{adopted[own].levels.count()} levels  {adopted[own].name}  adopted")

    def _show(self, options: dict[str, Any]) -> None:
        self.stdout.write(shipped.text(options["series"]), ending="")

    def _check(self, options: dict[str, Any]) -> None:
        file = checking.check(text_of(options["file"]), shipped.vocabulary())
        self.stdout.write(
            f"{file.name}: {len(file.levels)} levels, {len(file.duties)} duties. Nothing is wrong."
        )

    def _adopt(self, options: dict[str, Any]) -> None:
        at = clock.now()
        by = _holder(options["token"]) or service("authority")
        adopted = adopt_series(**named(options["series"]), by=by, at=at)
        self.stdout.write(f"{adopted.name} is adopted, with {adopted.levels.count()} levels.")


def _holder(secret: str) -> Actor | None:
    """Who stands behind the token, if there is one and it is for this action."""
    if not secret:
        return None
    token = tokens.holder(secret, at=clock.now())
    tokens.allow(token, adopt_series.name)
    return token.actor
