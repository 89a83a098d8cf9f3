"""The first page: one box for a question, and the other ways in."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.portal import conversations, pages_of_help, places
from frontoffice.portal.days import as_of
from frontoffice.portal.forms import LONGEST_QUESTION, LookUpForm, QuestionForm
from frontoffice.portal.frame import page


@public
@require_safe
def home(request: ActingRequest) -> HttpResponse:
    """Ask; often asked about; where is my case; offices. `q` fills the question in, for links from other sites."""
    # Looking makes the visitor's cookie, so that all sendings of the form come from one visitor.
    _known = request.actor.kind
    asked = request.GET.get("q", "").replace("\x00", "")[:LONGEST_QUESTION]
    return home_page(request, QuestionForm(initial={"question": asked}))


def home_page(request: ActingRequest, form: QuestionForm, *, status: int = 200) -> HttpResponse:
    """The page around the question's form."""
    day = as_of(request)
    shown = {
        "form": form,
        "as_of": day,
        "look_up": LookUpForm(),
        "offices": places.offices(at=request.at),
        "popular": pages_of_help.often_asked(on=day.on, language=conversations.language(), at=request.at),
    }
    return page(request, "home", shown, status=status)
