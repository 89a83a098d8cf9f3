"""What can be done with an ask from its page, and doing it: each move is one action."""

from django import forms
from django.contrib import messages
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority.actions import approving, delegating, questioning
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Approval, ApprovalStatus, StaffMember
from frontoffice.authority.signatures import find


class Move(models.TextChoices):
    """What somebody can do about an ask; the value is also what the address says of the open panel."""

    APPROVE = "approve", gettext_lazy("Approve")
    DECLINE = "decline", gettext_lazy("Decline")
    QUESTION = "question", gettext_lazy("Ask back")
    DELEGATE = "delegate", gettext_lazy("Hand it on")
    ANSWER = "answer", gettext_lazy("Answer")
    WITHDRAW = "withdraw", gettext_lazy("Withdraw")
    ACKNOWLEDGE = "acknowledge", gettext_lazy("Got it")

    @classmethod
    def of(cls, said: str) -> "Move | None":
        return cls(said) if said in cls.values else None


class MoveForm(forms.Form):
    decision = forms.ChoiceField(choices=[(move.value, "") for move in Move])
    reason = forms.CharField(max_length=1000, required=False, strip=True)
    text = forms.CharField(max_length=1000, required=False, strip=True)
    to = forms.CharField(max_length=60, required=False)


def carry_out(request: ActingRequest, approval: Approval, form: MoveForm) -> bool:
    """Do the chosen move and say so on the next page. True: on with the list. False: stay with this ask.

    Raises whatever the action refuses; the ask then waits as before.
    """
    by, at, data = request.actor, request.at, form.cleaned_data
    move, text = Move(data["decision"]), data["text"] or data["reason"]
    if move == Move.APPROVE:
        return _said(request, approval, approving.approve(approval=approval, by=by, at=at))
    if move == Move.DECLINE:
        return _said(request, approval, approving.decline(approval=approval, reason=text, by=by, at=at))
    if move == Move.WITHDRAW:
        return _said(request, approval, approving.withdraw(approval=approval, by=by, at=at))
    if move == Move.QUESTION:
        questioning.question(approval=approval, text=text, by=by, at=at)
        messages.success(request, _("Your question is with %(name)s.") % {"name": approval.asked_by.name})
    elif move == Move.DELEGATE:
        to: StaffMember = find(StaffMember, data["to"], by=by, at=at, field="to")
        delegating.delegate(approval=approval, to=to, text=text, by=by, at=at)
        messages.success(request, _("It is on the list of %(name)s now.") % {"name": to.actor.name})
    elif move == Move.ANSWER:
        questioning.answer(approval=approval, text=text, by=by, at=at)
        messages.success(request, _("Answered. It waits for a decision again."))
        return False
    else:
        questioning.acknowledge(approval=approval, by=by, at=at)
    return True


def _said(request: ActingRequest, approval: Approval, decided: Approval) -> bool:
    said = {
        ApprovalStatus.APPROVED: _("Approved. It has gone through."),
        ApprovalStatus.DECLINED: _("Declined. The person who asked sees your reason."),
        ApprovalStatus.WITHDRAWN: _("Withdrawn."),
        ApprovalStatus.WAITING: _("You agreed. It goes through when the next one agrees too."),
    }
    if decided.pk == approval.pk:
        messages.success(request, said[ApprovalStatus(decided.status)])
    else:  # this person may only ask for decisions: another one's ask about it waits now
        messages.info(request, _("Nothing is decided yet: a colleague has to agree with your decision."))
    return True
