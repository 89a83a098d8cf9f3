"""What stands in the head of a case: its stage, type, priority, complexity, ages and clocks, and the ways onward."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from frontoffice.authority import notices
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.views.reasons import why_not
from frontoffice.cases.actions.missing_clocks import MISSED
from frontoffice.cases.clock_kinds import label_of
from frontoffice.cases.lifecycles import Act, in_language, lifecycle_of, stage_of
from frontoffice.cases.models import Case, Complexity, Priority
from frontoffice.cases.queries.standing import standing
from frontoffice.cases.schemas import fields_of, shown
from frontoffice.foundation.ui.slots import Part, add_part

TONES = {"met": "done", "missed": "urgent", "": "neutral"}


def in_the_head(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    """Two queries beside the calendar's; one more where the viewer may not move cases."""
    asked: ActingRequest = request  # type: ignore[assignment]  # staff pages have an actor and an instant
    definition, stage = lifecycle_of(case), stage_of(case)
    found = standing(case, at=asked.at)
    ways = [] if case.resolved_at is not None else definition.ways(stage.code, Act.MOVE)
    return {
        "case": case,
        "stage": stage,
        "type_name": in_language(case.type.name, case.type.names),
        "ways": [(way, definition.by_code[way.to]) for way in ways],
        "standing": found,
        "clocks": [(label_of(one.clock.kind), one, TONES[one.state]) for one in found.clocks],
        "urgent": case.priority == Priority.URGENT,
        "weighs": case.priority != Priority.NORMAL or case.complexity != Complexity.ROUTINE,
        "filled": [
            (field.label, field, shown(field, case.fields.get(name)))
            for name, field in fields_of(case.type.schema).properties.items()
        ],
        "why": why_not(asked, "cases.move", about=case) if ways else {},
    }


def register() -> None:
    """Called once, when the app is ready."""
    add_part("case", Part("standing", 5, "cases/parts/standing.html", in_the_head))
    notices.add_kind(notices.Kind(MISSED, _("A clock was missed"), "schedule", "cases:case"))
