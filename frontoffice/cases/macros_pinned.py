"""A macro as a trigger does it: the version that was read when the trigger was written, by single powers alone.

Kept from triggers are steps that need a colleague (to take, to watch) or that write to customers (0037).
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from frontoffice.cases import macros
from frontoffice.cases.actions.running_macros import run_version
from frontoffice.cases.many import Given
from frontoffice.cases.models import Case, MacroVersion
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class MacroGone(Refused):
    message = _("This macro is no longer there, or no longer shared.")


POWERS = {
    "note": "cases.note",
    "assign": "cases.assign",
    "release": "cases.release_to_unit",
    "move": "cases.move",
    "resolve": "cases.resolve",
    "priority": "cases.set_priority",
    "topic": "cases.change_topic",
    "task": "cases.add_task",
}


def pinned(given: Given) -> tuple[dict[str, str], frozenset[str]] | None:
    """The macro with the number of its version, and the powers of its steps.

    None where there is no such macro that colleagues share, or where it has a step that no trigger does.
    """
    version = _version(given)
    if version is None:
        return None
    steps = [step.do for step in macros.read(version.steps)]
    if not set(steps) <= POWERS.keys():
        return None
    kept = {
        "macro": version.macro.reference,
        "number": str(version.number),
        "name": f"{version.name} ({version.number})",
    }
    return kept, frozenset(POWERS[step] for step in steps)


def run_pinned(case: Case, given: Given, *, by: Actor, at: datetime) -> Any:
    """The version that is pinned, whatever the macro became since. Raises MacroGone, StepRefused, RetiredBefore."""
    version = _version(given)
    if version is None:
        raise MacroGone
    run_version(case, version, by=by, at=at)
    return True


def _version(given: Given) -> MacroVersion | None:
    rows = MacroVersion.objects.select_related("macro").filter(
        macro__reference=str(given.get("macro", "")),
        macro__owner__isnull=True,
        macro__retired_at__isnull=True,
    )
    number = str(given.get("number", ""))
    if number:
        return rows.filter(number=int(number)).first() if number.isdecimal() and len(number) < 9 else None
    return rows.order_by("-number").first()
