"""Replying to the customer: a message that cites what it rests on, sent at once or once somebody has approved it."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import deciding
from frontoffice.authority.registry import ACTIONS, action
from frontoffice.cases.actions.answering_merged import answer_merged
from frontoffice.cases.actions.assigning import taken_by
from frontoffice.cases.actions.following_replies import went_out
from frontoffice.cases.actions.gating import pass_gates
from frontoffice.cases.actions.making_way import make_way
from frontoffice.cases.actions.moving import check, way_of
from frontoffice.cases.actions.recording import attach_all, member_of, said, save, unresolved_to_answer
from frontoffice.cases.actions.resolving import ReplyStillHeld
from frontoffice.cases.events import ReplyWritten
from frontoffice.cases.lifecycles import Act
from frontoffice.cases.models import (
    AfterReply,
    Attention,
    Case,
    CaseMessage,
    Complexity,
    CorrectedAnswer,
    ResolutionCode,
)
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.placeholders import refuse_blanks
from frontoffice.cases.queries import reply_is_held
from frontoffice.cases.queries.looked_up import has
from frontoffice.cases.queries.outdated import told_in
from frontoffice.correspondence.actions.drafting import draft
from frontoffice.correspondence.actions.releasing import send_out
from frontoffice.correspondence.models import Channel, Message
from frontoffice.correspondence.models import Status as MessageStatus
from frontoffice.foundation.events import announce
from frontoffice.foundation.inserting import insert
from frontoffice.foundation.models import Actor, ActorKind, StoredFile
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.models import AnswerGiven, Passage
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.in_force import STOPPING, concerns

NOT_OUT = frozenset({MessageStatus.DRAFT, MessageStatus.HELD})


class ChangedMeanwhile(Refused):
    """Somebody did something on the case since the page was loaded; the writer looks at it first."""

    message = _("This case has changed since you began to write. Read what is new, then send again.")


class ResolveOrKeepOpen(Refused):
    message = _("A reply either resolves the case or keeps it open.")
    status = 422


class NotToldHere(Refused):
    """A reply sets right what this customer was told, and nothing else."""

    message = _("One of these answers was not given in this case, nor to its customer.")
    status = 422


class PassageNeedsReason(Refused):
    """A version that is not in force, or overdue for review, goes out only with a reason (INQ-5)."""

    message = _("One of the passages should not be used as it is. Say why you use it all the same.")
    field = "override_reason"


class EndTakesMore(Refused):
    """Whoever may not end a case of this complexity writes, keeps it open, and asks to resolve it."""

    message = _(
        "You may not resolve a case this complex. Send the reply, keep it open, and ask to resolve it."
    )
    status = 403
    part = "grant"


@action("cases.reply", title=_("Reply to the customer"), unit=unit_of_case)
def reply(
    *,
    case: Case,
    text: Annotated[str, Field(min_length=1, max_length=20_000)],
    passages: list[Passage] | None = None,
    files: list[StoredFile] | None = None,
    expected_version: int | None = None,
    resolve: bool = False,
    resolution_code: ResolutionCode = ResolutionCode.ANSWERED,
    keep_open: bool = False,
    override_reason: Annotated[str, Field(max_length=1_000)] = "",
    sets_right: list[AnswerGiven] | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Write to the customer, by e-mail where they gave an address, otherwise on the page of the case.

    Once the message is on its way the case waits for the customer, or is resolved, or stays open, as asked for, and
    the answers that it `sets_right` are dealt with (INQ-4). Where somebody has to approve the message it is held and
    the case stays as it is until then. A case that nobody has becomes the writer's, never an automated one's. Raises
    ChangedMeanwhile where the case is no longer at `expected_version`, CaseIsResolved, ReplyStillHeld, EndTakesMore,
    PassageNeedsReason, NotToldHere, BlanksLeft, EmptyText, TooManyFiles; where it resolves what `resolve` does.
    """
    if resolve and keep_open:
        raise ResolveOrKeepOpen
    _check_passages(passages := passages or [], override_reason, at=at)
    case = _locked_for_reply(case, expected_version, text if resolve else None, by=by, at=at)
    after = AfterReply.RESOLVE if resolve else AfterReply.STAY if keep_open else AfterReply.WAIT
    written = write_down(
        case,
        (without_blanks(text), passages, files := files or []),
        after=after,
        resolution_code=resolution_code if resolve else "",
        override_reason=override_reason.strip(),
        by=by,
        at=at,
    )
    _correct(written, case, sets_right or [])
    _let_go(written, case, passages, files, corrects=bool(sets_right), released_by=by, by=by, at=at)
    return case


