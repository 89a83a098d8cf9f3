"""Who may do what: the chart of actions and levels, the people behind each of its cells, and one's own powers."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontoffice.authority import charting, holdings, registry, wording
from frontoffice.authority.certificates import held_by
from frontoffice.authority.charting import Wish
from frontoffice.authority.guarding import needs
from frontoffice.authority.holding import live_grants, rows_of_each
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import CertificationKind, CompensatingReview, Grant, Level, StaffMember
from frontoffice.authority.queries import staff_visible_to
from frontoffice.authority.views.interests import interests_of
from frontoffice.foundation.models import Unit

ON_A_PAGE = 50
LONGEST_SEARCH = 200


def _text(request: ActingRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST_SEARCH]


@needs()
@require_safe
def chart(request: ActingRequest) -> HttpResponse:
    """Actions × levels with the limit in each cell; a narrow screen shows one level at a time."""
    wish = Wish(
        series=_text(request, "series"),
        level=_text(request, "level"),
        room=_text(request, "room"),
        words=_text(request, "q"),
        differs=request.GET.get("differs") == "1",
    )
    return render(request, "authority/powers.html", {"chart": charting.chart(wish), "wish": wish})


@needs()
@require_safe
def people(request: ActingRequest, action: str) -> HttpResponse:
    """Who holds it now, by name: how far, from where, and what is added or taken away."""
    if action not in registry.ACTIONS:
        raise Http404
    level, after = _text(request, "level"), _text(request, "after")
    held = live_grants(action=action, at=request.at).values("actor")
    rows = staff_visible_to(by=request.actor, at=request.at).filter(actor__in=held)
    rows = rows.filter(level__code=level) if level else rows
    rows = rows.filter(actor__name__gte=after) if after else rows
    found = list(rows.select_related("level").order_by("actor__name", "pk")[: ON_A_PAGE + 1])
    more = found[ON_A_PAGE].actor.name if len(found) > ON_A_PAGE else ""
    query = {"level": level, "after": more} if level else {"after": more}
    context = {
        "action": action,
        "title": wording.title_of(action),
        "holders": _holders(action, found[:ON_A_PAGE], request),
        "more": urlencode(query) if more else "",
        "begun": bool(after),
        "level": Level.objects.filter(code=level).first() if level else None,
    }
    return render(request, "authority/power.html", context)


def _holders(action: str, members: list[StaffMember], request: ActingRequest) -> list[dict[str, Any]]:
    rows: dict[int, list[Grant]] = {}
    for row in rows_of_each([action], of=[member.actor_id for member in members], at=request.at):
        rows.setdefault(row.actor_id, []).append(row)
    units = dict(Unit.objects.values_list("pk", "name"))
    kinds = dict(CertificationKind.objects.values_list("code", "name"))
    return [
        {
            "member": member,
            "rows": [
                {
                    "grant": row,
                    "bounds": holdings.bounds_of(row, units=units, certifications=kinds),
                    "source": wording.source_of(row),
                    "mark": holdings.mark_of(row),
                }
                for row in rows.get(member.actor_id, [])
            ],
        }
        for member in members
    ]


@needs()
@require_safe
def mine(request: ActingRequest) -> HttpResponse:
    """What may I do, and why: powers, restrictions, certifications with the days left, interests, what is owed."""
    member = request.staff_member
    if member is None:
        raise Http404
    member = StaffMember.objects.select_related("actor", "level", "unit", "supervisor__actor").get(
        pk=member.pk
    )
    by, at = request.actor, request.at
    rooms = holdings.of_person(by, at=at)
    if request.GET.get("differs") == "1":
        rooms = [
            replace(room, powers=kept)
            for room in rooms
            if (kept := tuple(power for power in room.powers if power.differs))
        ]
    owed = CompensatingReview.objects.filter(Q(actor=by), reviewed_at__isnull=True).order_by("-pk")
    context = {
        "member": member,
        "rooms": rooms,
        "differs": request.GET.get("differs") == "1",
        "certifications": held_by(member, at=at),
        "interests": interests_of(by, at=at, seen_by=by),
        "owed": [(wording.title_of(one.action), one) for one in owed[:ON_A_PAGE]],
        "share": _share_read(rooms),
    }
    return render(request, "authority/my_powers.html", context)


def _share_read(rooms: list[holdings.Room]) -> list[tuple[str, str, str]]:
    """Of what one sends, which share is read first and why: title, share, reason."""
    return [
        (power.title, wording.share_in_words(row.grant.review_share), row.grant.reason)
        for room in rooms
        for power in room.powers
        for row in power.rows
        if row.grant.review_share
    ]
