"""Looking for an answer to an inquiry among the texts in force on the day, and saying what fell short."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from frontoffice.cases.models import Case
from frontoffice.contacts.models import Contact
from frontoffice.foundation.search import stems
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import Audience, Passage
from frontoffice.knowledge.queries import concerns, office_day, turns_of, versions_in_force
from frontoffice.knowledge.queries.finding import find
from frontoffice.knowledge.queries.found import Found, FoundPassage, Turn
from frontoffice.knowledge.queries.in_force import STOPPING, Concern
from frontoffice.knowledge.queries.translations import newer_source
from frontoffice.representative.asked import questions_in, wants_person
from frontoffice.representative.extracting import Quoted, composed
from frontoffice.representative.models import Why

SHOWN = 3
SURE = 0.4  # confidence: it writes to somebody, so it has to be surer than a page that shows what it found
FEWEST_CHOICES = 2
STALE = "stale"
INTERNAL = "internal"


@dataclass
class Tried:
    """One question: what was looked for and found. `why` is empty where it is answered, by `answer`, or asked back,
    by the passages of `choices`, whose articles fit alike.
    """

    asked: str
    language: str
    words: list[str] = field(default_factory=list)
    confidence: float = 0.0
    found: list[dict[str, Any]] = field(default_factory=list)
    why: str = ""
    answer: list[Quoted] = field(default_factory=list)
    choices: list[Passage] = field(default_factory=list)

    def as_kept(self) -> dict[str, Any]:
        """What is kept of it with the attempt."""
        kept = ("asked", "language", "words", "confidence", "found", "why")
        return {name: getattr(self, name) for name in kept} | {"choices": [one.pk for one in self.choices]}


@dataclass(frozen=True)
class Sought:
    """What came of looking. `why` is empty where every question has an answer or choices to ask back with."""

    on: date
    language: str
    why: str
    tried: list[Tried]

    @property
    def answer(self) -> list[Quoted]:
        """All sentences found, in the order of the questions, none twice."""
        every = [one for tried in self.tried for one in tried.answer]
        return list({(one.passage.pk, one.start, one.end): one for one in every}.values())

    @property
    def choices(self) -> list[Passage]:
        """What the customer may mean, in the order of the questions, none twice."""
        return list({one.pk: one for tried in self.tried for one in tried.choices}.values())


def seek(case: Case, text: str, contact: Contact, *, at: datetime) -> Sought:
    """Look for an answer to each question of the text, read with the conversation before it. Changes nothing."""
    on, language = office_day(at), primary(case.language)
    if wants_person(text):
        return Sought(on, language, Why.WANTS_PERSON, [])
    if not versions_in_force(on=on, audience=Audience.PUBLIC, language=language).exists():
        return Sought(on, language, Why.NO_TEXTS, [])
    before = [*turns_of(contact), Turn(case.subject)]
    questions = questions_in(text, language=language)
    whole = text.strip()
    about = set() if questions == [whole] else _about(whole, before, on=on, language=language)
    tried = [
        _tried(one, before if one == whole else [*before, Turn(text)], about, on=on, language=language)
        for one in questions
    ]
    unanswered = [one.why for one in tried if one.why]
    return Sought(on, language, unanswered[0] if unanswered else "", tried)


def _about(text: str, before: list[Turn], *, on: date, language: str) -> set[int]:
    """The articles that come nearest to the whole text: a question taken out of it has to be about one of them."""
    found = find(text, before, on=on, audience=Audience.PUBLIC, language=language)
    articles = dict.fromkeys(one.passage.version.article_id for one in found.passages)
    return set(list(articles)[:SHOWN])


def _tried(question: str, before: list[Turn], about: set[int], *, on: date, language: str) -> Tried:
    found = find(question, before, on=on, audience=Audience.PUBLIC, language=language)
    words = list(dict.fromkeys(stems(question, language)))[:20]
    tried = Tried(question, language, words, found.confidence)
    faults = {one.passage.pk: _fault(one, on=on) for one in found.passages[:SHOWN]}
    tried.found = [_kept(one, faults[one.passage.pk]) for one in found.passages[:SHOWN]]
    if not found.understood:
        tried.why = Why.NOT_UNDERSTOOD
    elif found.choices:
        _ask_back(tried, found, on=on)
    elif not found.answerable or found.confidence < SURE or not _fits(found, about):
        tried.why = _why_not(tried, question, before, on=on)
    else:
        _answer(tried, found, faults)
    return tried


def _fits(found: Found, about: set[int]) -> bool:
    return not about or found.passages[0].passage.version.article_id in about


def _answer(tried: Tried, found: Found, faults: dict[int, str]) -> None:
    """From the best passages that nothing speaks against; the very best must be among them."""
    best = found.passages[0]
    fault = faults[best.passage.pk]
    if fault:
        tried.why = Why.STALE if fault == STALE else Why.OVERDUE
        return
    usable = [one for one in found.passages[:SHOWN] if not faults[one.passage.pk]]
    tried.answer = composed(usable, tried.asked, language=tried.language)
    if not tried.answer:
        tried.why = Why.NOT_SURE


def _ask_back(tried: Tried, found: Found, *, on: date) -> None:
    """As the portal does: by the articles that fit alike, of those that nothing speaks against."""
    tried.choices = [one.passage for one in found.choices if not _fault(one, on=on)]
    if len(tried.choices) < FEWEST_CHOICES:
        tried.choices, tried.why = [], Why.NOT_SURE


def _why_not(tried: Tried, question: str, before: list[Turn], *, on: date) -> str:
    """Perhaps a text for staff answers: colleagues are told which one; the customer never reads it."""
    inside = find(question, before, on=on, audience=Audience.INTERNAL, language=tried.language)
    if inside.confidence >= SURE and inside.passages[0].passage.version.audience == Audience.INTERNAL:
        tried.found.insert(0, _kept(inside.passages[0], INTERNAL))
        return Why.INTERNAL
    return Why.NOT_SURE


def _fault(found: FoundPassage, *, on: date) -> str:
    """Why this passage must not be sent without a person's reason (INQ-5, INQ-6); empty where nothing is wrong."""
    against = [one for one in concerns(found.passage.version, on=on) if one in STOPPING]
    if against:
        return Concern(against[0]).value
    return STALE if newer_source(found.passage.version, on=on) is not None else ""


def _kept(found: FoundPassage, fault: str) -> dict[str, Any]:
    return {"passage": found.passage.pk, "score": round(found.score, 2), "fault": fault}
