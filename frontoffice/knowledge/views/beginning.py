"""What the form of a text begins with, and what stands beside it while somebody writes."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.authority.middleware import ActingRequest
from frontoffice.foundation.models import Unit
from frontoffice.knowledge.documents import LANGUAGE_CODE
from frontoffice.knowledge.forms import VersionForm
from frontoffice.knowledge.models import Article, ArticleVersion, Audience, Change, Form, Status
from frontoffice.knowledge.queries.days import office_day, own_language
from frontoffice.knowledge.splitting.writing_anew import markdown_of

SAID = ("title", "words", "citation", "services", "see_also", "audience", "language")


def form_for(sent: Any = None, initial: dict[str, Any] | None = None) -> VersionForm:
    """The form, with the units that can own an article."""
    form = VersionForm(sent, initial=initial)
    units = Unit.objects.filter(active=True).values_list("code", "name")
    form.fields["owner"].choices = [("", _("Nobody yet")), *units]  # type: ignore[attr-defined]
    return form


def fulfilled(form: VersionForm) -> dict[str, Any]:
    """What was typed, as the actions take it."""
    given = dict(form.cleaned_data)
    given["forms"] = given.pop("form_list")
    return given | {
        "audience": Audience(given["audience"]),
        "change": Change(given["change"] or Change.RULES),
    }


def begun_anew(request: ActingRequest) -> dict[str, Any]:
    """A new article: in the agency's language, from today on; titled as the address asks."""
    begun = {"effective_from": office_day(request.at).isoformat(), "language": own_language()}
    return begun | {"title": request.GET.get("title", "").replace("\x00", "")[:300]}


def begun_with(request: ActingRequest, article: Article) -> dict[str, Any]:
    """The next version begins with what the latest says; a correction with the wrong text; a translation with its
    source. Raises Http404 where the address names a version that is not there.
    """
    versions = ArticleVersion.objects.filter(article=article).exclude(status=Status.DISCARDED)
    language, into = request.GET.get("language", "")[:3], request.GET.get("into", "")[:3]
    wrong = request.GET.get("correct", "")[:9]
    today = office_day(request.at).isoformat()
    if wrong:
        found = versions.filter(number=int(wrong) if wrong.isdecimal() else 0, language=language).first()
        if found is None or found.status == Status.DRAFT:
            raise Http404
        told = {"change": Change.CORRECTION, "corrects": found.reference}
        return said_by(found) | told | {"effective_to": found.effective_to}
    of_language = versions.filter(language=language) if language else versions
    latest = of_language.order_by("-effective_from", "-number").first()
    if latest is None:
        return {"effective_from": today, "language": own_language(), "slug": article.slug}
    if into and LANGUAGE_CODE.fullmatch(into):
        return said_by(latest) | {"language": into, "source": latest.reference, "effective_from": today}
    return said_by(latest) | {"effective_from": today, "source": _source_of(latest)}


def _source_of(version: ArticleVersion) -> str:
    """The next version of a translation is made from the text that counts now."""
    if version.source_id is None:
        return ""
    sources = ArticleVersion.objects.filter(
        article=version.article_id, language=own_language(), status=Status.PUBLISHED
    )
    newest = sources.exclude(language=version.language).order_by("-effective_from", "-number").first()
    return newest.reference if newest is not None else ""


def said_by(version: ArticleVersion) -> dict[str, Any]:
    """What a version says, to go on from: what was imported in another form is written anew in Markdown."""
    markdown = version.form == Form.MARKDOWN
    return {name: getattr(version, name) for name in SAID} | {
        "slug": version.article.slug,
        "kind": version.article.kind,
        "owner": version.article.owner.code if version.article.owner is not None else "",
        "form_list": version.forms,
        "body": version.body if markdown else markdown_of(version.body, version.form),
        "effective_from": version.effective_from.isoformat(),
        "change": Change.RULES,
    }


def named(draft: ArticleVersion) -> dict[str, Any]:
    """A draft that is gone on with: all that it says, and the state that it is in."""
    return said_by(draft) | {
        "effective_to": draft.effective_to,
        "review_by": draft.review_by,
        "change": draft.change,
        "change_note": draft.change_note,
        "expected_version": draft.version,
    }


def shown_beside(
    request: ActingRequest, article: Article | None, form: VersionForm, draft: ArticleVersion | None
) -> dict[str, Any]:
    """The heading, the source of a translation, and other drafts of the same article that somebody has begun."""
    trail = [(_("Knowledge"), reverse("knowledge:articles"))]
    if article is not None:
        named = ArticleVersion.objects.filter(article=article).order_by(
            "-effective_from", "language", "-number"
        )
        title = named.values_list("title", flat=True).first() or article.slug
        trail.append((title, reverse("knowledge:article", args=[article.slug])))
    reference = form["source"].value() or ""
    source = draft.source if draft is not None else None
    if source is None and reference:
        source = ArticleVersion.objects.filter(reference=reference, article=article).first()
    others = ArticleVersion.objects.filter(article=article, status=Status.DRAFT).select_related("author")
    drafts = [one for one in others if draft is None or one.pk != draft.pk] if article is not None else []
    return {
        "trail": trail,
        "heading": _heading(article, form, draft, source),
        "source": source,
        "is_next": article is not None and article.versions.exclude(status=Status.DISCARDED).exists(),
        "other_drafts": drafts,
    }


def _heading(
    article: Article | None, form: VersionForm, draft: ArticleVersion | None, source: ArticleVersion | None
) -> str:
    if article is None:
        return _("New article")
    if draft is not None:
        return _("Draft of “%(title)s”") % {"title": draft.title}
    if form["corrects"].value():
        return _("Correction")
    return _("Translation") if source is not None else _("Next version")
