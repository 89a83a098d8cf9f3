"""Who asked whom for help, who works on a case too, and what was drafted for its owner."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.auditing.watching import reason_for
from frontoffice.authority.deciding import may
from frontoffice.authority.models import StaffMember
from frontoffice.authority.queries import who_may
from frontoffice.authority.registry import visible
from frontoffice.cases.models import Advice, AdviceKind, Case, CoWorker, HelpRequest
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.models import Actor

MOST_SHOWN = 100


@visible(HelpRequest)
def requests_visible_to(*, by: Actor, at: datetime) -> QuerySet[HelpRequest]:
    """Those about cases that one sees; nobody outside sees any."""
    rows = HelpRequest.objects.select_related(
        "case", "case__topic", "note", "asked_by", "whom__actor", "unit"
    )
    return rows.filter(case__in=cases_visible_to(by=by, at=at)) if by.is_staff else rows.none()


@visible(Advice)
def advice_visible_to(*, by: Actor, at: datetime) -> QuerySet[Advice]:
    """The same for advice."""
    rows = Advice.objects.select_related("case", "note", "by")
    return rows.filter(case__in=cases_visible_to(by=by, at=at)) if by.is_staff else rows.none()


def asked_of(member: StaffMember, *, at: datetime) -> QuerySet[HelpRequest]:
    """What waits for this colleague's help: asked of them, or of whoever advises in their unit. The oldest first."""
    mine = Q(whom=member)
    if may(member.actor, "cases.advise", at=at):
        mine |= Q(whom__isnull=True, unit=member.unit_id)
    seen = requests_visible_to(by=member.actor, at=at)
    return seen.filter(mine, closed_at__isnull=True).exclude(asked_by=member.actor).order_by("pk")


def asked_by(member: StaffMember, *, at: datetime) -> QuerySet[HelpRequest]:
    """What this colleague asked and nobody has answered yet."""
    seen = requests_visible_to(by=member.actor, at=at)
    return seen.filter(asked_by=member.actor, closed_at__isnull=True).order_by("-pk")


def worked_on_too(member: StaffMember, *, at: datetime) -> QuerySet[Case]:
    """Cases of others that this colleague works on too."""
    joined = CoWorker.objects.filter(member=member, until__isnull=True).values("case")
    seen = cases_visible_to(by=member.actor, at=at)
    return seen.filter(pk__in=joined).select_related("topic", "assignee__actor").order_by("due_on", "pk")


def open_requests(case: Case) -> Sequence[HelpRequest]:
    """What is asked on this case and not answered."""
    rows = HelpRequest.objects.filter(case=case, closed_at__isnull=True)
    return list(rows.select_related("note", "asked_by", "whom__actor").order_by("pk"))


def working_too(case: Case) -> Sequence[CoWorker]:
    """Who works on it beside its owner."""
    return list(
        CoWorker.objects.filter(case=case, until__isnull=True).select_related("member__actor").order_by("pk")
    )


def draft_for(case: Case, number: str) -> Advice | None:
    """The draft that a colleague wrote for this case, by its id."""
    if not number.isdecimal() or len(number) > 18:
        return None
    drafts = Advice.objects.filter(case=case, kind=AdviceKind.DRAFT)
    return drafts.filter(pk=int(number)).select_related("note").first()


def helps_with(case: Case, *, by: Actor) -> bool:
    """Whether this colleague works on the case too, or was asked for help and has not answered."""
    joined = CoWorker.objects.filter(case=case, member__actor=by, until__isnull=True)
    asked = HelpRequest.objects.filter(case=case, closed_at__isnull=True).filter(
        Q(whom__actor=by) | Q(whom__isnull=True, unit__staff__actor=by)
    )
    return joined.exists() or asked.exclude(asked_by=by).exists()


def advisers(case: Case, *, by: Actor, at: datetime) -> list[StaffMember]:
    """Whom one can ask by name: they advise, their post goes on, and they are not oneself."""
    there = who_may("cases.advise", at=at).filter(Q(until__isnull=True) | Q(until__gt=at))
    return list(there.exclude(actor=by)[:MOST_SHOWN])


@reason_for(Case)
def help_at_hand(case: Case, *, by: Actor, at: datetime) -> Case | None:
    """Who works on a case too, or was asked for help on it, has it on their work (REC-6)."""
    return case if helps_with(case, by=by) else None
