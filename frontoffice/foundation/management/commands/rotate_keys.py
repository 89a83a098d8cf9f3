"""Seal what is kept encrypted anew under the current keys, batch by batch, while the office goes on working."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from frontoffice.foundation import sealing
from frontoffice.foundation.checking import INSTALLATION


class Command(BaseCommand):
    """May be stopped and begun anew; when it says that nothing is left, the earlier keys may go."""

    requires_system_checks = INSTALLATION
    help = "Seal encrypted columns anew under the current keys; may be stopped and begun anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=sealing.BATCH, help="rows in one transaction")
        parser.add_argument("--most", type=int, default=None, help="stop after about so many rows")

    def handle(self, *args: Any, batch: int, most: int | None, **options: Any) -> None:
        if batch < 1:
            raise CommandError("a batch has at least one row")
        done = 0
        for column in sealing.COLUMNS:
            rows, last = 1, 0
            try:
                while rows and (most is None or done < most):
                    rows, last = sealing.rotate(column, after=last, batch=batch)
                    done += rows
            except sealing.CannotOpen as unknown:
                raise CommandError(
                    f"{column.model._meta.label}: the key {unknown} is missing from the earlier data keys"
                ) from None
            self.stdout.write(f"{column.model._meta.label}.{column.sealed}: {sealing.left(column)} left")
        self.stdout.write(f"{done} rows sealed anew")
