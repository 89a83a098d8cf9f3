"""First-contact resolution for those who lead: what is claimed, what is computed, and claims to look at (INQ-8)."""

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.contacts.actions.auditing_claims import audit_claim
from frontoffice.contacts.forms import AuditForm
from frontoffice.contacts.queries.first_contact import (
    ON_A_PAGE,
    Verdict,
    figures,
    judged,
    of_verdict,
    sample,
)
from frontoffice.contacts.topics import names
from frontoffice.contacts.views.showing import contact_of
from frontoffice.foundation.refusals import Refused

SPANS = (7, 30, 90)


@needs("contacts.audit_claim")
@require_safe
def first_contact(request: ActingRequest) -> HttpResponse:
    """The figures of the last days, the contacts behind one of them, and the sample."""
    days = request.GET.get("days", "")
    span = int(days) if days in {str(one) for one in SPANS} else 30
    unit = (
        request.staff_member.unit_id if request.staff_member and request.GET.get("whose") != "all" else None
    )
    found = judged(request.at - dt.timedelta(days=span), request.at, unit=unit)
    which = request.GET.get("which", "")
    verdict = Verdict(which) if which in Verdict.values else Verdict.REPEATED
    after = request.GET.get("after", "")
    rows = of_verdict(found, verdict, after=int(after) if after.isdecimal() and len(after) < 19 else None)
    sums, named = figures(found, at=request.at), names()
    context = {
        "span": span,
        "spans": SPANS,
        "whose": "unit" if unit is not None else "all",
        "figures": sums,
        "claimed_percent": _percent(sums.claimed_rate),
        "computed_percent": _percent(sums.computed_rate),
        "repeat_days": settings.CONTACT_REPEAT_DAYS,
        "verdict": verdict,
        "verdicts": [(one, getattr(sums, one.value, None)) for one in Verdict if one != Verdict.NOT_CLAIMED],
        "rows": [(one, _topics(one, named)) for one in rows[:ON_A_PAGE]],
        "more": rows[ON_A_PAGE - 1].pk if len(rows) > ON_A_PAGE else None,
        "sample": [(one, _topics(one, named)) for one in sample(found)],
        "search_url": reverse("cases:desk"),
    }
    return render(request, "contacts/first_contact.html", context)


@needs("contacts.audit_claim")
@require_POST
def audit(request: ActingRequest, reference: str) -> HttpResponse:
    """Whether the claim of a contact holds."""
    contact, form = contact_of(request, reference), AuditForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one."))
        return redirect("contacts:contact", contact.reference)
    given = form.cleaned_data
    act = audit_claim.once(given["idempotency_key"]) if given["idempotency_key"] else audit_claim
    try:
        act(
            contact=contact,
            agrees=given["agrees"] == "yes",
            note=given["note"],
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        messages.error(request, in_full(refusal))
        return redirect("contacts:contact", contact.reference)
    messages.success(request, _("Your look at the claim is on record."))
    return redirect("contacts:first_contact")


def _percent(rate: float | None) -> str:
    return f"{rate:.0%}" if rate is not None else "–"


def _topics(contact: object, named: dict[str, str]) -> str:
    purposes = contact.purposes.all()  # type: ignore[attr-defined]
    return ", ".join(named.get(one.topic, one.topic) for one in purposes)