def without_blanks(text: str) -> str:
    """What is said, with nothing left to be filled in. Raises EmptyText, TextTooLong, BlanksLeft."""
    refuse_blanks(text)
    return said(text)


def write_down(
    case: Case,
    words: tuple[str, list[Passage], list[StoredFile]],
    *,
    after: AfterReply,
    resolution_code: str = "",
    override_reason: str = "",
    by: Actor,
    at: datetime,
) -> CaseMessage:
    """The rows of a reply that is not sent yet, inside the caller's action; the case is locked."""
    text, passages, files = words
    written = insert(
        CaseMessage(
            case=case,
            message=_drafted(case, text, passages, files, by=by, at=at),
            by=by,
            after=after,
            resolution_code=resolution_code,
            override_reason=override_reason,
        )
    )
    attach_all(case, files, message=written, by=by, at=at)
    return written


def _locked_for_reply(
    case: Case, expected_version: int | None, ending: str | None, *, by: Actor, at: datetime
) -> Case:
    """The case with what the reply changes of it at once; `ending` is the text with which it is to be resolved."""
    case = unresolved_to_answer(case)
    if expected_version is not None and case.version != expected_version:
        raise ChangedMeanwhile
    make_way(case, by=by, at=at)
    if has(case, "held_reply") and reply_is_held(case):
        raise ReplyStillHeld
    if ending is not None:
        pass_gates(case, "resolve")
        _check_end(case, ending, by=by, at=at)
    taken = case.assignee_id is None and by.kind != ActorKind.AUTOMATED and _take_over(case, by=by, at=at)
    if not taken:
        _settle(case)
    return case


def _check_end(case: Case, text: str, *, by: Actor, at: datetime) -> None:
    """A reply that ends the case goes the same way as an end without one; a complex case takes the authority to."""
    check(way_of(case, Act.RESOLVE), case, note=text, by=by, at=at)
    if case.complexity > Complexity.ROUTINE:
        decided = deciding.decide(ACTIONS["cases.resolve"], {"case": case}, by=by, at=at)
        if not decided.outright:
            raise EndTakesMore


def _take_over(case: Case, *, by: Actor, at: datetime) -> bool:
    """Who answers first has the case, where they have a post; what was wrong with an earlier reply is settled too."""
    member = member_of(by)
    if member is None:
        return False
    case.attention = Attention.NONE
    taken_by(case, member, "attention", by=by, at=at)
    return True


def _settle(case: Case) -> None:
    """What was wrong with an earlier reply is settled by this one."""
    case.attention = Attention.NONE
    save(case, "attention")


def send(
    written: CaseMessage,
    case: Case,
    passages: list[Passage],
    files: list[StoredFile],
    *,
    released_by: Actor,
    by: Actor,
    at: datetime,
) -> None:
    """Let it go or have it held; what was wrong with an earlier reply is settled by this one.

    It is released on the authority of `released_by`. Who asked on a case that was merged here is answered too (CMP-12).
    """
    _settle(case)
    _let_go(written, case, passages, files, released_by=released_by, by=by, at=at)


def _let_go(
    written: CaseMessage,
    case: Case,
    passages: list[Passage],
    files: list[StoredFile],
    *,
    corrects: bool = True,
    released_by: Actor,
    by: Actor,
    at: datetime,
) -> None:
    about = [case, written.message]
    announce(ReplyWritten(case_id=case.pk, message_id=written.message_id), about=about, by=by, at=at)
    written.message = send_out(written.message, by=released_by, at=at)
    body = written.message.body
    for copied in answer_merged(case, body, passages, files, released_by=released_by, by=by, at=at):
        if copied.message.status not in NOT_OUT:
            went_out(copied, copied.case, by=by, at=at)
    if written.message.status not in NOT_OUT:
        went_out(written, case, corrects=corrects, by=by, at=at)


def _correct(written: CaseMessage, case: Case, answers: list[AnswerGiven]) -> None:
    """Keep which earlier answers the reply corrects."""
    if not answers:
        return
    wanted = {answer.pk for answer in answers}
    if AnswerGiven.objects.filter(told_in(case), pk__in=wanted).count() != len(wanted):
        raise NotToldHere
    CorrectedAnswer.objects.bulk_create(CorrectedAnswer(reply=written, answer_id=pk) for pk in sorted(wanted))


def _check_passages(passages: list[Passage], override_reason: str, *, at: datetime) -> None:
    if override_reason.strip() or not passages:
        return
    on = office_day(at)
    for passage in passages:
        against = [concern for concern in concerns(passage.version, on=on) if concern in STOPPING]
        if against:
            raise PassageNeedsReason(
                _("%(title)s: %(why)s Say why you use it all the same.")
                % {"title": passage.version.title, "why": against[0].label}
            )


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
