"""An office whose workers are killed: short leases, mail to a page, staff who write, ask and decide."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.crash.ledger import Ledger
from tests.crash.starting import Stable, stable
from tests.installations import Installation, copied

LEASE_SECONDS = 0.5
WORKER = ("worker", "--skip-checks")
SHORT = {
    "FRONTOFFICE_DELIVERY_LEASE_SECONDS": str(LEASE_SECONDS),
    "FRONTOFFICE_MAIL_TRANSPORT": "page",
    "FRONTOFFICE_MAIL_HANDOVER_SECONDS": "1.0",
}


@dataclass(frozen=True)
class Office:
    """An installation, its processes and its books."""

    installation: Installation
    processes: Stable
    ledger: Ledger

    def drain(self, *, workers: int = 1, settings: dict[str, Any] | None = None) -> None:
        """Healthy workers do what is left, and end when they are told to."""
        started = [
            self.processes.start(*WORKER, "--pause", "0.02", settings=settings) for _number in range(workers)
        ]
        self.ledger.until_nothing_is_owed()
        for worker in started:
            os.kill(worker, signal.SIGTERM)
        assert [self.processes.wait(worker) for worker in started] == [0] * workers


@pytest.fixture(scope="session")
def lasting_office(
    migrated_installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """One office for all tests: what one of them left has to be in order for the next."""
    with copied(migrated_installation, tmp_path_factory.mktemp("office")) as made:
        installation = replace(made, extra=SHORT)
        with stable(installation) as processes:
            assert processes.run("owe", "office") == 0
            yield Office(installation, processes, Ledger(installation))


@pytest.fixture
def office(lasting_office: Office) -> Office:
    """The office, its books open at a new page."""
    lasting_office.ledger.turn_the_page()
    return lasting_office
