"""How one version of an article became another."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from frontoffice.knowledge.comparing import Comparison, compare, lines_of
from frontoffice.knowledge.models import ArticleVersion, Status


@dataclass(frozen=True)
class Fact:
    """Something said of both versions that differs."""

    label: str
    before: str
    after: str


def compared(before: ArticleVersion, after: ArticleVersion) -> Comparison:
    """How the text of one became the other's."""
    return compare(lines_of(before.body, before.form), lines_of(after.body, after.form))


def before_of(version: ArticleVersion, versions: Sequence[ArticleVersion]) -> ArticleVersion | None:
    """What the version is held against: the text that it corrects, else the one that it follows."""
    if version.corrects_id is not None:
        return next((one for one in versions if one.pk == version.corrects_id), None)
    earlier = [
        one
        for one in versions
        if one.language == version.language
        and one.status == Status.PUBLISHED
        and one.pk != version.pk
        and one.effective_from <= version.effective_from
    ]
    return max(earlier, key=lambda one: (one.effective_from, one.number), default=None)


def facts(before: ArticleVersion, after: ArticleVersion) -> list[Fact]:
    """What differs besides the text."""
    told = [
        (_("Title"), "title"),
        (_("For whom"), "get_audience_display"),
        (_("In force from"), "effective_from"),
        (_("In force until"), "effective_to"),
        (_("Rests on"), "citation"),
        (_("What people call it"), "words"),
        (_("Forms"), "forms"),
        (_("Services"), "services"),
        (_("See also"), "see_also"),
    ]
    found = [Fact(label, _said(before, name), _said(after, name)) for label, name in told]
    return [fact for fact in found if fact.before != fact.after]


def counts(made: Comparison) -> str:
    """The changes in figures, in a sentence."""
    if made.is_same:
        return _("The texts are the same.")
    return _("Paragraphs changed: %(changed)d, new: %(new)d, gone: %(gone)d.") % {
        "changed": made.count("changed"),
        "new": made.count("new"),
        "gone": made.count("gone"),
    }


def _said(version: ArticleVersion, name: str) -> str:
    value = getattr(version, name)
    value = value() if callable(value) else value
    return date_format(value, "DATE_FORMAT") if hasattr(value, "year") else str(value or "–")
