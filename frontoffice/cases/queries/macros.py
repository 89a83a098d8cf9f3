"""Macros: which there are, and which a colleague is offered."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case as Ranked
from django.db.models import IntegerField, Q, QuerySet, Value, When

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import visible
from frontoffice.cases import macros
from frontoffice.cases.models import Macro, TextModule, Topic
from frontoffice.foundation.models import Actor


@visible(Macro)
def macros_visible_to(*, by: Actor, at: datetime) -> QuerySet[Macro]:
    """One's own, and what colleagues keep for units and the agency."""
    rows = Macro.objects.select_related("current", "owner__actor", "unit", "made_by")
    return rows.filter(Q(owner__isnull=True) | Q(owner__actor=by)) if by.is_staff and by.pk else rows.none()


def macros_for(member: StaffMember) -> QuerySet[Macro]:
    """What this colleague is offered: their own, their unit's, the agency's, in that order."""
    rows = Macro.objects.filter(retired_at__isnull=True, current__isnull=False)
    rows = rows.filter(Q(owner=member) | Q(owner__isnull=True, unit=member.unit_id) | _agencys())
    nearness = Ranked(
        When(owner__isnull=False, then=Value(0)),
        When(unit__isnull=False, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.select_related("current", "unit").order_by(nearness, "pk")


def _agencys() -> Q:
    return Q(owner__isnull=True, unit__isnull=True)


def named_in(steps: Iterable[macros.Step]) -> dict[str, str]:
    """What the steps name by reference or code, with the name that people know it by. Three queries at most."""
    every = list(steps)
    people = [step.to for step in every if isinstance(step, macros.AssignStep)]
    modules = [step.module for step in every if isinstance(step, macros.ReplyStep) and step.module]
    topics = [step.topic for step in every if isinstance(step, macros.TopicStep)]
    found: dict[str, str] = {}
    if people:
        rows = StaffMember.objects.filter(reference__in=people).values_list("reference", "actor__name")
        found.update(rows)
    if modules:
        texts = TextModule.objects.filter(reference__in=modules).values_list("reference", "shortcut")
        found.update({reference: f"::{shortcut}" for reference, shortcut in texts})
    if topics:
        found.update(Topic.objects.filter(code__in=topics).values_list("code", "name"))
    return found
