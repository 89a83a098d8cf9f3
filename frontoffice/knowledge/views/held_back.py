"""What was held back by the policy tests: which fall, and going on all the same for who has the power."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.knowledge.actions.holding_back import TestsFall
from frontoffice.knowledge.models import Expected
from frontoffice.knowledge.permissions import GO_ON
from frontoffice.knowledge.views.frame import page

LONGEST_REASON = 1000
KEPT_OUT = frozenset({"csrfmiddlewaretoken", "despite", "idempotency_key"})


def despite_of(request: HttpRequest) -> str:
    """The reason for which somebody goes on, empty where none was given."""
    return request.POST.get("despite", "").strip()[:LONGEST_REASON]


def held_back(request: ActingRequest, refusal: TestsFall, *, what: str, back: str) -> HttpResponse:
    """The tests that would fall. Sending the same again with a reason goes on."""
    kept = [(name, values) for name, values in request.POST.lists() if name not in KEPT_OUT]
    shown = {
        "what": what,
        "back": back,
        "fallen": [
            {
                "question": one.test.question,
                "reference": one.test.reference,
                "fault": one.why,
                "became": Expected(one.became).label,
                "cited": one.cited,
                "said": one.said,
            }
            for one in refusal.fallen
        ],
        "sent": [(name, value) for name, values in kept for value in values],
        "action": request.path,
        "may_go_on": GO_ON in request.powers,
        "trail": [(_("Policy tests"), reverse("knowledge:tests"))],
    }
    return page(request, "held_back", shown, status=refusal.status)
