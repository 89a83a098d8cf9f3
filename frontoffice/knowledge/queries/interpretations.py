"""Readings of rules: who sees which, which of them stand, and whether the text has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.deciding import may
from frontoffice.authority.registry import visible
from frontoffice.foundation.models import Actor
from frontoffice.foundation.search import hits, stems, words
from frontoffice.knowledge.models import (
    INTERPRETATIONS,
    ArticleVersion,
    Confidentiality,
    Interpretation,
    Status,
)

MOST_FOUND = 10
ON_A_PAGE = 50


@dataclass(frozen=True)
class Reading:
    """An interpretation with how it stands: `stale` where its article has a newer text in force, or none any more."""

    it: Interpretation
    stale: bool
    replaced: bool

    @property
    def stands(self) -> bool:
        return self.it.withdrawn_at is None and not self.replaced


@visible(Interpretation)
def interpretations_visible_to(*, by: Actor, at: datetime) -> QuerySet[Interpretation]:
    """Colleagues see them; restricted ones only who may interpret, and their author."""
    rows = Interpretation.objects.select_related(
        "passage__version__article", "by", "withdrawn_by", "replaces", "made__article"
    )
    if not by.is_staff:
        return rows.none()
    if may(by, "knowledge.interpret", at=at):
        return rows
    return rows.filter(Q(confidentiality__lt=Confidentiality.RESTRICTED) | Q(by=by))


def read(rows: Iterable[Interpretation], *, on: date) -> list[Reading]:
    """How each of them stands on the day. Two queries, however many there are; none for none."""
    found = list(rows)
    if not found:
        return []
    replaced = set(Interpretation.objects.filter(replaces__in=found).values_list("replaces_id", flat=True))
    articles = {one.passage.version.article_id for one in found}
    in_force: dict[tuple[int, str], int] = {}
    counted = ArticleVersion.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=on),
        article__in=articles,
        status=Status.PUBLISHED,
        effective_from__lte=on,
    )
    for article, language, pk in counted.values_list("article_id", "language", "pk"):
        in_force[article, language] = pk
    return [Reading(one, _is_stale(one, in_force), one.pk in replaced) for one in found]


def _is_stale(one: Interpretation, in_force: dict[tuple[int, str], int]) -> bool:
    version = one.passage.version
    return in_force.get((version.article_id, version.language)) != version.pk


def current(*, by: Actor, at: datetime) -> QuerySet[Interpretation]:
    """Those that the viewer sees and that are neither withdrawn nor replaced."""
    seen = interpretations_visible_to(by=by, at=at)
    return seen.filter(withdrawn_at__isnull=True, replaced_by__isnull=True)


def find_interpretations(
    text: str, *, by: Actor, at: datetime, articles: Iterable[int] = ()
) -> list[Interpretation]:
    """Readings that stand: those whose words fit best, then those of the articles given. At most ten."""
    among = current(by=by, at=at)
    telling = [word for word in words(text.replace("\x00", "")) if stems(word, "en")]
    by_words = [hit.pk for hit in hits(INTERPRETATIONS, telling, among=among, limit=MOST_FOUND)]
    nearby = among.filter(passage__version__article__in=list(articles)).order_by("-pk")
    by_text = list(nearby.values_list("pk", flat=True)[:MOST_FOUND])
    wanted = list(dict.fromkeys(by_words + by_text))[:MOST_FOUND]
    rows = among.in_bulk(wanted)
    return [rows[pk] for pk in wanted]


def of_matter(matter: str, *, by: Actor, at: datetime) -> list[Interpretation]:
    """The readings made for one matter, the newest first."""
    if not matter or not Interpretation.objects.filter(matter=matter).exists():
        return []
    rows = interpretations_visible_to(by=by, at=at).filter(matter=matter)
    return list(rows.order_by("-pk")[:MOST_FOUND])
