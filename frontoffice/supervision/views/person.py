"""One person's work: what is on the desk, how much is looked at and why, how often something was wrong."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import Refused
from frontoffice.supervision.actions import noting_skills, proposing, setting_shares
from frontoffice.supervision.forms import ProposalForm, ShareForm, SkillForm
from frontoffice.supervision.models import Kind, ShareProposal, Skill, SkillKind
from frontoffice.supervision.permissions import ACCEPT, DECLINE, LOOKS_AFTER, NOTE_SKILL, SET_SHARE
from frontoffice.supervision.queries import work
from frontoffice.supervision.views.frame import once, tabs, thing, wrong
from frontoffice.supervision.views.picture import picture


@needs(*LOOKS_AFTER)
def one(request: ActingRequest, reference: str) -> HttpResponse:
    return _shown(request, _person(request, reference))


@needs(SET_SHARE)
@require_POST
def share(request: ActingRequest, reference: str) -> HttpResponse:
    """Another share from now on."""
    member, form = _person(request, reference), ShareForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        once(setting_shares.set_share, form)(
            staff_member=member,
            kind=Kind(given["kind"]),
            share=form.share(),
            reason=given["reason"],
            by=request.actor,
            at=request.at,
        )

    return _done(request, member, form, "share_form", act, _("The share is set."))


@needs(NOTE_SKILL)
@require_POST
def skill(request: ActingRequest, reference: str) -> HttpResponse:
    """What the colleague can do."""
    member, form = _person(request, reference), SkillForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        once(noting_skills.note_skill, form)(
            staff_member=member,
            kind=SkillKind(given["kind"]),
            code=given["code"],
            by=request.actor,
            at=request.at,
        )

    return _done(request, member, form, "skill_form", act, _("Noted."))


@needs("supervision.end_skill")
@require_POST
def end_skill(request: ActingRequest, reference: str) -> HttpResponse:
    """It no longer counts."""
    member = _person(request, reference)
    noted = Skill.objects.filter(
        staff_member=member, reference=normalize(request.POST.get("skill", "")) or ""
    ).first()
    if noted is None:
        raise Http404
    try:
        noting_skills.end_skill(skill=noted, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    else:
        messages.success(request, _("Taken back."))
    return redirect("supervision:person", reference=member.reference)


@needs(ACCEPT, DECLINE)
@require_POST
def decide_proposal(request: ActingRequest, reference: str) -> HttpResponse:
    """Follow what the system proposes, or not; either with a reason."""
    proposal = thing(ShareProposal, request, reference)
    form = ProposalForm(request.POST, auto_id=f"{proposal.reference}_%s")
    member = _person(request, proposal.staff_member.reference)

    def act() -> None:
        accepted = form.cleaned_data["decision"] == "accept"
        action: Any = proposing.accept_proposal if accepted else proposing.decline_proposal
        once(action, form)(
            proposal=proposal, reason=form.cleaned_data["reason"], by=request.actor, at=request.at
        )

    return _done(request, member, form, proposal.reference, act, _("Decided."))


def _person(request: ActingRequest, reference: str) -> StaffMember:
    """Somebody whose work the viewer looks after. Raises Http404."""
    people = work.people(by=request.actor, at=request.at)
    found = people.filter(reference=normalize(reference) or "").first()
    if found is None:
        raise Http404
    return found


def _done(
    request: ActingRequest, member: StaffMember, form: BaseForm, name: str, act: Any, said: str
) -> HttpResponse:
    """Do it and show the person again; or what was wrong."""
    status = 422
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            status = wrong(form, refusal)
        else:
            messages.success(request, said)
            return redirect("supervision:person", reference=member.reference)
    return _shown(request, member, status=status, **{name: form})


def _shown(
    request: ActingRequest, member: StaffMember, *, status: int = 200, **forms: BaseForm
) -> HttpResponse:
    context: dict[str, Any] = {
        "tabs": tabs(request, "people"),
        "member": member,
        "share_form": ShareForm(),
        "skill_form": SkillForm(),
        **picture(request, member),
        **forms,
    }
    for proposal in context["proposals"]:
        proposal["form"] = forms.get(proposal["row"].reference, proposal["form"])
    return render(request, "supervision/person.html", context, status=status)
