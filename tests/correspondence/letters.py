"""Messages and what they need, as the tests of this room start from: written through the product's own code."""

import datetime as dt
import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from django.db import transaction

from frontoffice.correspondence.actions.drafting import draft
from frontoffice.correspondence.actions.releasing import send_out
from frontoffice.correspondence.models import Channel, Message
from frontoffice.foundation import deliveries, files
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.models import Delivery, Event
from frontoffice.knowledge.actions.importing import import_articles
from frontoffice.knowledge.models import Passage
from tests.factories import NOW, staff

RELEASE = "correspondence.release"
FAR = dt.timedelta(days=3)


def passage(slug: str = "renew-a-license", *, language: str = "en", **given: Any) -> Passage:
    """The first passage of a published article with a citation."""
    told = {
        "slug": slug,
        "title": "Renewing a driver license",
        "citation": "C.A.C. 12-4-3(b)",
        "effective_from": "2026-01-05",
        "body": "## How to renew\n\nBring the old license and proof of where you live.",
        "language": language,
    }
    import_articles(articles=[json.dumps(told | given)], by=service("knowledge"), at=NOW)
    return Passage.objects.filter(version__article__slug=slug).order_by("position")[0]


def drafted(by: Actor | None = None, *, at: dt.datetime = NOW, **given: Any) -> Message:
    """A draft to Jordan Ellis."""
    told: dict[str, Any] = {
        "to_name": "Jordan Ellis",
        "to_address": "jordan@example.org",
        "channel": Channel.EMAIL,
        "subject": "Your question about your license",
        "body": "Hello Jordan,\n\nbring the old license.\n\nDana Whitfield",
    }
    with transaction.atomic():
        return draft(**(told | given), by=by or staff(grants=[RELEASE]).actor, at=at)


def sent_out(by: Actor | None = None, *, at: dt.datetime = NOW, **given: Any) -> Message:
    """A message that was drafted and let go by the same person."""
    by = by or staff(grants=[RELEASE]).actor
    message = drafted(by, at=at, **given)
    with transaction.atomic():
        return send_out(message, by=by, at=at)


def work(at: dt.datetime = NOW, *, rounds: int = 10) -> None:
    """What a worker does at that instant, until nothing is due."""
    for _ in range(rounds):
        claimed = deliveries.claim(at=at)
        if not claimed:
            return
        for delivery in claimed:
            deliveries.tell(delivery, at=at)
    raise AssertionError("there is always more to deliver")


def owed(message: Message) -> Delivery:
    """The delivery of the message's newest release to the sender."""
    return Delivery.objects.filter(
        reaction="correspondence.send",
        event__subjects__kind="correspondence.message",
        event__subjects__subject_id=message.pk,
    ).latest("pk")


def event_names(message: Message) -> list[str]:
    """What happened to the message, in order, without the room's name."""
    found = Event.objects.filter(subjects__kind="correspondence.message", subjects__subject_id=message.pk)
    return [event.name.partition(".")[2] for event in found.order_by("pk")]


def content(message: Message) -> bytes:
    """The bytes as they are kept."""
    assert message.eml is not None
    with files.open_bytes(message.eml) as kept:
        return kept.read()


def parsed(raw: bytes) -> EmailMessage:
    """The mail as a mail program reads it."""
    made = message_from_bytes(raw, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def plain_text(raw: bytes) -> str:
    """The words of the mail as its plain part has them."""
    part = parsed(raw).get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html(raw: bytes) -> str:
    """The HTML part of the mail."""
    part = parsed(raw).get_body(("html",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")
