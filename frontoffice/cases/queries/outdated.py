"""Answers to set right, with whom they were given to: the exchange, its customer and its case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from frontoffice.cases.models import Case, CaseContact
from frontoffice.contacts.models import Contact
from frontoffice.customers.queries.together import whole
from frontoffice.knowledge.models import AnswerGiven, Question, SetRight
from frontoffice.knowledge.queries import Outdated, looked_at, outdated_answers

ON_A_PAGE = 100


class Show(StrEnum):
    """Which of them: somebody can be reached, nobody can, or they were dealt with."""

    REACHABLE = "reachable"
    NOBODY = "nobody"
    DONE = "done"


@dataclass
class Exchange:
    """What one person was told at one time, as far as it no longer stands; `case` is the newest one seen."""

    contact: Contact
    question: Question | None
    case: Case | None
    outdated: list[Outdated] = field(default_factory=list)

    @property
    def references(self) -> str:
        """The answers, as a form names them."""
        return " ".join(one.answer.reference for one in self.outdated)


@dataclass(frozen=True)
class Listed:
    """A page of the list; `before` goes on from where there is more, else it is 0."""

    exchanges: Sequence[Exchange]
    before: int


def to_set_right(
    *, seen: QuerySet[Case], show: Show, article: str = "", before: int = 0, at: datetime
) -> Listed:
    """Exchanges to set right, the newest first. The number of queries does not grow with them.

    What was said in a case that the viewer does not see is for the colleagues of that case.
    """
    answers = _chosen(seen, show, article, at=at)
    if before:
        answers = answers.filter(pk__lt=before)
    rows = list(answers.select_related(*WITH).order_by("-pk")[: ON_A_PAGE + 1])
    page = rows[:ON_A_PAGE]
    return Listed(exchanges_of(page, seen=seen), page[-1].pk if len(rows) > ON_A_PAGE else 0)


WITH = (
    "passage__version__article",
    "version__article",
    "contact__customer",
    "contact__representative",
    "question",
    "given_by",
)


def _chosen(seen: QuerySet[Case], show: Show, article: str, *, at: datetime) -> QuerySet[AnswerGiven]:
    touched = CaseContact.objects.filter(contact=OuterRef("contact"))
    in_a_case, in_one_seen = Exists(touched), Exists(touched.filter(case__in=seen))
    answers = outdated_answers(at=at)
    if article:
        answers = answers.filter(version__article__slug=article)
    if show == Show.NOBODY:
        return answers.filter(~in_a_case, contact__customer__isnull=True)
    return answers.filter(Q(in_one_seen) | Q(~in_a_case, contact__customer__isnull=False))


def told_in(case: Case) -> Q:
    """The answers that were given in the contacts of a case, or to its customer."""
    theirs = Q(contact__in=case.case_contacts.values("contact"))
    return theirs | Q(contact__customer__in=whole(case.customer)) if case.customer is not None else theirs


def exchanges_of(answers: Iterable[AnswerGiven], *, seen: QuerySet[Case]) -> list[Exchange]:
    """Answers that no longer stand, put together by exchange, each with its case. Three queries."""
    outdated = looked_at(answers)
    contacts = {one.answer.contact_id for one in outdated}
    touching = CaseContact.objects.filter(contact__in=contacts, case__in=seen).select_related("case")
    cases = {row.contact_id: row.case for row in touching.order_by("case")}
    found: dict[tuple[int, int | None], Exchange] = {}
    for one in outdated:
        answer = one.answer
        key = (answer.contact_id, answer.question_id)
        fresh = Exchange(answer.contact, answer.question, cases.get(answer.contact_id))
        found.setdefault(key, fresh).outdated.append(one)
    for exchange in found.values():
        exchange.outdated.sort(key=lambda one: one.answer.rank)
    return list(found.values())


def set_right_lately(*, article: str = "", before: int = 0) -> tuple[list[SetRight], int]:
    """What was dealt with, the newest first; and from where there is more."""
    rows = SetRight.objects.select_related(
        "by", "contact", "answer__contact__customer", "answer__version__article", "against__article"
    )
    if article:
        rows = rows.filter(answer__version__article__slug=article)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: ON_A_PAGE + 1])
    return found[:ON_A_PAGE], found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else 0
