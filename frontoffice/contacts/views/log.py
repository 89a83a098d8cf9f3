"""The log of contacts: who waits, what was done on a day, by whom, and where the time went (tx.09)."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import StaffMember
from frontoffice.authority.signatures import find
from frontoffice.contacts.actions.passing_on import take_transfer
from frontoffice.contacts.models import Channel, Transfer
from frontoffice.contacts.queries import contacts_visible_to
from frontoffice.contacts.queries.log import Wanted, contacts_in, going_on, page_of, totals
from frontoffice.contacts.queries.waiting import call_backs_for, passed_on_to, soonest
from frontoffice.contacts.topics import names
from frontoffice.contacts.views.showing import SERVING
from frontoffice.foundation import clock
from frontoffice.foundation.refusals import Refused

LONGEST_KEY = 80
A_DAY = dt.timedelta(days=1)
MINE, UNIT, EVERYBODY = "mine", "unit", "all"


@needs(*SERVING)
@require_safe
def log(request: ActingRequest) -> HttpResponse:
    """Contacts of a day: one's own today unless asked otherwise."""
    member = _member(request)
    wish = _wish(request, member)
    found = contacts_in(wish["wanted"], among=contacts_visible_to(by=request.actor, at=request.at))
    rows, after = page_of(found, names(), after=request.GET.get("after", "")[:LONGEST_KEY], at=request.at)
    context = {
        **wish,
        "rows": rows,
        "more": f"?{urlencode({**wish['asked'], 'after': after})}" if after else "",
        "begun": bool(request.GET.get("after")),
        "totals": totals(found),
        "going_on": going_on(request.actor),
        "waiting": passed_on_to(member, by=request.actor, at=request.at),
        "call_backs": soonest(call_backs_for(member, by=request.actor, at=request.at)),
        "colleagues": _colleagues(member, request.at),
        "channels": Channel.choices,
        "search_url": reverse("cases:desk"),
    }
    return render(request, "contacts/log.html", context)


@needs("contacts.take_transfer")
@require_POST
def take(request: ActingRequest, reference: str) -> HttpResponse:
    """Go on with a customer whom somebody passed on."""
    try:
        passed: Transfer = find(Transfer, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    try:
        made = take_transfer(transfer=passed, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
        return redirect("contacts:log")
    messages.info(request, _("Nobody is verified in this contact yet."))
    return redirect("cases:contact", made.reference)


def _member(request: ActingRequest) -> StaffMember:
    if not request.staff_member:
        raise Http404
    return request.staff_member


def _wish(request: ActingRequest, member: StaffMember) -> dict[str, Any]:
    """What is asked for, as it is shown and as it is looked for. What can't be read is as if not given."""
    zone = member.office.zone
    today = clock.today_in(zone, request.at)
    day = _day(request.GET.get("day", "")) or today
    whose = request.GET.get("whose", MINE)
    channel = request.GET.get("channel", "")
    channel = channel if channel in Channel.values else ""
    person = _person(whose, member, request)
    whose = whose if whose in {MINE, UNIT, EVERYBODY} or person is not None else MINE
    wanted = Wanted(
        start=clock.start_of(day, zone),
        end=clock.start_of(day + A_DAY, zone),
        representative=person,
        unit=member.unit_id if whose == UNIT else None,
        channel=channel,
    )
    return {
        "wanted": wanted,
        "day": day,
        "is_today": day == today,
        "whose": whose,
        "channel": channel,
        "asked": {"day": day.isoformat(), "whose": whose, "channel": channel},
    }


def _person(whose: str, member: StaffMember, request: ActingRequest) -> int | None:
    if whose == MINE:
        return member.actor_id
    if whose in {UNIT, EVERYBODY}:
        return None
    try:
        found: StaffMember = find(StaffMember, whose[:20], by=request.actor, at=request.at)
    except Refused:
        return member.actor_id
    return found.actor_id


def _day(text: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def _colleagues(member: StaffMember, at: dt.datetime) -> list[tuple[str, str]]:
    """The people of the own unit, to choose one."""
    people = StaffMember.objects.filter(unit=member.unit_id).select_related("actor").order_by("actor__name")
    there = [one for one in people if one.until is None or one.until > at]
    return [(one.reference, one.actor.name) for one in there if one.pk != member.pk]
