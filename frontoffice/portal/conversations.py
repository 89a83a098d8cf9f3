"""A conversation as the visitor reads it: each question with what was given, or with what may help."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from frontoffice.contacts.models import Contact
from frontoffice.foundation.clock import today_in, zone_named
from frontoffice.foundation.models import Agency
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.models import (
    AnswerGiven,
    ArticleVersion,
    Audience,
    KnowledgeGap,
    Outcome,
    Passage,
    Question,
    Usefulness,
)
from frontoffice.knowledge.queries import page_address, versions_in_force
from frontoffice.knowledge.queries.outdated import answers_no_longer_standing
from frontoffice.portal import in_language
from frontoffice.portal.forms import LONGEST_TEXT
from frontoffice.portal.marking import marked

NEAREST = 3


@dataclass(frozen=True)
class Source:
    """A passage with where it stands. `text` is formatted, the answering sentence marked in it.

    `changed`: the text that counts now says something else.
    """

    title: str
    language: str
    heading: str
    address: str
    citation: str
    effective_from: date
    effective_to: date | None
    overdue: bool
    text: SafeString
    changed: bool = False


@dataclass(frozen=True)
class Exchange:
    """One question. `choices` are the articles that may be meant, where that was asked back. `useful` is what the
    visitor last said of it, None while nothing. `as_of` is the day that it was about, None where that was the day on
    which it was asked. `since` is the page that was added, or named, for a question that found no answer (INQ-7).
    """

    question: Question
    outcome: str
    best: Source | None
    further: Sequence[Source]
    nearest: Sequence[Source]
    choices: Sequence[Source]
    useful: bool | None
    commented: bool
    last: bool
    as_of: date | None = None
    since: ArticleVersion | None = None

    @property
    def number(self) -> int:
        return self.question.turn


def exchanges(contact: Contact, *, on: date, at: datetime) -> list[Exchange]:
    """All questions of the contact in order. The number of queries does not grow with them."""
    questions = list(Question.objects.filter(contact=contact).order_by("turn"))
    given, fallen = _given(contact), _fallen(contact, at)
    nearest = _nearest(questions)
    zone = _zone()
    said = {
        word.question_id: word for word in Usefulness.objects.filter(question__in=questions).order_by("pk")
    }
    since = _added_since(questions, on)
    return [
        _exchange(
            question,
            given.get(question.pk, []),
            nearest,
            said.get(question.pk),
            on,
            last=question is questions[-1],
            fallen=fallen,
            as_of=question.on if question.on != today_in(zone, question.asked_at) else None,
            since=since.get(question.pk),
        )
        for question in questions
    ]


def _exchange(
    question: Question,
    given: list[AnswerGiven],
    nearest: dict[int, Passage],
    said: Usefulness | None,
    on: date,
    *,
    last: bool,
    fallen: set[int],
    as_of: date | None,
    since: ArticleVersion | None,
) -> Exchange:
    answers = [
        replace(_source(one.passage, on, one.sentence_from, one.sentence_to), changed=one.pk in fallen)
        for one in given
    ]
    near = [nearest[pk] for pk in question.ranked if pk in nearest] if question.outcome == Outcome.GAP else []
    return Exchange(
        question=question,
        outcome=question.outcome,
        best=answers[0] if answers else None,
        further=answers[1:],
        nearest=[_source(passage, on) for passage in _one_an_article(near)],
        choices=[_source(nearest[pk], on) for pk in question.choices if pk in nearest],
        useful=said.useful if said is not None else None,
        commented=bool(said is not None and said.comment),
        last=last,
        as_of=as_of,
        since=since,
    )


def _fallen(contact: Contact, at: datetime) -> set[int]:
    """The answers of the contact whose text no longer counts and says something else now."""
    return set(answers_no_longer_standing(at=at).filter(contact=contact).values_list("pk", flat=True))


def _zone() -> ZoneInfo:
    agency = Agency.objects.first()
    return agency.zone if agency is not None else zone_named("UTC")


def _given(contact: Contact) -> dict[int, list[AnswerGiven]]:
    rows = AnswerGiven.objects.filter(contact=contact, question__isnull=False).order_by("question", "rank")
    found: dict[int, list[AnswerGiven]] = {}
    for row in rows.select_related("passage__version__article"):
        found.setdefault(row.question_id or 0, []).append(row)
    return found


def _nearest(questions: Sequence[Question]) -> dict[int, Passage]:
    wanted = {pk for question in questions if question.outcome == Outcome.GAP for pk in question.ranked}
    wanted |= {pk for question in questions for pk in question.choices}
    return Passage.objects.select_related("version__article").in_bulk(wanted) if wanted else {}


def _added_since(questions: Sequence[Question], on: date) -> dict[int, ArticleVersion]:
    """By the id of the question the page that its gap was closed by, while the public can read it. Three queries."""
    closed = KnowledgeGap.objects.filter(question__in=questions, article__isnull=False)
    articles = dict(closed.values_list("question", "article"))
    if not articles:
        return {}
    texts = in_language.public_texts(on=on).filter(article__in=set(articles.values()))
    shown = in_language.one_each(texts, language=language())
    return {
        question: shown[article] for question, article in articles.items() if question and article in shown
    }


def _one_an_article(passages: Sequence[Passage]) -> list[Passage]:
    found: dict[int, Passage] = {}
    for passage in passages:
        found.setdefault(passage.version.article_id, passage)
    return list(found.values())[:NEAREST]


def _source(passage: Passage, on: date, start: int = 0, end: int = 0) -> Source:
    version = passage.version
    return Source(
        title=version.title,
        language=version.language,
        heading=passage.heading,
        address=page_address(passage),
        citation=version.citation,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        overdue=version.review_by is not None and version.review_by < on,
        text=marked(passage.html, passage.text, start, end),
    )


def last_question(contact: Contact) -> Question | None:
    """What was asked last in the contact."""
    return Question.objects.filter(contact=contact).order_by("-turn").first()


def words(contact: Contact) -> str:
    """What the visitor asked in the contact, in their words, to go on from with a representative."""
    asked = Question.objects.filter(contact=contact).order_by("turn").values_list("text", flat=True)
    return "\n\n".join(asked)[:LONGEST_TEXT]


def language() -> str:
    """The language of the page that is being shown, as contacts and cases keep it."""
    return primary(get_language() or "en")


def language_of_texts(*, on: date) -> str:
    """The language to look in: the page's where anything is in force in it, else the agency's own."""
    spoken = language()
    if versions_in_force(on=on, audience=Audience.PUBLIC, language=spoken).exists():
        return spoken
    agency = Agency.objects.first()
    return primary(agency.default_language) if agency is not None else spoken
