"""The page of one case for whoever follows it: how far it is, what was said, and what they want to add."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.cases.actions.adding import add
from frontoffice.cases.models import Case
from frontoffice.cases.queries import attachments_for_follower
from frontoffice.foundation import files
from frontoffice.foundation.models import StoredFile
from frontoffice.foundation.references import normalize, spoken
from frontoffice.foundation.refusals import Refused
from frontoffice.portal import progress
from frontoffice.portal.enclosing import enclosed
from frontoffice.portal.forms import AddForm, LookUpForm
from frontoffice.portal.frame import page
from frontoffice.portal.limits import Limit, seconds_to_wait, sentence
from frontoffice.portal.sending import UNREADABLE, explain, send
from frontoffice.portal.views.asking import CODE_COOKIE, CODE_SECONDS
from frontoffice.portal.views.following import TOO_OFTEN, by_link, look_up_page

GONE = 404


@public
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: ActingRequest, reference: str) -> HttpResponse:
    """Status, expected answer date, and what concerns the customer; a post adds to it."""
    code = request.GET.get("code", "")
    if code and request.method != "POST" and not request.staff_member:
        return by_link(request, reference, code)
    try:
        seen: Case = find(Case, reference, by=request.actor, at=request.at)
    except Refused:
        return _not_yours(request, reference)
    if request.staff_member:
        return redirect("cases:case", seen.reference)
    if request.method != "POST":
        return _page(request, seen, AddForm(), [])
    form = AddForm(request.POST, request.FILES)
    form.is_valid()
    enclosures = enclosed(request, form)
    if not form.is_valid():
        return _page(request, seen, form, enclosures, status=UNREADABLE)
    wait = seconds_to_wait(request, Limit.POST)
    if wait:
        form.add_error(None, sentence(wait))
        return _page(request, seen, form, enclosures, status=TOO_OFTEN, retry_after=wait)
    return _add(request, seen, form, enclosures)


def _add(request: ActingRequest, seen: Case, form: AddForm, enclosures: list[StoredFile]) -> HttpResponse:
    given = form.cleaned_data
    try:
        send(
            add,
            given["idempotency_key"],
            case=seen,
            text=given["text"],
            files=enclosures,
            by=request.actor,
            at=request.at,
        )
    except Refused as refusal:
        return _page(request, seen, form, enclosures, status=explain(form, refusal))
    messages.success(request, _("Added to your case. We will read it with everything else."))
    return redirect(f"{reverse('portal:case', args=[seen.reference])}#latest")


def _not_yours(request: ActingRequest, reference: str) -> HttpResponse:
    """Absent and not followed are the same page: it asks for the code."""
    if request.staff_member:
        raise Http404
    form = LookUpForm(initial={"reference": normalize(reference) or ""})
    return look_up_page(request, form, status=GONE)


def _page(
    request: ActingRequest,
    seen: Case,
    form: AddForm,
    kept: list[StoredFile],
    *,
    status: int = 200,
    retry_after: int = 0,
) -> HttpResponse:
    shown: dict[str, Any] = {
        "case": seen,
        "form": form,
        "kept": kept,
        "max_bytes": settings.FILE_MAX_BYTES,
        "how_far": progress.how_far(seen, at=request.at),
        "entries": progress.history(seen),
        "office_zone": progress.zone_of(seen),
    }
    answer = page(request, "case", shown, status=status, personal=True)
    if retry_after:
        answer["Retry-After"] = str(retry_after)
    return answer


@public
@require_safe
def done(request: ActingRequest, reference: str) -> HttpResponse:
    """Right after asking: reference, access code and link, to write down or print; the code for an hour only."""
    try:
        seen: Case = find(Case, reference, by=request.actor, at=request.at)
    except Refused:
        return redirect("portal:case", reference)
    code = request.get_signed_cookie(CODE_COOKIE, default="", max_age=CODE_SECONDS)
    link = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('portal:case', args=[seen.reference])}"
    shown = {
        "case": seen,
        "spoken_reference": spoken(seen.reference),
        "code": code,
        "spoken_code": spoken(code) if code else "",
        "link": f"{link}?code={code}" if code else link,
    }
    return page(request, "done", shown, personal=True)


@public
@require_safe
def enclosure(request: ActingRequest, reference: str, file: str) -> HttpResponseBase:
    """A file of the case that is the customer's to see; always as a download."""
    try:
        seen: Case = find(Case, reference, by=request.actor, at=request.at)
    except Refused as absent:
        raise Http404 from absent
    wanted = normalize(file)
    attached = attachments_for_follower(seen).filter(file__reference=wanted).first() if wanted else None
    if attached is None:
        raise Http404
    return files.download(attached.file)
