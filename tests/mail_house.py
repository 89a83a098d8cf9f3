"""The fixture `house`: dovecot and postfix, for the rooms whose tests ask for a real mail server."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.intake.real_mail import PROGRAMS, MailHouse, found, mail_house


@pytest.fixture(scope="session")
def house() -> Iterator[MailHouse]:
    """Dovecot and postfix, once for all tests of a process."""
    missing = [name for name in PROGRAMS if found(name) is None]
    from tests.conftest import nothing_may_be_skipped

    if missing and nothing_may_be_skipped():
        pytest.fail(f"not installed: {', '.join(missing)}", pytrace=False)
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    # Not below the folder of pytest: each session shuts it for others anew, and dovecot is another user.
    with (
        TemporaryDirectory(prefix="frontoffice-mail-", ignore_cleanup_errors=True) as folder,
        mail_house(Path(folder)) as running,
    ):
        yield running
