"""The entries of a case's timeline as HTML: what they have in common is worked out once."""

from collections.abc import Sequence
from typing import Any

from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.models import Case, Status
from frontoffice.cases.queries.timeline import Entry
from frontoffice.cases.views.wording import Line
from frontoffice.foundation.ui.stencils import Stencil, Values
from frontoffice.foundation.ui.templatetags import ui

_LINE = Stencil("cases/parts/line.html")


def told(request: ActingRequest, case: Case, lines: Sequence[Line]) -> SafeString:
    """The lines in their order."""
    page = {"request": request, "at": request.at, "staff_member": request.staff_member, "case": case}
    context = Context(page)
    return SafeString("".join(_LINE.filled(_values(line, page, context)) for line in lines))


def _values(line: Line, page: dict[str, Any], context: Context) -> Values:
    return {
        "new": line.new,
        "id": str(line.entry.id),
        "kind": line.kind,
        "icon": ui.icon(line.icon),
        "who": line.who,
        "what": line.what,
        "when": ui.instant(context, line.entry.at),
        "box": _box(line, page, context),
        "foot": _foot(line, page),
    }


def _box(line: Line, page: dict[str, Any], context: Context) -> SafeString:
    """What was said, what other rooms add to it, and what came with it."""
    said = linebreaks(line.text, autoescape=True) if line.text else ""
    of_rooms = ui.slot_parts(context, "case.entry", line.entry)
    papers = line.entry.attachments or (line.entry.citations and said)
    with_it = render_to_string("cases/parts/line_papers.html", page | {"line": line}) if papers else ""
    return mark_safe(f"{said}{of_rooms}{with_it}")  # noqa: S308 - escaped word by word


def _foot(line: Line, page: dict[str, Any]) -> SafeString:
    """What can be done with it, or how it stands."""
    if not line.state and not _is_a_draft(line.entry):
        return SafeString()
    request: ActingRequest = page["request"]
    resolved = page["case"].status == Status.RESOLVED
    offered = _is_a_draft(line.entry) and not resolved and "cases.reply" in request.powers
    if not line.state and not offered:
        return SafeString()
    return render_to_string("cases/parts/line_foot.html", page | {"line": line, "offered": offered})


def _is_a_draft(entry: Entry) -> bool:
    return entry.name == "AdviceGiven" and entry.payload.get("kind") == "draft"
