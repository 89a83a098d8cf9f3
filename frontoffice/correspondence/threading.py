"""By what an answer is known again: a signed reference that nobody can guess, and the Message-IDs of the exchange.

A reference reads `case-4711-k7m2q4xz5wabcdef`: the thread, and 80 bits of a keyed hash of it. It stands in the address
for answers (its plus part), or in the subject where the mailbox knows no plus parts. A number alone proves nothing.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.db.models.functions import Lower

from frontoffice.correspondence.models import Message
from frontoffice.foundation.crypto import keyed_hashes, same
from frontoffice.foundation.statements import Statement

PURPOSE = "correspondence.thread"
MOST_ANCESTORS = 20
_THREAD = re.compile(r"([a-z]{2,12}):([0-9]{1,18})")
_REFERENCE = re.compile(r"(?<![a-z0-9-])([a-z]{2,12})-([0-9]{1,18})-([a-z2-7]{16})(?![a-z0-9-])")


@dataclass(frozen=True)
class Return:
    """Where answers to a message go; `plus` where `name+anything@domain` reaches the same mailbox."""

    address: str
    plus: bool


Heard: TypeAlias = Callable[[str, str], list[tuple[datetime, str]]]
Returns: TypeAlias = Callable[[Message], Return | None]
_HEARD: list[Heard] = []
_RETURNS: list[Returns] = []


def add_heard(finds: Heard) -> None:
    """Declare `f(thread, address)`: the Message-IDs that came from that address in the thread, with their instants."""
    if finds not in _HEARD:
        _HEARD.append(finds)


def add_return(finds: Returns) -> None:
    """Declare where answers to a message go; the first that knows decides. Rooms do so when their app is ready."""
    if finds not in _RETURNS:
        _RETURNS.append(finds)


def return_of(message: Message) -> Return | None:
    """Where the answer to the message goes, as rooms above say; None where none of them knows."""
    return next((found for found in (finds(message) for finds in _RETURNS) if found is not None), None)


def reference_of(thread: str) -> str:
    """The signed reference of a thread (`case:4711`); empty for what is none."""
    read = _THREAD.fullmatch(thread)
    return f"{read[1]}-{read[2]}-{_seals(thread)[0]}" if read is not None else ""


def threads_in(text: str) -> list[str]:
    """The threads whose signed reference stands in the text, in any case of letters; forged ones are left out."""
    found = []
    for kind, number, seal in _REFERENCE.findall(text.lower()):
        thread = f"{kind}:{number}"
        if any(same(seal, true) for true in _seals(thread)):
            found.append(thread)
    return list(dict.fromkeys(found))


def with_plus(address: str, reference: str) -> str:
    """`name+reference@domain`."""
    name, _at, domain = address.rpartition("@")
    return f"{name}+{reference}@{domain}"


def ancestors(message: Message) -> list[str]:
    """The Message-IDs that a message follows upon, the newest last; that one it answers.

    What `in_reply_to` names comes last. Otherwise it is what was last heard in the thread, or else what we last wrote.
    """
    said: list[tuple[datetime, str]] = []
    heard: list[tuple[datetime, str]] = []
    if message.thread and message.to_address:
        rows = _SENT.rows(thread=message.thread, address=message.to_address.lower(), but=message.pk)
        said = [(at, str(identifier)) for at, identifier in rows if at is not None]
        heard = [one for finds in _HEARD for one in finds(message.thread, message.to_address)]
    chain = [identifier for _at, identifier in sorted([*said, *heard])]
    answered = message.in_reply_to or (max(heard)[1] if heard else "")
    if answered:
        chain = [*(one for one in chain if one != answered), answered]
    return list(dict.fromkeys(chain))[-MOST_ANCESTORS:]


def _sent(*, thread: str, address: str, but: int) -> QuerySet[Message, Any]:
    """What went out in the thread to that address (in lower case; addresses are ASCII), the newest first."""
    sent = Message.objects.filter(thread=thread, released_at__isnull=False).exclude(pk=but)
    to = sent.annotate(lowered=Lower("to_address")).filter(lowered=address)
    return to.order_by("-pk").values_list("released_at", "message_id")[:MOST_ANCESTORS]


_SENT = Statement(_sent, thread=str, address=str, but=int)


def _seals(thread: str) -> list[str]:
    """Of the thread under the current key and each earlier one."""
    digests = (hashed.rpartition("$")[2] for hashed in keyed_hashes(thread, purpose=PURPOSE))
    return [base64.b32encode(bytes.fromhex(digest)[:10]).decode().lower() for digest in digests]
