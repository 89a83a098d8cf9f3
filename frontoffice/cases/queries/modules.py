"""Text modules: which there are, which are offered to whom while they write on a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case as When_
from django.db.models import IntegerField, Q, QuerySet, Value, When

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import visible
from frontoffice.cases import placeholders
from frontoffice.cases.models import Case, TextModule
from frontoffice.foundation.models import Actor

MOST_OFFERED = 8
MOST_LISTED = 200


@dataclass(frozen=True)
class Offered:
    """A text module as it would stand in this case; `language` is another than the case's where it has none in that."""

    module: TextModule
    name: str
    text: str
    language: str
    blanks: Sequence[str]


@visible(TextModule)
def modules_visible_to(*, by: Actor, at: datetime) -> QuerySet[TextModule]:
    """One's own, and what colleagues keep for units and the agency."""
    rows = TextModule.objects.select_related("current", "owner__actor", "unit", "made_by")
    return rows.filter(Q(owner__isnull=True) | Q(owner__actor=by)) if by.is_staff and by.pk else rows.none()


def modules_for(member: StaffMember, *, unit_id: int | None = None) -> QuerySet[TextModule]:
    """What this colleague is offered: their own, those of their unit and of the case's, the agency's, in that order."""
    units = {member.unit_id, *([unit_id] if unit_id is not None else [])}
    agencys = Q(owner__isnull=True, unit__isnull=True)
    rows = TextModule.objects.filter(retired_at__isnull=True, current__isnull=False)
    rows = rows.filter(Q(owner=member) | Q(unit__in=units) | agencys)
    nearness = When_(
        When(owner__isnull=False, then=Value(0)),
        When(unit__isnull=False, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.select_related("current", "unit").order_by(nearness, "shortcut", "pk")


def offered(typed: str, case: Case, member: StaffMember, *, most: int = MOST_OFFERED) -> list[Offered]:
    """Those whose letters begin so, or in whose name a word does, as they would stand in the case. One query."""
    typed = " ".join(typed.split())[:60]
    rows = modules_for(member, unit_id=case.unit_id)
    if typed:
        begins = Q(shortcut__istartswith=typed)
        rows = rows.filter(
            begins | Q(current__name__istartswith=typed) | Q(current__name__icontains=f" {typed}")
        )
    return [as_in(case, module, member) for module in rows[:most]]


def as_in(case: Case, module: TextModule, member: StaffMember) -> Offered:
    """The module with what is known of the case, in the customer's language where there is one, else in English."""
    version = module.current
    if version is None:
        raise ValueError("A module that is offered has a version.")
    texts: dict[str, str] = version.texts
    wanted = case.language.split("-")[0]
    language = next((one for one in (wanted, "en") if one in texts), next(iter(texts)))
    text = placeholders.filled(texts[language], placeholders.Told(case, member, language))
    return Offered(module, version.name, text, language, placeholders.blanks(text))
