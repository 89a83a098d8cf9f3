"""The list of articles as of a day, and search among them."""

from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.models import Agency
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import Audience
from frontoffice.knowledge.permissions import ASK
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.finding import find
from frontoffice.knowledge.queries.interpretations import Reading, find_interpretations, read
from frontoffice.knowledge.queries.listing import Show, languages, listed
from frontoffice.knowledge.views.frame import day_asked, page

LONGEST_QUESTION = 1000
LONGEST_KEY = 160
MOST_READINGS = 5
SHOWS: dict[str, Show] = {"in_force": "in_force", "review": "review", "drafts": "drafts"}


@needs(ASK)
@require_safe
def articles(request: ActingRequest) -> HttpResponse:
    """What is in force on a day, what is to be reviewed, the drafts; or what answers a question on that day."""
    today = office_day(request.at)
    on, unreadable = day_asked(request, today)
    show = SHOWS.get(request.GET.get("show", ""), "in_force")
    question = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    spoken = languages(on=on)
    language = request.GET.get("language", "")
    language = language if language in spoken else _usual(spoken)
    shown = {
        "on": on,
        "unreadable": unreadable,
        "today": today,
        "is_today": on == today,
        "show": show,
        "question": question,
        "languages": [(code, code) for code in spoken],
        "language": language,
        "found": find(question, on=on, audience=Audience.INTERNAL, language=language) if question else None,
        "readings": _readings(request, question, today) if question else [],
        "listed": None if question else listed(show, on=on, after=request.GET.get("after", "")[:LONGEST_KEY]),
    }
    return page(request, "articles", shown, tab="" if question else show)


def _readings(request: ActingRequest, question: str, today: date) -> list[Reading]:
    """How the rules that the words are about were read, as far as that stands."""
    return read(find_interpretations(question, by=request.actor, at=request.at)[:MOST_READINGS], on=today)


def _usual(spoken: list[str]) -> str:
    """The agency's own language where anything is in force in it."""
    agency = Agency.objects.first()
    own = primary(agency.default_language) if agency is not None else "en"
    return own if own in spoken or not spoken else spoken[0]
