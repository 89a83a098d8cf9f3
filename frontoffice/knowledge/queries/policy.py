"""Asking policy tests: what becomes of a question today, compared with what has to become of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from frontoffice.foundation.search import fold
from frontoffice.knowledge.models import Audience, Expected, Fault, PolicyResult, PolicyTest
from frontoffice.knowledge.queries.finding import find
from frontoffice.knowledge.queries.found import Found, Signs
from frontoffice.knowledge.queries.judging import given

CITED_AMONG = 3  # the first passages given: what a person reads


@dataclass(frozen=True)
class Asked:
    """What came of a test: `fault` is empty where it passed; `said` is what must not be said and was."""

    test: PolicyTest
    became: Expected
    fault: str
    confidence: float
    cited: list[str]
    said: str
    signs: Signs | None

    @property
    def passed(self) -> bool:
        return not self.fault

    @property
    def why(self) -> str:
        """How it fell, in words."""
        return str(Fault(self.fault).label) if self.fault else ""


def standing() -> QuerySet[PolicyTest]:
    """The tests that count, in the order in which they were written."""
    return PolicyTest.objects.filter(ended_at__isnull=True).order_by("pk")


def ask(test: PolicyTest, *, on: date) -> Asked:
    """Ask the test's question as a visitor would on the day."""
    found = find(test.question, on=on, audience=Audience.PUBLIC, language=test.language)
    became = became_of(found)
    shown = given(found)
    cited = list(dict.fromkeys(one.passage.version.article.slug for one in shown[:CITED_AMONG]))
    told = fold(" ".join(one.passage.text for one in shown)) if became == Expected.ANSWER else ""
    said = next((words for words in test.must_not_say if fold(words) in told), "")
    fault = _fault(test, became, cited, said)
    return Asked(test, became, fault, found.confidence, cited, said[:200], found.signs)


def became_of(found: Found) -> Expected:
    """What a visitor would get."""
    if found.asks_back:
        return Expected.ASK_BACK
    return Expected.ANSWER if found.answerable else Expected.REFER


def _fault(test: PolicyTest, became: Expected, cited: list[str], said: str) -> str:
    if said:
        return Fault.SAID
    if became != test.expected:
        if became == Expected.ASK_BACK:
            return Fault.ASKED_BACK
        return {
            Expected.ANSWER: Fault.NOT_ANSWERED,
            Expected.REFER: Fault.NOT_REFERRED,
            Expected.ASK_BACK: Fault.NOT_ASKED_BACK,
        }[Expected(test.expected)]
    uncited = became == Expected.ANSWER and test.must_cite and not set(test.must_cite) & set(cited)
    return Fault.NOT_CITED if uncited else ""


def last_results(tests: Iterable[PolicyTest]) -> dict[int, PolicyResult]:
    """The newest result of each test that was ever run, by the test's id. Two queries."""
    newest = PolicyResult.objects.filter(test__in=tests).values("test").annotate(last=Max("pk"))
    rows = PolicyResult.objects.filter(pk__in=[row["last"] for row in newest]).select_related("run")
    return {row.test_id: row for row in rows}
