"""What the pages of this room have in common: their tabs, the day that is looked at, articles by name."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.clock import parse_date
from frontoffice.foundation.refusals import Refused
from frontoffice.foundation.ui.navigation import NavItem
from frontoffice.knowledge.models import Article, ArticleVersion
from frontoffice.knowledge.permissions import BRING_IN, TAKE_IN
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.listing import chosen, open_gaps
from frontoffice.knowledge.queries.seen import articles_visible_to

UNREADABLE = 422
IMPORTING = (BRING_IN, TAKE_IN)
FARTHEST = timedelta(days=365 * 200)


def page(
    request: ActingRequest, name: str, shown: dict[str, Any], *, tab: str = "", status: int = 200
) -> HttpResponse:
    """A page of this room under its tabs."""
    today = shown.get("today") or office_day(request.at)
    common = {"tabs": _tabs(request, today, tab), "search_url": reverse("cases:desk")}
    return render(request, f"knowledge/{name}.html", common | shown, status=status)


def _tabs(request: ActingRequest, today: date, current: str) -> list[NavItem]:
    """Without the pages that the viewer could not open."""
    closed = set() if any(power in request.powers for power in IMPORTING) else {"imports"}
    articles = reverse("knowledge:articles")
    return [
        NavItem(label=label, url=url, count=count, current=name == current)
        for name, label, url, count in (
            ("in_force", _("In force"), articles, None),
            ("mine", _("Mine"), reverse("knowledge:mine"), None),
            ("review", _("To be reviewed"), f"{articles}?show=review", chosen("review", on=today).count()),
            ("drafts", _("Drafts"), f"{articles}?show=drafts", chosen("drafts", on=today).count()),
            ("interpretations", _("Interpretations"), reverse("knowledge:interpretations"), None),
            ("imports", _("Imports"), reverse("knowledge:imports"), None),
            ("set_right", _("Answers to set right"), reverse("cases:set_right"), None),
            ("gaps", _("Knowledge gaps"), reverse("knowledge:gaps"), open_gaps()),
            ("trust", _("Trust"), reverse("knowledge:tests"), None),
            ("insights", _("Insights"), reverse("knowledge:insights"), None),
        )
        if name not in closed
    ]


def day_asked(request: ActingRequest, today: date) -> tuple[date, str]:
    """The day that the address asks for, else today; and what was wrong with it."""
    asked = request.GET.get("on", "").strip()[:40]
    if not asked:
        return today, ""
    try:
        day = parse_date(asked, language=get_language() or "en")
    except Refused as refusal:
        return today, str(refusal)
    return (day, "") if abs(day - today) <= FARTHEST else (today, _("This date is too far away."))


def article_of(request: ActingRequest, slug: str) -> Article:
    """The article of that name. Raises Http404."""
    found: Article | None = articles_visible_to(by=request.actor, at=request.at).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def version_named(request: ActingRequest, found: Article) -> ArticleVersion:
    """The version that `version` and `language` name, in the form or the address. Raises Http404."""
    number, language = named_in(request)
    versions = ArticleVersion.objects.select_related("article__owner", "source", "corrects")
    version = versions.filter(
        article=found, number=int(number) if number.isdecimal() else 0, language=language
    ).first()
    if version is None:
        raise Http404
    return version


def named_in(request: ActingRequest) -> tuple[str, str]:
    """Number and language of the version that the request names; empty where it names none."""
    sent = request.POST if request.method == "POST" and "version" in request.POST else request.GET
    return sent.get("version", "")[:9], sent.get("language", "")[:10]


def version_url(version: ArticleVersion) -> str:
    """The page of a version, for staff."""
    address = reverse("knowledge:article", args=[version.article.slug])
    return f"{address}?version={version.number}&language={version.language}"
