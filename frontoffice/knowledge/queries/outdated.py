"""Answers that were given from a text that no longer counts, and what the text says now (INQ-4).

Somebody who asked about today is misled once the text changes; somebody who asked about another day only when what
counted on that day turns out to be something else. A passage that says the same in the text that counts now still
stands, and so does what was given from it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.clock import today_in, zone_named
from frontoffice.foundation.models import Agency
from frontoffice.knowledge.models import AnswerGiven, ArticleVersion, Audience, Passage, SetRight, Status, Way

ALIKE = 0.4
LONGEST_COMPARED = 4000


class Why(TextChoices):
    """Why an answer no longer stands, the gravest first."""

    WITHDRAWN = "withdrawn", _("The text was withdrawn")
    CORRECTED = "corrected", _("The text was corrected for that very day")
    CHANGED = "changed", _("The text has changed since")


@dataclass(frozen=True)
class Outdated:
    """An answer that no longer stands. `now` is the passage that says today what this one said, where there is one;
    `version` the text that counts now, None where nothing came in place of the old one.
    """

    answer: AnswerGiven
    why: Why
    version: ArticleVersion | None
    now: Passage | None

    @property
    def told(self) -> str:
        """The sentence that was given, or the whole passage where none was marked."""
        answer = self.answer
        return answer.passage.text[answer.sentence_from : answer.sentence_to] or answer.passage.text


def outdated_answers(*, at: datetime) -> QuerySet[AnswerGiven]:
    """Those that nobody has dealt with. Each row has `about`, the day that was asked about, and `now_id`, the id of the
    version that counts now, 0 where none does.
    """
    dealt_with = SetRight.objects.annotate(beside=Coalesce("against_id", Value(0))).filter(
        Q(way__in=[Way.TOLD, Way.NOBODY]) | Q(beside=OuterRef("now_id")), answer=OuterRef("pk")
    )
    return answers_no_longer_standing(at=at).filter(~Exists(dealt_with))


def answers_no_longer_standing(*, at: datetime) -> QuerySet[AnswerGiven]:
    """The same with those that were dealt with."""
    agency = Agency.objects.first()
    zone = agency.zone if agency is not None else zone_named("UTC")
    today = today_in(zone, at)
    given_on = TruncDate("at", tzinfo=zone)
    answers = AnswerGiven.objects.annotate(given_on=given_on, about=Coalesce("question__on", given_on))
    no_longer = Q(version__effective_to__lt=F("about")) | Q(
        about=F("given_on"), version__effective_to__lt=today
    )
    # Who gave a text that no longer counted, and said why, knew what they did.
    knowingly = ~Q(override_reason="") & ~Q(version__withdrawn_on__gt=F("given_on"))
    answers = answers.filter(Q(version__status=Status.WITHDRAWN) | no_longer).exclude(knowingly)
    day = Case(When(about=F("given_on"), then=Value(today)), default=F("about"), output_field=DateField())
    answers = answers.annotate(held_against=day).annotate(now_id=Coalesce(_counting(), Value(0)))
    unchanged = Passage.objects.filter(version=OuterRef("now_id"), text=OuterRef("passage__text"))
    return answers.filter(~Exists(unchanged))


def _counting() -> Subquery:
    """The id of the published version that counts on the day that an answer is held against."""
    versions = ArticleVersion.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=OuterRef("held_against")),
        Q(audience=Audience.PUBLIC) | Q(audience=OuterRef("version__audience")),
        article=OuterRef("version__article"),
        language=OuterRef("version__language"),
        status=Status.PUBLISHED,
        effective_from__lte=OuterRef("held_against"),
    )
    return Subquery(versions.values("pk")[:1])


def looked_at(answers: Iterable[AnswerGiven]) -> list[Outdated]:
    """Why each of them no longer stands, and what the text says now. Two queries for all of them."""
    rows = list(answers)
    wanted = {row.now_id for row in rows if row.now_id}  # type: ignore[attr-defined]  # annotated
    versions = ArticleVersion.objects.select_related("article").in_bulk(wanted)
    passages: dict[int, list[Passage]] = {}
    for passage in Passage.objects.filter(version__in=wanted).order_by("version", "position"):
        passage.version = versions[passage.version_id]
        passages.setdefault(passage.version_id, []).append(passage)
    return [_outdated(row, versions, passages) for row in rows]


def _outdated(
    row: AnswerGiven, versions: dict[int, ArticleVersion], passages: dict[int, list[Passage]]
) -> Outdated:
    now_id: int = row.now_id  # type: ignore[attr-defined]  # annotated
    about: date = row.about  # type: ignore[attr-defined]
    ended = row.version.effective_to is not None and row.version.effective_to < about
    why = Why.CORRECTED if ended else Why.CHANGED
    if row.version.status == Status.WITHDRAWN:
        why = Why.WITHDRAWN
    return Outdated(row, why, versions.get(now_id), successor(row.passage, passages.get(now_id, [])))


def successor(passage: Passage, among: Sequence[Passage]) -> Passage | None:
    """The passage that took this one's place: under the same anchor or heading, else the one most like it."""
    for same in ("anchor", "heading"):
        found = [one for one in among if getattr(one, same) and getattr(one, same) == getattr(passage, same)]
        if len(found) == 1:
            return found[0]
    words = passage.text[:LONGEST_COMPARED].split()
    scored = [
        (SequenceMatcher(None, words, one.text[:LONGEST_COMPARED].split()).ratio(), one) for one in among
    ]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= ALIKE else None
