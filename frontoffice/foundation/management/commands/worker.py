"""`frontoffice worker`: tells reactions what happened and carries out periodic duties until it is stopped."""

import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from frontoffice.foundation import clock, deliveries, schedules
from frontoffice.foundation.checking import INSTALLATION


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Deliver what is owed to reactions and run periodic duties. Several workers may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
        parser.add_argument("--pause", type=float, default=0.5, help="seconds between looks when idle")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self.stopping:
            worked = self._look()
            if options["once"] and not worked:
                return
            if not worked:
                time.sleep(options["pause"])

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _look(self) -> bool:
        try:
            claimed = deliveries.claim(at=clock.now())
            for delivery in claimed:
                deliveries.tell(delivery, at=clock.now())
            return bool(schedules.run_due(at=clock.now())) or bool(claimed)
        except Error as error:  # the database may be away for a while; the leases wait for us
            self.stderr.write(f"The database did not answer ({type(error).__name__}); trying again.")
            close_old_connections()
            time.sleep(2)
            return False
