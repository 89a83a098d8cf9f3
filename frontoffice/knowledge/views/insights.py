"""Insights: what people asked, what they found, and what did not help, with how it changes."""

import csv
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.models import Agency
from frontoffice.knowledge.permissions import ASK
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.insights import (
    Figures,
    Insights,
    Period,
    asked_and_found,
    insights,
    period_of,
)
from frontoffice.knowledge.views.frame import article_of, page

SPANS: dict[str, tuple[int, str | Promise]] = {
    "4": (4, gettext_lazy("4 weeks")),
    "13": (13, gettext_lazy("3 months")),
    "52": (52, gettext_lazy("a year")),
}
USUAL = "13"
Tile = tuple[str, str, str]


@needs(ASK)
@require_safe
def overview(request: ActingRequest) -> HttpResponse:
    """The figures of the last weeks (4, 13 or 52) beside those before; with `form=csv` the weeks as a file."""
    span, period = _period(request)
    found = insights(period)
    if request.GET.get("form") == "csv":
        return _file(found)
    shown: dict[str, Any] = {
        "insights": found,
        "span": span,
        "spans": [(value, label, value == span) for value, (_weeks, label) in SPANS.items()],
        "tiles": _tiles(found),
        "asked": [(_week(monday), figures.asked) for monday, figures in found.weeks],
        "answered": _shares(found, "answered_share"),
        "helped": _shares(found, "helped_share"),
    }
    return page(request, "insights", shown, tab="insights")


@needs(ASK)
@require_safe
def of_article(request: ActingRequest, slug: str) -> HttpResponse:
    """What people asked when this article answered, and what they said of it."""
    article = article_of(request, slug)
    span, period = _period(request)
    shown = {
        "article": article,
        "given": asked_and_found(article.pk, period),
        "span": span,
        "spans": [(value, label, value == span) for value, (_weeks, label) in SPANS.items()],
        "trail": [(_("Insights"), reverse("knowledge:insights"))],
    }
    return page(request, "insights_article", shown, tab="insights")


def _period(request: ActingRequest) -> tuple[str, Period]:
    asked = request.GET.get("weeks", USUAL)
    span = asked if asked in SPANS else USUAL
    agency = Agency.objects.first()
    return span, period_of(
        SPANS[span][0],
        today=office_day(request.at),
        zone=agency.zone if agency is not None else ZoneInfo("UTC"),
    )


def _tiles(found: Insights) -> list[Tile]:
    """(what, how much, how it was before) of the whole period."""
    now, before = found.whole, found.before
    return [
        (_("Questions asked"), str(now.asked), _before(str(before.asked))),
        (_("Answered at once"), _percent(now.answered_share), _before(_percent(before.answered_share))),
        (_("Found helpful"), _percent(now.helped_share), _before(_percent(before.helped_share))),
        (_("No answer found"), str(now.gaps), _before(str(before.gaps))),
    ]


def _percent(share: int | None) -> str:
    return "–" if share is None else f"{share} %"


def _before(value: str) -> str:
    return _("%(value)s in the weeks before") % {"value": value}


def _shares(found: Insights, name: str) -> list[tuple[str, int]]:
    """Weeks in which there is a share; a week without questions has none and is left out."""
    return [
        (_week(monday), share)
        for monday, figures in found.weeks
        if (share := getattr(figures, name)) is not None
    ]


def _week(monday: date) -> str:
    return date_format(monday, "M j")


def _file(found: Insights) -> HttpResponse:
    """The weeks as comma-separated values, one line a week, the oldest first."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="questions-from-{found.period.first}.csv"'
    names = list(vars(Figures()))
    lines = csv.writer(answer)
    lines.writerow(["week_from", *names])
    for monday, figures in found.weeks:
        lines.writerow([monday.isoformat(), *(getattr(figures, name) for name in names)])
    return answer
