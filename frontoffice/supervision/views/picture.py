"""The figures of one person, as the page about them shows them."""

from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.cases import clocks
from frontoffice.cases.models import Topic
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.supervision import shares
from frontoffice.supervision.forms import ProposalForm
from frontoffice.supervision.models import Kind, ProposalStatus, ReviewShare, ShareProposal, Skill
from frontoffice.supervision.queries import figures, work
from frontoffice.supervision.shipped import RULE, newest_rule
from frontoffice.supervision.views.showing import percent

WEEKS = 12
MOST_SHARES = 20


def picture(request: ActingRequest, member: StaffMember) -> dict[str, Any]:
    """Desk, shares, proposals, figures and skills of the person; a fixed number of queries."""
    cases = cases_visible_to(by=request.actor, at=request.at)
    desk = work.desk([member], cases, today=clocks.today(member.unit, request.at))
    history = ReviewShare.objects.filter(staff_member=member).select_related("set_by")
    waiting = ShareProposal.objects.filter(staff_member=member, status=ProposalStatus.OPEN)
    return {
        "load": desk.loads[0],
        "kinds": [_of_kind(request, member, kind) for kind in Kind],
        "history": [
            {"row": row, "share": percent(row.share), "before": percent(row.before)}
            for row in history.order_by("-pk")[:MOST_SHARES]
        ],
        "proposals": [_proposal(row) for row in waiting.select_related("rule").order_by("pk")],
        "skills": Skill.objects.filter(staff_member=member, ended_at=None).order_by("kind", "code"),
    }


def _of_kind(request: ActingRequest, member: StaffMember, kind: Kind) -> dict[str, Any]:
    rule = newest_rule(kind)
    days = rule.days if rule is not None else RULE["days"]
    since, until = request.at - timedelta(days=days), request.at
    weeks = figures.by_week(member, kind, weeks=WEEKS, until=until, zone=member.office.zone)
    topics = figures.by_topic(member, kind, since=since, until=until)
    names = dict(Topic.objects.filter(code__in=[code for code, _row in topics]).values_list("code", "name"))
    wrong = figures.kinds_of_errors(member, kind, since=since, until=until)
    return {
        "kind": kind,
        "share": percent(shares.share_of(member, kind, at=until)),
        "usual": percent(shares.usual(member)),
        "days": days,
        "figures": figures.figures_of(kind, since=since, until=until).get(member.pk, figures.NONE),
        "topics": [(names.get(code, code) or _("No topic"), row) for code, row in topics],
        "errors": [(_(name), number) for name, number in wrong],
        "weeks": [(date_format(day, "n/j"), round((row.rate.share or 0) * 100)) for day, row in weeks],
        "looked_at": [(date_format(day, "n/j"), row.looked_at) for day, row in weeks],
    }


def _proposal(row: ShareProposal) -> dict[str, Any]:
    return {
        "row": row,
        "form": ProposalForm(auto_id=f"{row.reference}_%s"),
        "from": percent(row.from_share),
        "to": percent(row.to_share),
        "low": percent(row.low),
        "high": percent(row.high),
        "too_many": percent(row.rule.too_many),
        "few_enough": percent(row.rule.few_enough),
    }
