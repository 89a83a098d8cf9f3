"""Problems: which there are, what hangs on them, what else may, who would be answered how, and how far that is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.cases.models import (
    POSTS,
    AnswerPart,
    AnswerText,
    Case,
    Merge,
    PartState,
    Post,
    Problem,
    ProblemAnswer,
    Report,
)
from frontoffice.cases.models.cases import UNRESOLVED
from frontoffice.cases.permissions import units_seen
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.models import Actor, Event
from frontoffice.foundation.search import hits
from frontoffice.knowledge.queries.likeness import likeness, telling_stems
from frontoffice.knowledge.queries.telling import count

ON_A_PAGE = 50
MOST_SHOWN = 500
CANDIDATES = 200
MOST_OFFERED = 20
NEAR = 0.06
SAME_TOPIC = 1.3
SAMPLES = 5  # reports whose wording is looked at


@dataclass(frozen=True)
class Candidate:
    """A case that may be about the same, how like its words are (0 to 100), and its words."""

    case: Case
    likeness: int
    text: str


@dataclass(frozen=True)
class Counted:
    """Reports are cases; issues are matters: the cases of one problem, or merged into one, are one (CMP-12)."""

    reports: int
    issues: int


@dataclass(frozen=True)
class Progress:
    """How far an answer is."""

    answer: ProblemAnswer
    sent: int
    held: int
    waiting: int
    left_out: Sequence[AnswerPart]

    @property
    def all(self) -> int:
        return self.sent + self.held + self.waiting + len(self.left_out)

    @property
    def done(self) -> int:
        return self.all - self.waiting


@visible(Problem)
def problems_visible_to(*, by: Actor, at: datetime) -> QuerySet[Problem]:
    """Colleagues see those of the units that their grants cover."""
    rows = Problem.objects.select_related("topic", "unit", "owner__actor", "made_by")
    if not by.is_staff:
        return rows.none()
    units = units_seen(by=by, at=at)
    return rows if units is None else rows.filter(unit__in=units)


@visible(Report)
def reports_visible_to(*, by: Actor, at: datetime) -> QuerySet[Report]:
    rows = Report.objects.filter(ended_at__isnull=True).select_related("problem", "case")
    return rows.filter(case__in=cases_visible_to(by=by, at=at)) if by.is_staff else rows.none()


@visible(ProblemAnswer)
def answers_visible_to(*, by: Actor, at: datetime) -> QuerySet[ProblemAnswer]:
    return ProblemAnswer.objects.filter(problem__in=problems_visible_to(by=by, at=at)).select_related(
        "problem", "by"
    )


def listed(*, by: Actor, at: datetime, closed: bool, before: int = 0) -> list[Problem]:
    """A page of problems, the newest first, each with how many reports hang on it (`hanging`)."""
    rows = problems_visible_to(by=by, at=at).filter(closed_at__isnull=not closed)
    rows = rows.filter(pk__lt=before) if before else rows
    standing = Count("reports", filter=Q(reports__ended_at__isnull=True))
    return list(rows.annotate(hanging=standing).order_by("-pk")[: ON_A_PAGE + 1])


def reports_of(problem: Problem) -> list[Report]:
    """What hangs on it, the oldest first."""
    rows = problem.reports.filter(ended_at__isnull=True)
    rows = rows.select_related("case", "case__topic", "case__assignee__actor", "case__unit")
    return list(rows.order_by("case__received_on", "pk")[:MOST_SHOWN])


def counted(cases: QuerySet[Case]) -> Counted:
    """How many reports the cases are and how many issues: two counts that both are kept (CMP-12). Four queries."""
    reports = cases.count()
    hanging = Report.objects.filter(case__in=cases, ended_at__isnull=True)
    merged = Merge.objects.filter(merged__in=cases, undone_at__isnull=True)
    merged = merged.exclude(merged__in=hanging.values("case"))
    problems = hanging.values("problem").distinct().count()
    return Counted(reports, reports - hanging.count() - merged.count() + problems)


def candidates(problem: Problem, *, seen: QuerySet[Case]) -> list[Candidate]:
    """Cases that may be about the same, the likest first: by the words of the problem and of its first reports."""
    samples = Post.objects.filter(case__reports__problem=problem, case__reports__ended_at__isnull=True)
    words = [f"{problem.title} {problem.details}", *samples.values_list("text", flat=True)[:SAMPLES]]
    asked = telling_stems(" ".join(words), "en")
    counts = count(asked, language="en")
    rarest = sorted(asked, key=lambda stem: -counts.rarity(stem))[:24]
    free = seen.filter(UNRESOLVED).exclude(reports__ended_at__isnull=True, reports__isnull=False)
    found = hits(POSTS, rarest, among=Post.objects.filter(case__in=free), limit=CANDIDATES)
    posts = Post.objects.filter(pk__in=[hit.pk for hit in found]).select_related("case", "case__topic")
    best: dict[int, Candidate] = {}
    for post in posts.order_by("pk"):
        like = likeness(asked, telling_stems(f"{post.case.subject} {post.text}", "en"), counts)
        like *= SAME_TOPIC if post.case.topic_id == problem.topic_id else 1
        kept = best.get(post.case_id)
        if like >= NEAR and (kept is None or kept.likeness < like * 100):
            best[post.case_id] = Candidate(post.case, min(round(like * 100), 100), post.text)
    return sorted(best.values(), key=lambda one: (-one.likeness, one.case.pk))[:MOST_OFFERED]


def last_event() -> int:
    """The newest event there is: what a preview knows of."""
    return Event.objects.aggregate(last=Max("pk"))["last"] or 0


def text_for(case: Case, texts: dict[str, str]) -> str:
    """What the answer says to the asker of the case, in their language where there is one."""
    language = case.language.split("-")[0]
    said = texts.get(case.language) or texts.get(language) or texts.get("", "")
    return said.replace("{name}", case.asker_name).replace(" ,", ",") if case.asker_name else _nameless(said)


def _nameless(said: str) -> str:
    return said.replace(" {name}", "").replace("{name}", "")


def texts_of(answer: ProblemAnswer) -> dict[str, str]:
    return dict(AnswerText.objects.filter(answer=answer).values_list("language", "text"))


def progress_of(answer: ProblemAnswer) -> Progress:
    """Two queries."""
    numbers = Counter(answer.parts.exclude(state=PartState.LEFT_OUT).values_list("state", flat=True))
    left = answer.parts.filter(state=PartState.LEFT_OUT).select_related("case").order_by("pk")
    return Progress(
        answer=answer,
        sent=numbers[PartState.SENT],
        held=numbers[PartState.HELD],
        waiting=numbers[PartState.WAITING],
        left_out=list(left),
    )


def newest_answer(problem: Problem) -> ProblemAnswer | None:
    return problem.answers.select_related("by", "approved_by").order_by("-pk").first()
