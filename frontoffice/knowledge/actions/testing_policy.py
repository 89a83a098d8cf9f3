"""Policy tests: written down, run, and ended."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.taking_contacts import Language
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.actions.holding_back import record, run_all
from frontoffice.knowledge.events import PolicyTestEnded, PolicyTestWritten
from frontoffice.knowledge.models import Article, Cause, Expected, PolicyRun, PolicyTest
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.policy import ask, standing

MOST_TESTS = 2000
Words = Annotated[str, Field(min_length=1, max_length=4000)]
Slugs = Annotated[list[Annotated[str, Field(max_length=120)]], Field(max_length=10)]
Phrases = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=10)]


class NoQuestion(BadInput):
    message = _("Write the question, as a person would ask it.")
    field = "question"


class UnknownArticle(BadInput):
    field = "must_cite"


class CitesNothing(BadInput):
    message = _("Articles to cite are for questions that have to be answered.")
    field = "must_cite"


class TooManyTests(Refused):
    message = _("There are 2,000 policy tests. End some that are no longer needed.")


class EndedAlready(Refused):
    message = _("Somebody has ended this already.")


@action("knowledge.write_test", title=_("Write a policy test"), open_to=["service"])
def write_test(
    *,
    question: Words,
    expected: Expected,
    must_cite: Slugs = [],  # noqa: B006 - never changed
    must_not_say: Phrases = [],  # noqa: B006 - never changed
    language: Language = "en",
    origin: Annotated[str, Field(max_length=60)] = "",
    note: Annotated[str, Field(max_length=500)] = "",
    by: Actor,
    at: datetime,
) -> PolicyTest:
    """Keep what has to become of a question, and run it at once. What it gives now is what a later change may not undo.

    At least one of the articles of `must_cite` has to be cited. Raises NoQuestion, UnknownArticle, CitesNothing,
    TooManyTests.
    """
    if not question.strip():
        raise NoQuestion
    cites = _known(must_cite)
    if cites and expected != Expected.ANSWER:
        raise CitesNothing
    if standing().count() >= MOST_TESTS:
        raise TooManyTests
    test = PolicyTest.objects.create(
        question=question.strip(),
        language=primary(language),
        expected=expected,
        must_cite=cites,
        must_not_say=list(dict.fromkeys(one.strip() for one in must_not_say if one.strip())),
        origin=origin.strip(),
        note=note.strip(),
        written_by=by,
        written_at=at,
    )
    announce(PolicyTestWritten(test_id=test.pk), about=test, by=by, at=at)
    day = office_day(at)
    record([ask(test, on=day)], Cause.TEST, test.reference, on=day, newly=0, by=by, at=at)
    return test


def _known(slugs: list[str]) -> list[str]:
    """The slugs, each once. Raises UnknownArticle."""
    cites = list(dict.fromkeys(slug.strip() for slug in slugs if slug.strip()))
    known = set(Article.objects.filter(slug__in=cites).values_list("slug", flat=True))
    unknown = [slug for slug in cites if slug not in known]
    if unknown:
        raise UnknownArticle(_("There is no article named %(slug)s.") % {"slug": unknown[0]})
    return cites


@action("knowledge.end_test", title=_("End a policy test"), subject="test")
def end_test(*, test: PolicyTest, by: Actor, at: datetime) -> PolicyTest:
    """It no longer counts; what it gave stays on record. Raises EndedAlready."""
    test = PolicyTest.objects.select_for_update(of=("self",)).get(pk=test.pk)
    if test.ended_at is not None:
        raise EndedAlready
    test.ended_by, test.ended_at = by, at
    test.save(update_fields=["ended_by", "ended_at"])
    announce(PolicyTestEnded(test_id=test.pk), about=test, by=by, at=at)
    return test


@action("knowledge.run_tests", title=_("Run the policy tests"), open_to=["service"])
def run_tests(*, cause: Cause = Cause.ASKED, by: Actor, at: datetime) -> PolicyRun:
    """Ask all tests about the texts in force today; nothing is held back."""
    return run_all(cause, "", by=by, at=at)
