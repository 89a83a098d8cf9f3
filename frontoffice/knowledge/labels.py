"""Labeled questions: what is known to answer a question, or that nothing of ours does."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from frontoffice.knowledge.models import Article, Expected, Question, Usefulness
from frontoffice.knowledge.queries.policy import standing

MOST_SAID = 1000


class Label(BaseModel):
    """A question with the articles (slugs) any of which answers it; with none, or `must_refer`, nothing does."""

    model_config = ConfigDict(extra="ignore")

    question: Annotated[str, Field(min_length=1, max_length=4000)]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] = "en"
    must_cite: str | list[str] = []
    or_cite: list[str] = []
    must_refer: bool = False

    @property
    def right(self) -> frozenset[str]:
        own = [self.must_cite] if isinstance(self.must_cite, str) else self.must_cite
        return frozenset() if self.must_refer else frozenset([*own, *self.or_cite]) - {""}


def labels_of_the_agency() -> Iterator[Label]:
    """The policy tests that are to be answered or referred, and what people said of answers to first questions."""
    for test in standing().exclude(expected=Expected.ASK_BACK):
        refer = test.expected == Expected.REFER
        if refer or test.must_cite:
            yield Label(
                question=test.question, language=test.language, must_cite=test.must_cite, must_refer=refer
            )
    yield from _said()


def _said() -> Iterator[Label]:
    """The newest word on each first question of a contact: what was given answered it, or did not."""
    newest = dict(
        Usefulness.objects.filter(question__turn=1)
        .order_by("-pk")
        .values_list("question", "useful")[:MOST_SAID]
    )
    rows = Question.objects.filter(pk__in=newest).prefetch_related("answers__version").order_by("pk")
    slugs = dict(Article.objects.values_list("pk", "slug"))
    for question in rows:
        given = {slugs[answer.version.article_id] for answer in question.answers.all()}
        if given:
            useful = newest[question.pk]
            yield Label(
                question=question.text,
                language=question.language,
                must_cite=sorted(given) if useful else [],
                must_refer=not useful,
            )
