"""The ways out: `smtp` hands a message to a mail server, `page` keeps it on a page of the installation."""

from django.conf import settings

from frontoffice.correspondence.models import Channel, Message
from frontoffice.correspondence.transports.base import (
    HandOver,
    Mail,
    RefusedForGood,
    Transport,
    TryAgain,
    Unknown,
)
from frontoffice.correspondence.transports.page import Page
from frontoffice.correspondence.transports.smtp import Smtp

__all__ = ["HandOver", "Mail", "RefusedForGood", "Transport", "TryAgain", "Unknown", "carrier", "named"]

_ALL: dict[str, Transport] = {transport.name: transport for transport in (Smtp(), Page())}


def named(name: str) -> Transport:
    """The transport of that name. Raises LookupError."""
    return _ALL[name]


def carrier(message: Message) -> Transport:
    """The transport for a message: what is only shown on a page never goes to a mail server."""
    return named("page" if message.channel == Channel.PAGE else settings.MAIL_TRANSPORT)
