"""Linking cases: how one stands to another, said by a colleague and taken away again."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from frontoffice.authority.registry import action
from frontoffice.cases.actions.recording import locked
from frontoffice.cases.events_links import CasesLinked, LinkEnded
from frontoffice.cases.models import Case, CaseLink, LinkKind
from frontoffice.cases.permissions import unit_of_case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused


class SameCase(BadInput):
    message = _("This is the case itself. Choose another one.")
    field = "to"


class LinkedAlready(Refused):
    message = _("The two cases are linked like this already.")
    field = "to"


class LinkGone(Refused):
    message = _("This link was taken away before.")


@action("cases.link_cases", title=_("Link two cases"), unit=unit_of_case, subject="case")
def link_cases(*, case: Case, to: Case, kind: LinkKind, by: Actor, at: datetime) -> CaseLink:
    """Say how the case stands to the other; both show it. Raises SameCase, LinkedAlready."""
    if case.pk == to.pk:
        raise SameCase
    case, to = both_locked(case, to)
    links = CaseLink.objects.filter(ended_at__isnull=True, kind=kind)
    there = links.filter(case=case, to=to).exists()
    # Being related has no direction.
    back = kind == LinkKind.RELATED and links.filter(case=to, to=case).exists()
    if there or back:
        raise LinkedAlready
    link = CaseLink.objects.create(case=case, to=to, kind=kind, by=by, at=at)
    linked = CasesLinked(case_id=case.pk, other_case_id=to.pk, kind=kind.value)
    announce(linked, about=[case, to], by=by, at=at)
    return link


@action("cases.end_link", title=_("Take a link between cases away"), unit=lambda call: call.link.case.unit_id)
def end_link(*, link: CaseLink, by: Actor, at: datetime) -> CaseLink:
    """The two are not linked like this any more. Raises LinkGone."""
    both_locked(link.case, link.to)
    link = CaseLink.objects.select_related("case", "to").get(pk=link.pk)
    if link.ended_at is not None:
        raise LinkGone
    link.ended_at, link.ended_by = at, by
    link.save(update_fields=["ended_at", "ended_by"])
    ended = LinkEnded(case_id=link.case_id, other_case_id=link.to_id, kind=link.kind)
    announce(ended, about=[link.case, link.to], by=by, at=at)
    return link


def both_locked(one: Case, other: Case) -> tuple[Case, Case]:
    """The two as they are now, always held in the same order: who comes crosswise waits and is not stuck."""
    held = {case.pk: locked(case) for case in sorted((one, other), key=lambda case: case.pk)}
    return held[one.pk], held[other.pk]
