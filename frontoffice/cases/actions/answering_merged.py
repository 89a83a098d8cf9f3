"""Whoever asked on a case that was merged into another gets the answer too (CMP-12), in the caller's action."""

from datetime import datetime

from frontoffice.cases.events import ReplyWritten
from frontoffice.cases.models import AfterReply, Attachment, Case, CaseMessage
from frontoffice.cases.queries.ties import family
from frontoffice.correspondence.actions.drafting import draft
from frontoffice.correspondence.actions.releasing import send_out
from frontoffice.correspondence.models import Channel, Message
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.knowledge.models import Passage


def answer_merged(
    case: Case,
    text: str,
    passages: list[Passage],
    files: list[StoredFile],
    *,
    released_by: Actor,
    by: Actor,
    at: datetime,
) -> list[CaseMessage]:
    """A message of their own for each asker who is not answered by the one on the case. Released or held like it."""
    others = [pk for pk in family(case) if pk != case.pk]
    if not others:
        return []
    told, sent = {case.reply_to.lower()} if case.reply_to else set(), []
    for other in (
        Case.objects.filter(pk__in=others).select_related("customer", "topic", "unit").order_by("pk")
    ):
        address = other.reply_to.lower()
        if address and address in told:
            continue
        told.add(address)
        copied = _copy(other, text, passages, files, by=by, at=at)
        copied.message = send_out(copied.message, by=released_by, at=at)
        sent.append(copied)
    return sent


def _copy(
    case: Case, text: str, passages: list[Passage], files: list[StoredFile], *, by: Actor, at: datetime
) -> CaseMessage:
    copied = CaseMessage.objects.create(
        case=case,
        message=_drafted(case, text, passages, files, by=by, at=at),
        by=by,
        after=AfterReply.STAY,
    )
    there = set(case.attachments.filter(file__in=files).values_list("file", flat=True))
    Attachment.objects.bulk_create(
        Attachment(case=case, file=file, message=copied, by=by, at=at)
        for file in files
        if file.pk not in there
    )
    written = ReplyWritten(case_id=case.pk, message_id=copied.message_id)
    announce(written, about=[case, copied.message], by=by, at=at)
    return copied


def _drafted(
    case: Case, text: str, passages: list[Passage], files: list[StoredFile], *, by: Actor, at: datetime
) -> Message:
    return draft(
        to_name=case.asker_name,
        to_address=case.reply_to,
        channel=Channel.EMAIL if case.reply_to else Channel.PAGE,
        subject=f"{case.subject} [{case.number}]",
        body=text,
        language=case.language,
        passages=passages,
        files=files,
        contact=None,
        customer=case.customer,
        thread=f"case:{case.pk}",
        by=by,
        at=at,
    )
