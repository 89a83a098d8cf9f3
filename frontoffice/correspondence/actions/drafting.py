"""Writing down what is to go out: to whom, what, resting on which passages, with which files."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.contacts.models import Contact
from frontoffice.correspondence.addressing import message_id, one_line, usable_address
from frontoffice.correspondence.events import MessageDrafted
from frontoffice.correspondence.models import Channel, Citation, Enclosure, Message
from frontoffice.customers.models import Party
from frontoffice.foundation.events import announce
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.knowledge.models import Audience, Passage

LONGEST_BODY = 100_000
MOST_ENCLOSED = 15 * 1024 * 1024  # bytes: what mail servers commonly take, less the third that mail adds


class NothingToSay(BadInput):
    message = _("Write the message before you send it.")
    field = "body"


class TooLong(BadInput):
    message = _("This is too long for one message. Shorten it, or enclose it as a file.")
    field = "body"


class TooMuchEnclosed(BadInput):
    message = _("These files are too large for one message. Send fewer or smaller ones.")
    field = "files"


class ForStaffOnly(Refused):
    message = _("One of the passages is for staff only and can't be sent to a customer.")
    field = "passages"


def draft(
    *,
    to_name: str,
    to_address: str,
    channel: Channel | str,
    subject: str,
    body: str,
    language: str = "en",
    passages: Sequence[Passage] = (),
    files: Sequence[StoredFile] = (),
    contact: Contact | None = None,
    customer: Party | None = None,
    in_reply_to: str = "",
    thread: str = "",
    quotes: Mapping[int, str] | None = None,
    by: Actor,
    at: datetime,
) -> Message:
    """A message that has not been released, inside the caller's action.

    `thread` names the exchange, the same for each message of it; `quotes` gives the words taken from a passage, by
    its id. Raises AddressUnusable, NothingToSay, TooLong, TooMuchEnclosed, ForStaffOnly.
    """
    message = Message(
        channel=Channel(channel),
        language=language,
        in_reply_to=message_id(in_reply_to),
        thread=thread,
        by=by,
        contact=contact,
        customer=customer,
        created_at=at,
    )
    write(message, to_name=to_name, to_address=to_address, subject=subject, body=body)
    insert(message)
    cite(message, passages, quotes or {})
    enclose(message, files)
    drafted = MessageDrafted(message_id=message.pk, channel=message.channel)
    announce(drafted, about=subjects(message), by=by, at=at)
    return message


def write(message: Message, *, to_name: str, to_address: str, subject: str, body: str) -> None:
    """Put recipient and text on a message that is not saved yet. Raises AddressUnusable, NothingToSay, TooLong."""
    message.to_name = one_line(to_name)[:200]
    message.to_address = (
        usable_address(to_address) if to_address.strip() or message.channel == Channel.EMAIL else ""
    )
    message.subject = one_line(subject)[:250]
    message.body = _plain(body)
    if not message.body:
        raise NothingToSay
    if not message.subject:
        raise NothingToSay(_("Give the message a subject."), field="subject")
    if len(message.body) > LONGEST_BODY:
        raise TooLong


def cite(message: Message, passages: Sequence[Passage], quotes: Mapping[int, str]) -> None:
    """Number the passages in the order given; the same one twice counts once. Raises ForStaffOnly."""
    once = list({passage.pk: passage for passage in passages}.values())
    if any(passage.version.audience == Audience.INTERNAL for passage in once):
        raise ForStaffOnly
    Citation.objects.bulk_create(
        Citation(
            message=message, passage=passage, position=position, quote=_plain(quotes.get(passage.pk, ""))
        )
        for position, passage in enumerate(once, start=1)
    )


def enclose(message: Message, files: Sequence[StoredFile]) -> None:
    """Add the files; the same one twice counts once. Raises TooMuchEnclosed."""
    once = list({file.pk: file for file in files}.values())
    if sum(file.size for file in once) > MOST_ENCLOSED:
        raise TooMuchEnclosed
    Enclosure.objects.bulk_create(
        Enclosure(message=message, file=file, position=position)
        for position, file in enumerate(once, start=1)
    )


def subjects(message: Message) -> list[Message | Contact]:
    """What an event about the message is about."""
    return [message, message.contact] if message.contact is not None else [message]


def _plain(text: str) -> str:
    """Line breaks as one character, no other control characters, no blank ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or c.isprintable() or c.isspace()).strip()
