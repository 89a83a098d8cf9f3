"""What becomes of a case when its reply is on its way, arrives, or does not; inside the caller's transaction."""

from datetime import datetime

from frontoffice.cases.actions import keeping_clocks, owing
from frontoffice.cases.actions.gating import gates_open
from frontoffice.cases.actions.moving import MOVED, go_if_listed
from frontoffice.cases.actions.recording import locked, save, whole_contact
from frontoffice.cases.actions.resolving import back_to_work, resolve_now
from frontoffice.cases.actions.settling import settle_now
from frontoffice.cases.events import CaseReopened, ReplyInTrouble, ReplyWentOut
from frontoffice.cases.lifecycles import Act, lifecycle_of, stage_of
from frontoffice.cases.models import (
    FIRST_ANSWER,
    AfterReply,
    Attention,
    Case,
    CaseMessage,
    ResolutionCode,
    Status,
)
from frontoffice.cases.queries.looked_up import has
from frontoffice.cases.queries.ties import survivor_of
from frontoffice.contacts.models import Channel, Contact, Direction, Outcome
from frontoffice.correspondence.models import Channel as MessageChannel
from frontoffice.correspondence.queries import citations_of
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.updating import update
from frontoffice.knowledge.actions.setting_right import mark
from frontoffice.knowledge.events import AnswerGivenByHand
from frontoffice.knowledge.models import AnswerGiven, Way

CHANNELS = {MessageChannel.EMAIL: Channel.EMAIL, MessageChannel.PAGE: Channel.WEB}


def went_out(reply: CaseMessage, case: Case, *, corrects: bool = True, by: Actor, at: datetime) -> None:
    """The reply is released: the customer is answered in a contact of its own, with what was cited (INQ-2, INQ-4).

    Told again (a failed reply is sent again), it changes nothing. `case` is locked by the caller, who may know that the
    reply `corrects` nothing.
    """
    if reply.contact_id is not None:
        return
    message = reply.message
    contact = whole_contact(
        case,
        channel=CHANNELS[MessageChannel(message.channel)],
        direction=Direction.OUTBOUND,
        outcome=Outcome.ANSWERED,
        by=reply.by,
        at=at,
    )
    reply.contact = contact
    update(reply, "contact")
    _record_answers(reply, contact, at=at)
    if corrects:
        _set_right(reply, contact, at=at)
    announce(
        ReplyWentOut(case_id=case.pk, message_id=message.pk, contact_id=contact.pk),
        about=[case, contact],
        by=by,
        at=at,
    )
    if has(case, "first_answer"):
        keeping_clocks.finish(case, FIRST_ANSWER, by=reply.by, at=at)
    _go_on(reply, case, at=at)


def _record_answers(reply: CaseMessage, contact: Contact, *, at: datetime) -> None:
    """What was cited was given to the customer in this contact, in the version that was cited (INQ-4)."""
    for citation in citations_of(reply.message):
        version = citation.passage.version
        given = AnswerGiven.objects.create(
            contact=contact,
            version=version,
            passage=citation.passage,
            language=version.language,
            rank=citation.position,
            override_reason=reply.override_reason,
            given_by=reply.by,
            at=at,
        )
        announce(
            AnswerGivenByHand(answer_id=given.pk, contact_id=contact.pk, version_id=version.pk),
            about=[contact, version.article],
            by=reply.by,
            at=at,
        )


def _set_right(reply: CaseMessage, contact: Contact, *, at: datetime) -> None:
    """The earlier answers that the reply corrects are dealt with now."""
    corrected = AnswerGiven.objects.filter(pk__in=reply.corrects.values("answer"))
    if corrected:
        mark(list(corrected), way=Way.TOLD, contact=contact, by=reply.by, at=at)


def _go_on(reply: CaseMessage, case: Case, *, at: datetime) -> None:
    """Wait, stay, or resolve, as the writer wished; resolved meanwhile it stays so, gated meanwhile it stays open."""
    if case.status == Status.RESOLVED:
        return
    if reply.after == AfterReply.RESOLVE:
        way = lifecycle_of(case).way(stage_of(case).code, Act.RESOLVE, assigned=case.assignee_id is not None)
        if way is not None and gates_open(case, "resolve"):
            resolve_now(case, "", ResolutionCode(reply.resolution_code), way=way, by=reply.by, at=at)
    elif reply.after == AfterReply.WAIT and go_if_listed(case, Act.REPLY, by=reply.by, at=at):
        save(case, *MOVED)
        owing.keep(case, by=reply.by, at=at)


def arrived(reply: CaseMessage, *, by: Actor, at: datetime) -> None:
    """The reply was accepted for delivery: earlier doubt about it is settled."""
    case = locked(reply.case)
    if case.attention in {Attention.NOT_DELIVERED, Attention.UNCERTAIN} and last_reply(case) == reply.pk:
        settle_now(case, by=by, at=at)


def in_trouble(reply: CaseMessage, attention: Attention, *, by: Actor, at: datetime) -> None:
    """The reply was declined, failed, or may not have arrived: the case calls for attention.

    One that certainly did not arrive answered nobody: a case that waited, or was resolved by it, is worked on again.
    """
    case = locked(survivor_of(reply.case))
    case.attention = attention
    save(case, "attention")
    trouble = ReplyInTrouble(case_id=case.pk, message_id=reply.message_id, attention=attention.value)
    announce(trouble, about=case, by=by, at=at)
    if attention != Attention.NOT_DELIVERED:
        return
    if not case.case_messages.filter(contact__isnull=False).exclude(pk=reply.pk).exists():
        keeping_clocks.unanswered(case)
    if case.status == Status.RESOLVED:
        back_to_work(case, by=by, at=at)
        announce(CaseReopened(case_id=case.pk, post_id=None, note_id=None), about=case, by=by, at=at)
    elif case.status == Status.WAITING:
        back_to_work(case, by=by, at=at)


def last_reply(case: Case) -> int | None:
    """Id of the newest reply of the case."""
    return case.case_messages.order_by("-pk").values_list("pk", flat=True).first()
