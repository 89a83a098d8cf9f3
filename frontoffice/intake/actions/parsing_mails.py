"""Reading a kept mail: outside a transaction, since taking it apart and storing its files may take long."""

import re
from datetime import datetime

from django.db import transaction

from frontoffice.foundation import files
from frontoffice.foundation.boundaries import boundary, reached
from frontoffice.foundation.events import announce
from frontoffice.foundation.files.storing import Received
from frontoffice.foundation.models import Actor
from frontoffice.intake.actions.ending import end, hold
from frontoffice.intake.events import MailParsed
from frontoffice.intake.models import Disposition, Incoming, Mail, Part, State
from frontoffice.intake.parsing import Attached, Read, read

READ = boundary("intake.read")
PARSED = boundary("intake.parsed")
TOO_LARGE = "It is too large to be fetched. It lies in its folder on the mail server."
UNREADABLE = "It could not be read: %s."
OCTETS = "application/octet-stream"
_UNSAFE = re.compile(r"[^\w.() +-]+")


def parse(incoming_id: int, *, by: Actor, at: datetime) -> None:
    """Take a kept mail apart; told again, it does nothing. One that can't be read is held for a person."""
    incoming = Incoming.objects.select_related("raw").get(pk=incoming_id)
    if incoming.state != State.KEPT:
        return
    with files.open_bytes(incoming.raw) as kept:
        raw = kept.read()
    try:
        found = read(raw)
    except Exception as error:  # whatever a mail makes the reader do, it is kept and a person sees it
        _record(incoming_id, None, [], UNREADABLE % type(error).__name__, by=by, at=at)
        return
    taken = [(one, *_taken_in(one)) for one in found.attached if one.content]
    reached(READ)
    _record(incoming_id, found, taken, "" if incoming.whole else TOO_LARGE, by=by, at=at)
    reached(PARSED)


def _taken_in(one: Attached) -> tuple[Received, str]:
    """The bytes on disk, and why they are not opened or shown to anybody as a file of the case, if so."""
    try:
        return files.receive(one.content, name=one.name), ""
    except files.FileRefused as refusal:
        bare = _UNSAFE.sub("_", one.name.replace("\\", "/").rpartition("/")[2]).strip(" .")[-100:]
        return files.made(one.content, name=bare or "file", content_type=OCTETS), str(refusal)[:300]


def _record(
    incoming_id: int,
    found: Read | None,
    taken: list[tuple[Attached, Received, str]],
    trouble: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    with transaction.atomic():
        incoming = Incoming.objects.select_for_update().get(pk=incoming_id)
        if incoming.state != State.KEPT:
            return
        if found is not None:
            _write(incoming, found, taken, at=at)
            incoming.first = first_of(incoming, found.fingerprint)
        if incoming.first is not None:
            end(incoming, Disposition.DUPLICATE, by=by, at=at)
        elif trouble:
            hold(incoming, trouble, by=by, at=at)
        else:
            incoming.state = State.PARSED
            incoming.save()
            announce(MailParsed(incoming_id=incoming.pk), about=incoming, by=by, at=at)


def first_of(incoming: Incoming, fingerprint: str) -> Incoming | None:
    """The same mail, as it came before."""
    same = Incoming.objects.filter(fingerprint=fingerprint).exclude(disposition=Disposition.DUPLICATE)
    return same.exclude(pk=incoming.pk).first()


def _write(
    incoming: Incoming, found: Read, taken: list[tuple[Attached, Received, str]], *, at: datetime
) -> None:
    incoming.fingerprint, incoming.message_id = found.fingerprint, found.message_id
    incoming.from_name, incoming.from_address = found.from_name, found.from_address
    incoming.subject, incoming.automatic = found.subject, found.automatic
    mail = Mail.objects.create(
        incoming=incoming,
        sent_at=found.sent_at,
        to=found.to,
        references=found.references,
        threads=found.threads,
        text=found.text,
        latest=found.latest,
        html=found.html,
        language=found.language,
        report=found.report,
        damaged=found.damaged,
        parsed_at=at,
    )
    for number, (one, received, refused) in enumerate(taken, start=1):
        file = files.keep(received, by=None, at=at)
        Part.objects.create(mail=mail, number=number, file=file, inline=one.inline, refused=refused)
