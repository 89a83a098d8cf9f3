"""A list as a table, with its own columns: what is looked through, done with many at once, and taken out as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from frontoffice.authority.auditing import pages
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.columns import WITH, value_of
from frontoffice.cases.conditions.fields import Field
from frontoffice.cases.conditions.wording import said
from frontoffice.cases.many import ACTS, ManyAct
from frontoffice.cases.models import Case, SavedView
from frontoffice.cases.models.saved_views import Order
from frontoffice.cases.permissions import WORKING
from frontoffice.cases.queries.conditions import fields_of
from frontoffice.cases.queries.counting import counts_of
from frontoffice.cases.queries.lanes import Lane, narrowed
from frontoffice.cases.queries.queue import View, cases_in
from frontoffice.cases.queries.saved_views import USUAL, Listed, lanes_of, page_of_view, read
from frontoffice.cases.views.builder import choices_for
from frontoffice.cases.views.saved_views import may_change, view_of
from frontoffice.cases.views.showing import desk
from frontoffice.cases.views.viewing import member_of, seen_by, stand_of, units_of
from frontoffice.cases.views.wording import TONES

ON_A_PAGE = 50
LONGEST_KEY = 80


@dataclass(frozen=True)
class Source:
    """A list that cases are taken from: one of the desk's own (`name` is its view) or a saved one."""

    name: str
    title: str | Promise
    lane: Lane
    order: str
    columns: Sequence[Field]
    view: SavedView | None = None
    listed: Listed | None = None


def source_of(request: ActingRequest, name: str) -> Source:
    """The list of that name: a view of the desk, or the reference of a saved one. Raises NotFound."""
    if name in View.values:
        view = View(name)
        order = {View.RESOLVED: Order.RESOLVED, View.ALL: Order.NEWEST}.get(view, Order.DUE)
        cases = cases_in(view, seen=seen_by(request), member=member_of(request))
        known = fields_of([], USUAL)
        return Source(name, view.label, Lane(cases, (), None), order, [known[path] for path in USUAL])
    saved = view_of(request, name)
    lane = lanes_of([saved], stand=stand_of(request), seen=seen_by(request), units=units_of(request))[0]
    listed = read(saved)
    return Source(saved.reference, saved.name, lane, saved.order, listed.columns, saved, listed)


@dataclass(frozen=True)
class Line:
    """A case as a row of the table; `cells` are its columns' labels, kinds and values."""

    case: Case
    tone: str
    cells: Sequence[tuple[str | Promise, str, Any]]


@needs(*WORKING)
@require_safe
def table(request: ActingRequest, name: str) -> HttpResponse:
    """A page of the list, in its order, with its columns."""
    source = source_of(request, name)
    after = request.GET.get("after", "")[:LONGEST_KEY]
    page = page_of_view(
        narrowed(source.lane).select_related(*WITH), source.order, after=after, most=ON_A_PAGE
    )
    zone = stand_of(request).zone
    lines = [
        Line(case, TONES[case.status], [_cell(field, case, zone) for field in source.columns])
        for case in page.cases
    ]
    pages.searched(request, "", found=len(lines))
    context = {
        "source": source,
        "lines": lines,
        "count": counts_of([source.lane])[0],
        "more": page.after,
        "further": bool(after),
        "acts": (acts := acts_for(request)),
        "chooses": bool(acts) and "cases.prepare_many" in request.powers,
        "mine": source.view is not None and may_change(request, source.view),
        **_words(request, source),
        **desk(request, "main"),
    }
    return render(request, "cases/list.html", context)


def acts_for(request: ActingRequest) -> list[ManyAct]:
    """What the viewer may do with many cases, as far as one can say without looking at each."""
    return [act for act in ACTS.values() if act.power in request.powers]


def _cell(field: Field, case: Case, zone: Any) -> tuple[str | Promise, str, Any]:
    return field.label, field.path, value_of(field, case, zone)


def _words(request: ActingRequest, source: Source) -> dict[str, Any]:
    """What a saved list asks, and what of it is gone."""
    listed = source.listed
    if listed is None:
        return {"words": "", "wrong": [], "gone": []}
    options = choices_for(listed.tree, listed.fields, request.at)
    wrong = [(test.field, why) for test, why in listed.wrong]
    return {"words": said(listed.tree, listed.fields, options), "wrong": wrong, "gone": listed.gone}
