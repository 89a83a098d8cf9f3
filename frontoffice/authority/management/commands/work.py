"""`frontoffice work`: make the lists of what must be done true again, by the rooms' own rows."""

from typing import Any

from django.core.management.base import BaseCommand

from frontoffice.authority import work
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.foundation.checking import INSTALLATION


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Compare what must be done with what the rooms' own rows say, and put right what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        by, at = service("authority"), clock.now()
        for name, kind in sorted(work.KINDS.items()):
            if kind.owed is not None:
                put = work.reconcile(kind, by=by, at=at)
                self.stdout.write(f"{name}: {put.opened} opened, {put.moved} moved, {put.closed} closed")
