"""Drafts that wait for a person, and what stands beside each sentence of one."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from frontoffice.correspondence.models import Citation, Status
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import Passage
from frontoffice.knowledge.queries.in_force import STOPPING, concerns
from frontoffice.knowledge.queries.translations import newer_source
from frontoffice.representative.models import Attempt, Outcome
from frontoffice.representative.queries.seen import attempts_visible_to
from frontoffice.representative.queries.tried import short


def waiting(*, by: Actor, at: datetime) -> QuerySet[Attempt]:
    """The drafts that wait for a person and that the viewer sees, the oldest first."""
    seen = attempts_visible_to(by=by, at=at).filter(outcome=Outcome.DRAFTED, decision="")
    return seen.filter(message__status=Status.HELD).order_by("pk")


def next_after(attempt: Attempt, *, by: Actor, at: datetime) -> Attempt | None:
    """The draft that comes up after this one: the next in the list, else the first that is left."""
    left = waiting(by=by, at=at).exclude(pk=attempt.pk)
    return left.filter(pk__gt=attempt.pk).first() or left.first()


@dataclass(frozen=True)
class Compared:
    """A source of a draft: `parts` of its passage as (text, whether it is quoted), and what speaks against it."""

    number: int
    passage: Passage
    sentences: list[str]
    parts: list[tuple[str, bool]]
    against: list[str]


def compared(attempt: Attempt, *, on: date) -> list[Compared]:
    """Each source beside the sentences that were taken from it, with what speaks against using it today."""
    taken = list(attempt.sentences.select_related("passage__version__article").order_by("number", "start"))
    numbers = list(dict.fromkeys(one.number for one in taken))
    found = []
    for number in numbers:
        own = [one for one in taken if one.number == number]
        passage = own[0].passage
        spans = [(one.start, one.end) for one in own]
        sentences = [passage.text[start:end] for start, end in spans]
        found.append(
            Compared(number, passage, sentences, _parts(passage.text, spans), against(passage, on=on))
        )
    return found


def against(passage: Passage, *, on: date) -> list[str]:
    """What speaks against sending a passage on the day, in words (INQ-5, INQ-6)."""
    said = [str(one.label) for one in concerns(passage.version, on=on) if one in STOPPING]
    return [*said, short("stale")] if newer_source(passage.version, on=on) is not None else said


def usable(attempt: Attempt, *, on: date) -> bool:
    """Whether nothing speaks against any source of the draft."""
    if attempt.message is None:
        return False
    cited = Citation.objects.filter(message=attempt.message).select_related("passage__version__article")
    return not any(against(one.passage, on=on) for one in cited)


def _parts(text: str, spans: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    parts, end_before = [], 0
    for start, end in sorted(spans):
        parts += [(text[end_before:start], False), (text[start:end], True)]
        end_before = end
    return [part for part in [*parts, (text[end_before:], False)] if part[0]]
