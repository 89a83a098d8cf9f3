"""The duties of the five class series: what serves each, and which scenario shows that it can be done."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority import registry
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.series import duties, shipped
from frontoffice.authority.series.shape import ALL


@dataclass(frozen=True)
class Section:
    """The duties of one series that the page lists, and how many of all of them are shown."""

    code: str
    name: str
    shown: int
    count: int
    rows: list[dict[str, object]]


@needs()
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """All duties, of one series or all, shown or open."""
    picked, state = request.GET.get("series", ""), request.GET.get("state", "")
    listed = duties.listing()
    sections = [_section(code, listed, state) for code in shipped.CODES]
    context = {
        "sections": [section for section in sections if picked in {"", section.code} and section.rows],
        "points": [(_point(section), section.shown) for section in sections],
        "shown": sum(section.shown for section in sections),
        "count": len(listed),
        "codes": [(section.code, section.name) for section in sections],
        "picked": picked,
        "state": state,
    }
    return render(request, "authority/duties.html", context)


def _section(code: str, listed: list[duties.Duty], state: str) -> Section:
    of_series = [duty for duty in listed if duty.series == code]
    wanted = [duty for duty in of_series if state not in {"open", "shown"} or duty.open == (state == "open")]
    done = sum(not duty.open for duty in of_series)
    return Section(code, shipped.series(code).name, done, len(of_series), [_row(duty) for duty in wanted])


def _row(duty: duties.Duty) -> dict[str, object]:
    return {
        "duty": duty,
        "levels": _("all") if duty.levels == (ALL,) else ", ".join(duty.levels),
        "titles": [registry.get(name).title for name in duty.actions],
        "parts": [(part, part in duty.open_parts) for part in duty.parts],
    }


def _point(section: Section) -> str:
    return _("%(series)s: %(shown)d of %(count)d") % {
        "series": section.name,
        "shown": section.shown,
        "count": section.count,
    }
