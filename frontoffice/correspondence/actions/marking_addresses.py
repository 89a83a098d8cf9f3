"""Addresses at which, as a mail server says for good, nothing arrives: the files that have them say so (ACC-7)."""

import re
from datetime import datetime

from frontoffice.authority import by_mail
from frontoffice.correspondence.models import Message
from frontoffice.customers.actions.marking_undeliverable import mark_undeliverable
from frontoffice.customers.models import ContactPoint, PointKind
from frontoffice.customers.queries import current
from frontoffice.foundation.models import Actor

LONGEST_REASON = 300
_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
# For good, but about this one message or about us (RFC 3463): too large, its content, policy and security.
_NOT_THE_ADDRESS = re.compile(r"5\.(2\.3|3\.\d+|5\.\d+|6\.\d+|7\.\d+)")


def is_dead(code: str) -> bool:
    """Whether an enhanced status (RFC 3463) says that nothing will arrive at the address."""
    return code.startswith("5.") and _NOT_THE_ADDRESS.fullmatch(code) is None


def enhanced_code(words: str) -> str:
    """The enhanced status in a mail server's words (`550 5.1.1 No such user`); empty where there is none."""
    found = _ENHANCED.search(words)
    return found[1] if found is not None else ""


def mark_if_dead(message: Message, code: str, words: str, *, by: Actor, at: datetime) -> None:
    """Mark the address that the message went to on each file that has it, inside the caller's transaction.

    A colleague who is told by e-mail there is not any more. The address is taken from our own message, never from
    what a report says.
    """
    if not is_dead(code):
        return
    by_mail.stop(message.to_address, words)
    points = ContactPoint.objects.filter(
        kind=PointKind.EMAIL,
        normal=message.to_address.lower(),
        until__isnull=True,
        set_aside_in__isnull=True,
        undeliverable_since__isnull=True,
    )
    parties = {point.party_id: current(point.party) for point in points.select_related("party__merged_into")}
    for party in {party.pk: party for party in parties.values()}.values():
        mark_undeliverable(
            party=party,
            kind=PointKind.EMAIL,
            value=message.to_address,
            reason=words[:LONGEST_REASON] or code,
            by=by,
            at=at,
        )
