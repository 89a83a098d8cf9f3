"""Asking for help, advising, and working on a case together while its owner stays its owner (onet.17, tx.22)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.deciding import may
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.actions import owing
from frontoffice.cases.actions.recording import locked, locked_unresolved, said
from frontoffice.cases.events import AdviceGiven, CoWorkerJoined, CoWorkerLeft, HelpAsked, HelpClosed
from frontoffice.cases.models import Advice, AdviceKind, Case, CoWorker, HelpRequest, Note
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.queries.assistance import helps_with
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

ADVISE = "cases.advise"
Text = Annotated[str, Field(min_length=1, max_length=20_000)]


class CannotAdvise(BadInput):
    message = _("This colleague can't advise on this case. Choose somebody else, or a senior of your unit.")
    field = "whom"


class AskedAlready(Refused):
    message = _("You asked for help on this case before; nobody has answered yet.")


class NoPost(Refused):
    message = _("Only somebody with a post at the agency can do this.")
    status = 403
    part = "grant"


class NotOfThisCase(BadInput):
    message = _("This request is about another case, or was answered before.")
    field = "asked"


class OwnCase(Refused):
    message = _("The case is yours: you work on it already.")


class NotWithYou(Refused):
    message = _("Only who works on the case too, or was asked for help, drafts for its owner. Join it first.")
    part = "grant"


class NotJoined(Refused):
    message = _("You don't work on this case.")


class NotYourQuestion(Refused):
    message = _("Only who asked can take the question back.")
    status = 403
    part = "grant"


@action("cases.ask_for_help", title=_("Ask for help on a case"), unit=unit_of_case)
def ask_for_help(
    *, case: Case, question: Text, whom: StaffMember | None = None, by: Actor, at: datetime
) -> HelpRequest:
    """Ask one colleague, or, without a name, those of one's unit who advise. The customer sees nothing of it.

    Raises CannotAdvise, AskedAlready, NoPost, EmptyText, CaseIsResolved.
    """
    member, case = _member(by), locked_unresolved(case)
    if whom is not None and not _can_advise(whom, case, by=by, at=at):
        raise CannotAdvise
    if HelpRequest.objects.filter(case=case, asked_by=by, whom=whom, closed_at__isnull=True).exists():
        raise AskedAlready
    note = Note.objects.create(case=case, text=said(question), by=by, at=at)
    asked = HelpRequest.objects.create(case=case, note=note, asked_by=by, unit=member.unit, whom=whom, at=at)
    owing.keep_help(asked, by=by, at=at)
    event = HelpAsked(
        case_id=case.pk,
        help_request_id=asked.pk,
        note_id=note.pk,
        staff_member_id=whom.pk if whom is not None else None,
    )
    announce(event, about=[case, *([whom] if whom is not None else [])], by=by, at=at)
    return asked


@action("cases.close_help", title=_("Take a question back"), subject="asked")
def close_help(*, asked: HelpRequest, by: Actor, at: datetime) -> HelpRequest:
    """The help is not needed any more. Raises NotYourQuestion, NotOfThisCase."""
    asked = HelpRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=asked.pk)
    if asked.asked_by_id != by.pk:
        raise NotYourQuestion
    if asked.closed_at is not None:
        raise NotOfThisCase
    _close(asked, by=by, at=at)
    announce(HelpClosed(case_id=asked.case_id, help_request_id=asked.pk), about=asked.case, by=by, at=at)
    return asked


@action("cases.advise", title=_("Advise on a case"), unit=unit_of_case)
def advise(*, case: Case, text: Text, asked: HelpRequest | None = None, by: Actor, at: datetime) -> Advice:
    """Put advice on the case's record; what was asked for is answered by it. The owner stays the owner.

    Raises NotOfThisCase, EmptyText.
    """
    case = locked(case)
    asked = _open_request(case, asked, by=by) if asked is not None else None
    return _give(case, text, AdviceKind.ADVICE, asked, by=by, at=at)


@action("cases.suggest_reply", title=_("Draft a reply for a colleague"), unit=unit_of_case)
def suggest_reply(
    *, case: Case, text: Text, asked: HelpRequest | None = None, by: Actor, at: datetime
) -> Advice:
    """A draft that the case's owner can take into the reply, change, and send. Raises NotWithYou, NotOfThisCase."""
    case = locked_unresolved(case)
    if not helps_with(case, by=by):
        raise NotWithYou
    asked = _open_request(case, asked, by=by) if asked is not None else None
    return _give(case, text, AdviceKind.DRAFT, asked, by=by, at=at)


@action("cases.join", title=_("Work on a case too"), unit=unit_of_case)
def join(*, case: Case, by: Actor, at: datetime) -> Case:
    """Work on it beside its owner: note and draft. A second time changes nothing. Raises OwnCase, NoPost."""
    member, case = _member(by), locked_unresolved(case)
    if case.assignee_id == member.pk:
        raise OwnCase
    _row, joined = CoWorker.objects.get_or_create(
        case=case, member=member, until=None, defaults={"since": at}
    )
    if joined:
        event = CoWorkerJoined(case_id=case.pk, staff_member_id=member.pk)
        announce(event, about=[case, member], by=by, at=at)
    return case


@action("cases.leave", title=_("Work on a case no more"), unit=unit_of_case)
def leave(*, case: Case, by: Actor, at: datetime) -> Case:
    """Stop working on it. Raises NotJoined, NoPost."""
    member, case = _member(by), locked(case)
    left = CoWorker.objects.filter(case=case, member=member, until__isnull=True).update(until=at)
    if not left:
        raise NotJoined
    announce(CoWorkerLeft(case_id=case.pk, staff_member_id=member.pk), about=[case, member], by=by, at=at)
    return case


def _member(by: Actor) -> StaffMember:
    member = StaffMember.objects.select_related("unit").filter(actor=by).first()
    if member is None:
        raise NoPost
    return member


def _can_advise(whom: StaffMember, case: Case, *, by: Actor, at: datetime) -> bool:
    gone = whom.until is not None and whom.until <= at
    if gone or whom.actor_id == by.pk or not may(whom.actor, ADVISE, at=at):
        return False
    return cases_visible_to(by=whom.actor, at=at).filter(pk=case.pk).exists()


def _open_request(case: Case, asked: HelpRequest, *, by: Actor) -> HelpRequest:
    asked = HelpRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if asked.case_id != case.pk or asked.closed_at is not None or asked.asked_by_id == by.pk:
        raise NotOfThisCase
    return asked


def _give(
    case: Case, text: str, kind: AdviceKind, asked: HelpRequest | None, *, by: Actor, at: datetime
) -> Advice:
    note = Note.objects.create(case=case, text=said(text), by=by, at=at)
    given = Advice.objects.create(case=case, note=note, kind=kind, asked=asked, by=by, at=at)
    if asked is not None:
        _close(asked, by=by, at=at)
    event = AdviceGiven(
        case_id=case.pk,
        advice_id=given.pk,
        note_id=note.pk,
        kind=kind.value,
        help_request_id=asked.pk if asked is not None else None,
    )
    announce(event, about=case, by=by, at=at)
    return given


def _close(asked: HelpRequest, *, by: Actor, at: datetime) -> None:
    asked.closed_at = max(at, asked.at)
    asked.save(update_fields=["closed_at"])
    owing.keep_help(asked, by=by, at=at)
