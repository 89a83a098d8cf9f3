"""The worker is killed while it speaks to a mail server: a mail goes once, or a person is asked; never twice."""

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from tests.correspondence.mail_servers import HOST, MailServer, listening
from tests.crash.conftest import WORKER, Office

STATUS = "SELECT status FROM correspondence_message ORDER BY id DESC LIMIT 1"


@pytest.fixture(scope="module")
def server() -> MailServer:
    return MailServer()


@pytest.fixture(scope="module")
def by_smtp(server: MailServer) -> Iterator[dict[str, Any]]:
    """The settings of an installation that sends through the server."""
    with listening(server) as port:
        yield {"MAIL_TRANSPORT": "smtp", "EMAIL_HOST": HOST, "EMAIL_PORT": port}


@pytest.mark.parametrize(
    ("point", "status", "mails"),
    [
        ("mail.ready", "sent", 1),
        ("mail.begun", "inconclusive", 0),
        ("mail.handed_over", "inconclusive", 1),
        ("mail.concluded", "sent", 1),
        ("delivery.outside_done", "sent", 1),
    ],
)
def test_killed_at_this_point_of_the_conversation(
    office: Office, server: MailServer, by_smtp: dict[str, Any], point: str, status: str, mails: int
) -> None:
    server.taken.clear()
    assert office.processes.run("owe", "work", "1", "0", "0") == 0
    killed = office.processes.run(*WORKER, "--once", settings=by_smtp, FRONTOFFICE_CRASH_AT=point)
    assert killed == -signal.SIGKILL
    office.drain(settings=by_smtp)
    assert (office.ledger.ask(STATUS), len(server.taken)) == ([(status,)], mails)
