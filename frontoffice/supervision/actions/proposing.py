"""The system proposes to move a share, by a stated rule and with its figures; a person decides (STF-5)."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.supervision import rates, shares
from frontoffice.supervision.actions.setting_shares import ReasonNeeded, set_now
from frontoffice.supervision.events import ProposalDecided, ShareProposed
from frontoffice.supervision.models import Kind, ProposalStatus, ReviewShare, ShareProposal, ShareRule
from frontoffice.supervision.permissions import check_supervises
from frontoffice.supervision.queries.figures import Figures, figures_of
from frontoffice.supervision.shipped import rule_of

Reason = Annotated[str, Field(min_length=1, max_length=1000)]
REST = timedelta(days=14)  # what was declined or has just been set is left alone for a while


class ProposalDecidedBefore(Refused):
    message = _("This proposal was decided before, or overtaken by another decision.")


@action("supervision.propose", title=_("Propose other shares for review"), open_to=["service"])
def propose(*, by: Actor, at: datetime) -> list[ShareProposal]:
    """Look at everybody's figures and propose what the rule leads to. Nothing is moved by this."""
    made: list[ShareProposal] = []
    members = StaffMember.objects.exclude(until__lte=at).select_related("actor", "level", "office__calendar")
    for kind in Kind:
        rule = rule_of(kind, by=by, at=at)
        since = at - timedelta(days=rule.days)
        found = figures_of(kind, since=since, until=at)
        concerned = list(members.filter(pk__in=found).order_by("pk"))
        current = shares.shares_of(concerned, kind, at=at)
        left = _left_alone(kind, at=at)
        for member in concerned:
            if member.pk not in left:
                made += _proposal(member, kind, current[member.pk], found[member.pk], rule, by=by, at=at)
    return made


def _left_alone(kind: Kind, *, at: datetime) -> set[int]:
    """Those with an open proposal, or about whom a person has decided just now."""
    recent = ShareProposal.objects.filter(kind=kind).filter(decided_at__gt=at - REST)
    waiting = ShareProposal.objects.filter(kind=kind, status=ProposalStatus.OPEN)
    just_set = ReviewShare.objects.filter(kind=kind, from_at__gt=at - REST)
    return {
        pk for rows in (recent, waiting, just_set) for pk in rows.values_list("staff_member_id", flat=True)
    }


def _proposal(
    member: StaffMember,
    kind: Kind,
    share: Decimal,
    found: Figures,
    rule: ShareRule,
    *,
    by: Actor,
    at: datetime,
) -> list[ShareProposal]:
    rate = rates.rate(found.with_errors, found.looked_at)
    told = rates.Rule(rule.least, rule.too_many, rule.few_enough, rule.factor, rule.floor)
    to_share = rates.proposed(share, rate, found.critical, told, usual=shares.usual(member))
    if to_share == share:
        return []
    made = ShareProposal.objects.create(
        staff_member=member,
        kind=kind,
        from_share=share,
        to_share=to_share,
        rule=rule,
        looked_at=found.looked_at,
        with_errors=found.with_errors,
        critical=found.critical,
        low=round(Decimal(rate.low), 3),
        high=round(Decimal(rate.high), 3),
        since=at - timedelta(days=rule.days),
        proposed_at=at,
    )
    told_all = ShareProposed(
        proposal_id=made.pk, staff_member_id=member.pk, kind=kind.value, to_share=to_share
    )
    announce(told_all, about=[made, member], by=by, at=at)
    return [made]


def _unit(call: object) -> int:
    return call.proposal.staff_member.unit_id  # type: ignore[attr-defined,no-any-return]


@action("supervision.accept_proposal", title=_("Accept a proposal about a share"), unit=_unit)
def accept_proposal(*, proposal: ShareProposal, reason: Reason, by: Actor, at: datetime) -> ShareProposal:
    """Move the share as proposed, on one's own reason. Raises ProposalDecidedBefore, NotYourOwn, NotSupervised."""
    proposal = _open(proposal, reason, by=by)
    _decide(proposal, ProposalStatus.ACCEPTED, reason, by=by, at=at)
    set_now(proposal.staff_member, Kind(proposal.kind), proposal.to_share, reason, by=by, at=at)
    return proposal


@action("supervision.decline_proposal", title=_("Decline a proposal about a share"), unit=_unit)
def decline_proposal(*, proposal: ShareProposal, reason: Reason, by: Actor, at: datetime) -> ShareProposal:
    """Leave the share as it is, with a reason. Raises ProposalDecidedBefore, NotYourOwn, NotSupervised."""
    proposal = _open(proposal, reason, by=by)
    return _decide(proposal, ProposalStatus.DECLINED, reason, by=by, at=at)


def _open(proposal: ShareProposal, reason: str, *, by: Actor) -> ShareProposal:
    rows = ShareProposal.objects.select_for_update(of=("self",)).select_related("staff_member__actor")
    proposal = rows.get(pk=proposal.pk)
    check_supervises(by=by, of=proposal.staff_member)
    if proposal.status != ProposalStatus.OPEN:
        raise ProposalDecidedBefore
    if not reason.strip():
        raise ReasonNeeded
    return proposal


def _decide(
    proposal: ShareProposal, status: ProposalStatus, reason: str, *, by: Actor, at: datetime
) -> ShareProposal:
    proposal.status, proposal.decided_by, proposal.decided_at = status, by, at
    proposal.reason = reason.strip()
    proposal.save(update_fields=["status", "decided_by", "decided_at", "reason"])
    told = ProposalDecided(proposal_id=proposal.pk, status=status.value)
    announce(told, about=[proposal, proposal.staff_member], by=by, at=at)
    return proposal
