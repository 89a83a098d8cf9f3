"""The duties of the five class series: what serves each, and which scenario shows that it can be done."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority import registry
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.series import duties, shipped
from frontoffice.authority.series.shape import ALL
from frontoffice.foundation.ui.navigation import NavItem


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
        "every": sections,
        "shown": sum(section.shown for section in sections),
        "count": len(listed),
        "of_series": [_tab(_("All series"), "", state, picked == "")]
        + [_tab(code, code, state, picked == code) for code in shipped.CODES],
        "of_state": [
            _tab(label, picked, value, state == value)
            for value, label in (("", _("All duties")), ("shown", _("Shown")), ("open", _("Open")))
        ],
    }
    return render(request, "authority/duties.html", context)


def _tab(label: str, series: str, state: str, current: bool) -> NavItem:
    return NavItem(label=label, url=f"?{urlencode({'series': series, 'state': state})}", current=current)


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
        "scenarios": [_told(name) for name in duty.scenarios],
        "parts": [(part, part in duty.open_parts) for part in duty.parts],
    }


def _told(scenario: str) -> tuple[str, str]:
    """The scenario's sentence, and the file of the tests that it stands in."""
    path, _colons, name = scenario.partition("::")
    sentence = name.removeprefix("test_").replace("_", " ")
    return sentence[:1].upper() + sentence[1:], path.rpartition("/")[2]
