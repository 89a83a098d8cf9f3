"""What the agency tells the public: the list of its pages, its topics, and each page as of a day."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontoffice.authority.guarding import public
from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.queries.translations import newer_source
from frontoffice.portal import conversations, pages_of_help, topic_pages
from frontoffice.portal.belonging import belonging
from frontoffice.portal.days import AsOf, as_of
from frontoffice.portal.forms import QuestionForm
from frontoffice.portal.frame import page

GONE = 404
LONGEST_LANGUAGE = 10
LARGE = "large"


@public
@require_safe
def topics(request: ActingRequest) -> HttpResponse:
    """All public pages in force today, by topic."""
    _known = request.actor.kind
    day, language = as_of(request), conversations.language()
    after = request.GET.get("after", "")
    listing = pages_of_help.listing(
        on=day.on, language=language, after=after if after.isascii() and after.isprintable() else ""
    )
    shown = {
        "listing": listing,
        "is_continued": bool(after),
        "popular": pages_of_help.often_asked(on=day.on, language=language, at=request.at),
        "form": QuestionForm(),
        "as_of": day,
    }
    return page(request, "help", shown)


@public
@require_safe
def topic(request: ActingRequest, code: str) -> HttpResponse:
    """One topic with its pages."""
    _known = request.actor.kind
    day = as_of(request)
    if not code.isprintable():
        raise Http404
    found = topic_pages.topic_page(code, on=day.on, language=conversations.language(), at=request.at)
    if found is None:
        raise Http404
    trail = [(_("Help topics"), f"{reverse('portal:help')}{day.query}")]
    if found.above is not None:
        trail.append((found.above[1], f"{reverse('portal:topic', args=[found.above[0]])}{day.query}"))
    return page(request, "topic", {"topic": found, "trail": trail, "form": QuestionForm(), "as_of": day})


@public
@require_safe
def article(request: ActingRequest, slug: str) -> HttpResponse:
    """One page with its passages under permanent anchors. `on` asks for the text in force on another day."""
    found, shown = _read(request, slug)
    if not found:
        return page(request, "no_article", shown, status=GONE)
    if shown["is_current"]:
        # What was asked for reads the same today: what stands around it is today's.
        shown["as_of"] = AsOf(shown["today"], shown["today"])
    day = shown["as_of"]
    shown["belongs"] = belonging(shown["version"], on=day.on, query=day.query)
    shown["trail"] = [(_("Help topics"), f"{reverse('portal:help')}{day.query}")]
    return page(request, "article", shown | {"form": QuestionForm()})


@public
@require_safe
def printed(request: ActingRequest, slug: str) -> HttpResponse:
    """The page alone, to print or to read in large print (`size=large`)."""
    found, shown = _read(request, slug)
    if not found:
        return page(request, "no_article", shown, status=GONE)
    large = request.GET.get("size") == LARGE
    whole = f"{settings.PUBLIC_URL.rstrip('/')}{reverse('portal:article', args=[slug])}"
    if (language := shown["version"].language) != primary(settings.LANGUAGE_CODE):
        whole += f"?language={language}"
    answer = page(request, "print", shown | {"large": large, "whole_address": whole})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _read(request: ActingRequest, slug: str) -> tuple[bool, dict[str, Any]]:
    """Whether the page had a text on the day asked for, and what is shown of it."""
    found = pages_of_help.public_article(slug)
    if found is None:
        raise Http404
    day = as_of(request)
    on, today = day.on, day.today
    language = request.GET.get("language", "")[:LONGEST_LANGUAGE] or conversations.language()
    shown: dict[str, Any] = {
        "on": on,
        "today": today,
        "unreadable": day.problem,
        "article": found,
        "as_of": day,
    }
    seen = pages_of_help.page_on(found, on=on, language=language)
    if seen is None:
        shown["versions"] = pages_of_help.versions_of(found, language)
        return False, shown
    version = seen.version
    shown |= {
        "page": seen,
        "version": version,
        "foreign": version.language != conversations.language(),
        "newer": newer_source(version, on=today),
        "overdue": version.review_by is not None and version.review_by < today,
        "is_current": version.effective_from <= today
        and (version.effective_to is None or version.effective_to >= today),
    }
    return True, shown
