"""Policy tests: the list with what each gave last, writing one, running them, ending one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontoffice.authority.explaining import in_full
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.testing_policy import end_test, run_tests, write_test
from frontoffice.knowledge.models import Expected, PolicyRun, PolicyTest
from frontoffice.knowledge.permissions import ASK, END_TEST, RUN_TESTS, WRITE_TEST
from frontoffice.knowledge.queries.policy import last_results
from frontoffice.knowledge.queries.trusting import tested
from frontoffice.knowledge.trust_forms import TestForm
from frontoffice.knowledge.views.frame import UNREADABLE, page

RUNS = 10


@needs(ASK)
@require_safe
def tests(request: ActingRequest) -> HttpResponse:
    """All that stand, those that fall first, and the last runs."""
    every = tested()
    fell = sum(one.fell for one in every)
    shown = {
        "tests": every,
        "fell": fell,
        "passed": sum(one.last is not None and not one.fell for one in every),
        "refer": sum(one.test.expected == Expected.REFER for one in every),
        "runs": PolicyRun.objects.exclude(cause="test").select_related("by").order_by("-pk")[:RUNS],
    }
    return page(request, "tests", shown, tab="trust")


@needs(WRITE_TEST)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """Write a test; the address may begin it (`question`, `cite`, `expected`)."""
    if request.method != "POST":
        return _form_page(request, TestForm(initial=_begun(request)))
    form = TestForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=UNREADABLE)
    given = dict(form.cleaned_data)
    key = given.pop("idempotency_key")
    given["expected"] = Expected(given["expected"])
    act = write_test.once(key) if key else write_test
    try:
        test = act(**given, by=request.actor, at=request.at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_full(refusal))
        return _form_page(request, form, status=refusal.status)
    last = last_results([test]).get(test.pk)
    if last is None or not last.fault:
        messages.success(request, _("Kept. It passes."))
    else:
        said = _("Kept. It falls today: %(why)s It holds nothing back until it has passed.")
        messages.info(request, said % {"why": last.get_fault_display()})
    return redirect("knowledge:tests")


@needs(RUN_TESTS)
@require_POST
def run(request: ActingRequest) -> HttpResponse:
    """Ask all of them now."""
    try:
        done = run_tests(by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    else:
        said = ngettext("%(fell)d test falls.", "%(fell)d tests fall.", done.fell) % {"fell": done.fell}
        messages.info(request, _("%(passed)d pass. ") % {"passed": done.passed} + said)
    return redirect("knowledge:tests")


@needs(END_TEST)
@require_POST
def end(request: ActingRequest, reference: str) -> HttpResponse:
    """It counts no more."""
    try:
        test: PolicyTest = find(PolicyTest, reference, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    try:
        end_test(test=test, by=request.actor, at=request.at)
        messages.success(request, _("Ended. What it gave stays on record."))
    except Refused as refusal:
        messages.error(request, in_full(refusal))
    return redirect("knowledge:tests")


def _begun(request: ActingRequest) -> dict[str, str]:
    told = {
        name: request.GET.get(name, "").replace("\x00", "")[:4000] for name in ("question", "cite", "origin")
    }
    expected = request.GET.get("expected", "")
    return {
        "question": told["question"],
        "must_cite": told["cite"],
        "origin": told["origin"][:60],
        "expected": expected if expected in Expected.values else Expected.ANSWER,
        "language": "en",
    }


def _form_page(request: ActingRequest, form: TestForm, *, status: int = 200) -> HttpResponse:
    trail = [(_("Policy tests"), reverse("knowledge:tests"))]
    return page(request, "write_test", {"form": form, "trail": trail}, status=status)
