"""What the tests of correspondence share: a place for files, and settings that point at a mail server."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import DNS_NAME

from tests.correspondence.mail_servers import HOST


@pytest.fixture(autouse=True)
def files_of_this_test(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def by_smtp(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have mail go to the server at a port, as EMAIL_URL would."""
    monkeypatch.setattr(DNS_NAME, "_fqdn", "office.example.org", raising=False)

    def point_at(port: int, **given: Any) -> None:
        told = {
            "MAIL_TRANSPORT": "smtp",
            "DEFAULT_FROM_EMAIL": "Tests <answers@agency.example>",
            "EMAIL_HOST": HOST,
            "EMAIL_PORT": port,
            "EMAIL_HOST_USER": "",
            "EMAIL_HOST_PASSWORD": "",
            "EMAIL_USE_TLS": False,
            "EMAIL_USE_SSL": False,
            "EMAIL_TIMEOUT": 5,
            "MAIL_HANDOVER_SECONDS": 10.0,
        }
        for name, value in (told | given).items():
            setattr(settings, name, value)

    return point_at
