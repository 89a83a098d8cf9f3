"""Settings of mail that can't work are said when the application starts, not when the first message is released."""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core import checks

from frontoffice.correspondence.addressing import AddressUnusable, usable_address


def check_mail_settings(**_told: Any) -> list[checks.CheckMessage]:
    """A sender, and where it is set an address for answers, that can stand in a header; a server to hand mail to."""
    found: list[checks.CheckMessage] = []
    named = {
        "FRONTOFFICE_FROM_EMAIL": settings.DEFAULT_FROM_EMAIL,
        "FRONTOFFICE_REPLY_TO": settings.MAIL_REPLY_TO,
    }
    for name, value in named.items():
        if (value or name == "FRONTOFFICE_FROM_EMAIL") and not _is_usable(value):
            found.append(checks.Error(f"{name} holds no usable e-mail address.", id="correspondence.E001"))
    if settings.MAIL_TRANSPORT == "smtp" and not settings.EMAIL_HOST:
        hint = "Set EMAIL_URL, for example smtp+tls://user:password@mail.example.org:587."
        found.append(
            checks.Warning("No mail server is named: mail waits.", hint=hint, id="correspondence.W001")
        )
    return found


def _is_usable(value: str) -> bool:
    try:
        usable_address(parseaddr(value)[1])
    except AddressUnusable:
        return False
    return "\n" not in value and "\r" not in value
