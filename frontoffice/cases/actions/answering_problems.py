"""One answer to all who reported a problem: written once, previewed, and one message to each, exactly once (CMP-12)."""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.holding import live_grants
from frontoffice.authority.registry import action
from frontoffice.cases.actions.gating import pass_gates
from frontoffice.cases.actions.keeping_problems import (
    AnswerOnItsWay,
    ProblemIsClosed,
    count_change,
    locked_problem,
    unit_of_problem,
)
from frontoffice.cases.actions.recording import LONGEST_TEXT, EmptyText, TextTooLong, locked
from frontoffice.cases.actions.replying import reply, send, write_down
from frontoffice.cases.events_problems import AnswerPartDone, AnswerPartOwed, ProblemAnswered
from frontoffice.cases.models import (
    AfterReply,
    AnswerPart,
    AnswerText,
    Case,
    CaseMessage,
    PartState,
    Problem,
    ProblemAnswer,
    Report,
    ResolutionCode,
)
from frontoffice.cases.queries import reply_is_held
from frontoffice.cases.queries.problems import text_for, texts_of
from frontoffice.cases.queries.ties import merged_into
from frontoffice.correspondence.models import Status as MessageStatus
from frontoffice.foundation import events
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, EventSubject
from frontoffice.foundation.refusals import BadInput, Refused

RELEASE = "correspondence.release"
NOT_OUT = frozenset({MessageStatus.DRAFT, MessageStatus.HELD})


class NobodyToAnswer(Refused):
    message = _("Nobody is waiting for an answer to this problem: hang cases on it first.")


class TextForEachLanguage(BadInput):
    message = _("Give one text for each of the languages.")
    field = "texts"


def _agreed(call: SimpleNamespace) -> int:
    """Whose every message is read by a colleague has the whole read once, not one message at a time (X4)."""
    grants = list(live_grants(actor=call.by, action=RELEASE, at=call.at))
    return 1 if grants and all(grant.needs_approval for grant in grants) else 0


@action(
    "cases.answer_problem",
    title=_("Answer all who reported a problem"),
    unit=unit_of_problem,
    approvals=_agreed,
)
def answer_problem(
    *,
    problem: Problem,
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)],
    seen: int,
    languages: list[str] | None = None,
    texts: list[str] | None = None,
    code: ResolutionCode = ResolutionCode.ANSWERED,
    by: Actor,
    at: datetime,
) -> ProblemAnswer:
    """Owe each case that hangs on the problem and is not resolved one message; each is sent by itself afterwards.

    `{name}` stands for the asker's name. `languages` and `texts` go together: what is said to whoever reads these.
    `seen` is the last event that the writer's preview knew of: a case that changed since is left out and listed.
    Raises EmptyText, TextTooLong, TextForEachLanguage, NobodyToAnswer, AnswerOnItsWay, ProblemIsClosed.
    """
    languages, texts = languages or [], texts or []
    if len(languages) != len(texts) or len(set(languages)) < len(languages):
        raise TextForEachLanguage
    said = {"": text.strip()} | {
        language: words.strip() for language, words in zip(languages, texts, strict=True) if words.strip()
    }
    if not said[""]:
        raise EmptyText
    if max(len(words) for words in said.values()) > LONGEST_TEXT:
        raise TextTooLong
    problem = locked_problem(problem)
    answer = _owed(problem, said, code, seen, by=by, at=at)
    count_change(problem)
    return answer


def _owed(
    problem: Problem, said: dict[str, str], code: ResolutionCode, seen: int, *, by: Actor, at: datetime
) -> ProblemAnswer:
    if problem.closed_at is not None:
        raise ProblemIsClosed
    if AnswerPart.objects.filter(answer__problem=problem, state=PartState.WAITING).exists():
        raise AnswerOnItsWay
    standing = Report.objects.filter(problem=problem, ended_at__isnull=True)
    cases = list(standing.order_by("case").values_list("case", flat=True))
    if not standing.filter(case__resolved_at__isnull=True).exists():
        raise NobodyToAnswer
    approved_by = events.acting.get().authorized_by
    answer = ProblemAnswer.objects.create(
        problem=problem, code=code, seen=seen, by=by, approved_by=approved_by, at=at
    )
    AnswerText.objects.bulk_create(
        AnswerText(answer=answer, language=language, text=words) for language, words in said.items()
    )
    event = ProblemAnswered(problem_id=problem.pk, answer_id=answer.pk, parts=len(cases))
    announce(event, about=[problem, answer], by=by, at=at)
    for case_id in cases:
        part = AnswerPart.objects.create(answer=answer, case_id=case_id)
        announce(AnswerPartOwed(answer_id=answer.pk, part_id=part.pk), about=answer, by=by, at=at)
    return answer


def answer_part(part_id: int, *, by: Actor, at: datetime) -> None:
    """Send one part, inside the worker's transaction; told again, it changes nothing."""
    AnswerPart.objects.select_for_update().values_list("pk").get(pk=part_id)
    part = AnswerPart.objects.select_related("answer__by", "answer__problem", "case").get(pk=part_id)
    if part.state != PartState.WAITING:
        return
    case, answer = locked(part.case), part.answer
    why = _left_out(case, answer)
    if not why:
        try:
            with transaction.atomic():
                part.reply = _sent(case, answer, text_for(case, texts_of(answer)), service=by, at=at)
        except Refused as refusal:
            why = str(refusal)
    if part.reply is not None:
        part.reply.message.refresh_from_db()
        held = part.reply.message.status in NOT_OUT
        part.state = PartState.HELD if held else PartState.SENT
    else:
        part.state, part.why = PartState.LEFT_OUT, why[:500]
    part.done_at = at
    part.save(update_fields=["state", "reply", "why", "done_at"])
    done = AnswerPartDone(case_id=case.pk, answer_id=answer.pk, part_id=part.pk, state=str(part.state))
    announce(done, about=[case, answer], by=answer.by, at=at)


def part_released(reply: CaseMessage) -> None:
    """A part that was held is on its way, inside the caller's transaction."""
    AnswerPart.objects.filter(reply=reply, state=PartState.HELD).update(state=PartState.SENT)


def _left_out(case: Case, answer: ProblemAnswer) -> str:
    """Why this case is not answered with the others, or nothing."""
    if merged_into(case) is not None:
        return str(_("Merged into another case: it is answered there."))
    if case.resolved_at is not None:
        return str(_("Resolved already."))
    about = EventSubject.objects.filter(kind="cases.case", subject_id=case.pk, event_id__gt=answer.seen)
    if about.exists():
        return str(_("Something changed on it after the preview. Read it first."))
    if reply_is_held(case):
        return str(_("A reply to its asker waits for approval."))
    return ""


def _sent(case: Case, answer: ProblemAnswer, text: str, *, service: Actor, at: datetime) -> CaseMessage:
    """As any reply, on the writer's grant; where somebody agreed to the whole, on that."""
    code = ResolutionCode(answer.code)
    if answer.approved_by_id is None:
        reply(case=case, text=text, resolve=True, resolution_code=code, by=answer.by, at=at)
        return case.case_messages.select_related("message").latest("pk")
    pass_gates(case, "resolve")
    written = write_down(
        case, (text, [], []), after=AfterReply.RESOLVE, resolution_code=code, by=answer.by, at=at
    )
    send(written, case, [], [], released_by=service, by=answer.by, at=at)
    return written
