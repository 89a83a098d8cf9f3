"""Mailboxes and mails for the tests, made as the product makes them."""

import datetime as dt
import itertools
import os
from email.message import Message
from typing import Any

from frontoffice.foundation import deliveries
from frontoffice.foundation.actors import service
from frontoffice.intake.actions import keeping
from frontoffice.intake.actions.setting_up import set_up_mailbox
from frontoffice.intake.imap import Fetched
from frontoffice.intake.models import Incoming, Mailbox
from tests import factories
from tests.factories import NOW
from tests.intake.real_mail import DOMAIN, PASSWORD, MailHouse

ADDRESS = f"help@{DOMAIN}"
_uids = itertools.count(1)


def mailbox(**given: Any) -> Mailbox:
    """A mailbox as somebody sets it up."""
    by = factories.staff(grants=["intake.set_up_mailbox"]).actor
    told: dict[str, Any] = {
        "address": ADDRESS,
        "host": "localhost",
        "port": 1,
        "security": "none",
        "user": "help",
        "secret": "help",
        "topic": "cards",
    }
    made: Mailbox = set_up_mailbox(**(told | given), by=by, at=NOW)
    return made


def of_house(house: MailHouse, name: str = "help", **given: Any) -> Mailbox:
    """A mailbox of the running server; each name is one."""
    os.environ["FRONTOFFICE_MAILBOX_HELP"] = PASSWORD
    return mailbox(**({"address": f"{name}@{DOMAIN}", "user": name, "port": house.imap} | given))


def kept(
    mailbox: Mailbox, mail: "Message[Any, Any] | bytes", *, at: dt.datetime = NOW, **given: Any
) -> Incoming:
    """A mail in the ledger, as if it had been fetched; nothing has read it yet."""
    content = mail if isinstance(mail, bytes) else mail.as_bytes()
    told = {"uid": next(_uids), "received_at": at, "size": len(content), "content": content, "whole": True}
    incoming = keeping.keep(mailbox, 1, Fetched(**(told | given)), by=service("intake"), at=at)
    assert incoming is not None
    return incoming


def came(
    mailbox: Mailbox, mail: "Message[Any, Any] | bytes", *, at: dt.datetime = NOW, **given: Any
) -> Incoming:
    """The same, and the worker has done what follows."""
    incoming = kept(mailbox, mail, at=at, **given)
    work(at)
    incoming.refresh_from_db()
    return incoming


def work(at: dt.datetime = NOW) -> None:
    """Let the worker do what is owed."""
    while claimed := deliveries.claim(at=at):
        for delivery in claimed:
            told = deliveries.tell(delivery, at=at)
            delivery.refresh_from_db()
            assert told, delivery.last_error
