"""The builder of conditions on a screen: what was typed, the rows to show, and a preview of what they find."""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from frontoffice.authority.middleware import ActingRequest
from frontoffice.cases.condition_forms import offers_of, rows_of
from frontoffice.cases.conditions.fields import Fields
from frontoffice.cases.conditions.trees import Tree, problems
from frontoffice.cases.forms import LANGUAGES
from frontoffice.cases.models import Case
from frontoffice.cases.queries.conditions import offered
from frontoffice.cases.queries.counting import MOST_LOOKED, counts_of
from frontoffice.cases.queries.lanes import Lane, lane_of
from frontoffice.cases.queries.saved_views import codes_of
from frontoffice.cases.views.showing import row
from frontoffice.cases.views.viewing import seen_by, stand_of, units_of

SHOWN_FIRST = 10


def choices_for(tree: Tree, fields: Fields, at: datetime) -> dict[str, Any]:
    """What can be chosen in the rows of the tree: a query for each kind of thing."""
    return offered(offers_of(tree, fields), languages=list(LANGUAGES), at=at)


def lane_for(request: ActingRequest, tree: Tree, fields: Fields) -> Lane:
    """What the tree finds among the cases that the viewer sees."""
    return lane_of(
        tree,
        fields,
        stand_of(request),
        seen=seen_by(request),
        units=units_of(request),
        codes=codes_of([tree]),
    )


def first_of(lane: Lane, most: int = SHOWN_FIRST) -> list[Case]:
    """Some of the cases, looked for no further than they are counted."""
    if lane.rest is None:
        found = lane.cases
    else:
        looked = lane.cases.order_by(*lane.order).values("pk")[:MOST_LOOKED]
        found = Case.objects.filter(pk__in=looked).filter(lane.rest)
    return list(found.order_by("due_on", "pk")[:most])


def builder(
    request: ActingRequest, tree: Tree, fields: Fields, *, stands: bool = True, strict: bool = False
) -> dict[str, Any]:
    """What the builder's templates are given. A fixed number of queries, whatever there is."""
    options = choices_for(tree, fields, request.at)
    whole, groups = rows_of(tree, fields, options, stands=stands, strict=strict)
    left_out = len(problems(tree, fields, stands=stands))
    return {
        "here": request.get_full_path(),
        "whole": whole,
        "groups": groups,
        "all_fields": list(fields.values()),
        "preview": previewed(request, tree, fields, left_out=left_out),
    }


def previewed(request: ActingRequest, tree: Tree, fields: Fields, *, left_out: int = 0) -> dict[str, Any]:
    """How many cases the viewer would see in it, and the first ten."""
    lane = lane_for(request, tree, fields)
    count = counts_of([lane])[0]
    return {
        "number": count.number,
        "more": count.more,
        "cases": [row(case) for case in first_of(lane)],
        "left_out": left_out,
    }


def changed(post: QueryDict) -> bool:
    """Whether a button of the builder was pressed rather than one that keeps it."""
    return bool(post.get("change")) or post.get("step") == "look"


def part_of(request: ActingRequest) -> str:
    """Which part the script asks for: what is typed on stays as it is, so only the preview comes anew."""
    here = request.headers.get("HX-Target", "")
    return "cases/conditions/preview.html" if here == "preview" else "cases/conditions/builder.html"
