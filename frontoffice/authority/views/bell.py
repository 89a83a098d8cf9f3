"""Notices: the bell in the bar, the list, and what was read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority import notices as telling
from frontoffice.authority import worklist
from frontoffice.authority.actions.reading_notices import keep_notices, read_notices
from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs, unattended
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Notice
from frontoffice.authority.worklist import notices_visible_to
from frontoffice.foundation.references import normalize
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.slots import Part, add_part
from frontoffice.foundation.ui.toasts import toast

ON_A_PAGE = 50
ALL = "all"
PLAIN = telling.Kind("", "", "notifications", "work:notices")


@needs()
@require_safe
def notices(request: ActingRequest) -> HttpResponse:
    """What this colleague was told: what is new, or all of it, newest first."""
    every = request.GET.get("show") == ALL
    found = notices_visible_to(by=request.actor, at=request.at).order_by("-pk")
    found = found if every else found.filter(read_at__isnull=True)
    before = normalize(request.GET.get("before", "")) or ""
    last = Notice.objects.filter(reference=before).values_list("pk", flat=True).first() if before else None
    rows = list((found.filter(pk__lt=last) if last else found)[: ON_A_PAGE + 1])
    shown = rows[:ON_A_PAGE]
    given = {"show": ALL} if every else {}
    older = urlencode({**given, "before": shown[-1].reference}) if len(rows) > ON_A_PAGE else ""
    context: dict[str, Any] = {
        "rows": [(one, telling.KINDS.get(one.kind, PLAIN)) for one in shown],
        "unread": [one.reference for one in shown if one.read_at is None],
        "every": every,
        "older": f"?{older}" if older else "",
    }
    return render(request, "authority/work/notices.html", context)


@unattended
@needs()
@require_safe
def count(request: ActingRequest) -> HttpResponse:
    """The bell with how many are new: asked by each page every minute."""
    return render(request, "authority/work/bell.html", {"unread": worklist.bar(request).unread})


@needs("authority.read_notices")
@require_POST
def read(request: ActingRequest) -> HttpResponse:
    """Mark what was sent as read; it can be taken back."""
    chosen = _chosen(request)
    try:
        marked = read_notices(notices=chosen, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.info(request, in_full(refusal))
        return redirect("work:notices")
    again = urlencode([("notice", one.reference) for one in marked])
    said = ngettext("Marked as read.", "%(number)s marked as read.", len(marked)) % {"number": len(marked)}
    toast(request, said, undo=f"{reverse('work:unread')}?{again}")
    return _back(request, chosen)


@needs("authority.keep_notices")
@require_POST
def keep(request: ActingRequest) -> HttpResponse:
    """They count as new again."""
    keep_notices(notices=_chosen(request), by=request.actor, at=request.at)
    return redirect("work:notices")


def _chosen(request: ActingRequest) -> list[Notice]:
    named = request.POST.getlist("notice") or request.GET.getlist("notice")
    wanted = [key for key in (normalize(one) for one in named[:200]) if key]
    return list(notices_visible_to(by=request.actor, at=request.at).filter(reference__in=wanted))


def _back(request: ActingRequest, chosen: list[Notice]) -> HttpResponse:
    """To the one that was opened, or to the list."""
    kind = telling.KINDS.get(chosen[0].kind) if len(chosen) == 1 and request.POST.get("open") else None
    return redirect(kind.address(chosen[0].page) if kind is not None else reverse("work:notices"))


def _in_the_bar(request: HttpRequest, _about: Any) -> dict[str, Any] | None:
    member = getattr(request, "staff_member", None)
    # The kit's own pages show somebody who is no colleague.
    there = getattr(member, "pk", None) is not None
    return {"unread": worklist.bar(request).unread} if there else None  # type: ignore[arg-type]


def register() -> None:
    """Called once, when the app is ready."""
    add_part("bar", Part("notices", 10, "authority/work/bell.html", _in_the_bar))
