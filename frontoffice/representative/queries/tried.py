"""What was tried, with the passages that it names: for the page of an attempt and the note on the case."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from frontoffice.knowledge.models import Passage
from frontoffice.knowledge.queries.in_force import Concern

_FAULTS = {
    "internal": lambda: _("for staff only"),
    "stale": lambda: _("the translation is behind its source"),
}


def with_passages(tried: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each question with its passages: `title`, `heading`, `slug`, `score`, `short` (why it fell short). One query."""
    named = {found["passage"] for one in tried for found in one["found"]}
    passages = Passage.objects.select_related("version__article").in_bulk(named)
    return [
        one
        | {
            "percent": round(one["confidence"] * 100),
            "passages": [
                _shown(found, passages[found["passage"]], bool(one["why"])) for found in one["found"]
            ],
        }
        for one in tried
    ]


def _shown(found: dict[str, Any], passage: Passage, unanswered: bool) -> dict[str, Any]:
    return {
        "title": passage.version.title,
        "heading": passage.heading,
        "slug": passage.version.article.slug,
        "anchor": passage.anchor,
        "language": passage.version.language,
        "score": found["score"],
        "short": short(found["fault"]) or (_("not sure enough") if unanswered else ""),
    }


def short(fault: str) -> str:
    """The fault in words."""
    if fault in _FAULTS:
        return _FAULTS[fault]()
    return str(Concern(fault).label) if fault in Concern.values else ""
