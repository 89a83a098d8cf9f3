"""What goes back of articles, questions and answers."""

from datetime import date, datetime

from django.db.models import prefetch_related_objects
from pydantic import BaseModel

from frontoffice.authority.registry import shown, shown_in_lists
from frontoffice.foundation.models import Actor
from frontoffice.knowledge import gaps_api as gaps_api
from frontoffice.knowledge import listings as listings
from frontoffice.knowledge import presenting as presenting
from frontoffice.knowledge import presenting_imports as presenting_imports
from frontoffice.knowledge import trust_api as trust_api
from frontoffice.knowledge.models import (
    AnswerGiven,
    Article,
    ArticleVersion,
    Interpretation,
    Passage,
    Question,
    SetRight,
    Usefulness,
)
from frontoffice.knowledge.queries import page_address, version_address
from frontoffice.knowledge.queries.turns import passages_chosen_from


class ArticleOut(BaseModel):
    reference: str
    slug: str
    kind: str
    owner: str | None
    keeper: str | None
    review_every: int
    topic: str


class VersionInListOut(BaseModel):
    reference: str
    article: str
    number: int
    language: str
    title: str
    citation: str
    source_url: str
    audience: str
    status: str
    effective_from: date
    effective_to: date | None
    review_by: date | None
    forms: str
    services: str
    see_also: str
    change: str
    change_note: str
    corrects: str | None
    source: str | None
    version: int
    address: str


class VersionOut(VersionInListOut):
    """A version with its text, as it was written (`form`: markdown, html or text)."""

    form: str
    body: str


class PassageOut(BaseModel):
    reference: str
    version: str
    title: str
    heading: str
    text: str
    citation: str
    effective_from: date
    effective_to: date | None
    address: str


class AnswerOut(BaseModel):
    """A passage that was given. `sentence` is the part of its text that answers."""

    reference: str
    rank: int
    sentence: str
    passage: PassageOut


class ChoiceOut(BaseModel):
    """An article that may be meant; asking `title` in the same contact is choosing it."""

    article: str
    title: str
    address: str


class QuestionOut(BaseModel):
    """`outcome`: answered (see `answers`), gap (a representative can help), noted, or asked_back: say more or, where
    there are `choices`, which of them is meant. `rewritten` are words that a language model, named in `rewritten_by`,
    looked a follow-up up with besides; where it failed, `not_rewritten` says why.
    """

    reference: str
    contact: str
    turn: int
    text: str
    language: str
    on: date
    outcome: str
    confidence: float | None
    answers: list[AnswerOut]
    choices: list[ChoiceOut]
    rewritten: str
    rewritten_by: str
    not_rewritten: str


class UsefulnessOut(BaseModel):
    reference: str
    question: str
    useful: bool
    comment: str


class SetRightOut(BaseModel):
    """How an answer was set right: told, holds or nobody. `against` is the version that counts now."""

    reference: str
    answer: str
    way: str
    reason: str
    against: str | None
    contact: str | None
    by: str
    at: datetime


class InterpretationOut(BaseModel):
    """A reading of a passage. `state` is stands, replaced or withdrawn."""

    reference: str
    passage: PassageOut
    matter: str
    question: str
    reading: str
    reasons: str
    citation: str
    confidentiality: int
    by: str
    at: datetime
    state: str
    replaces: str | None
    withdrawal_reason: str
    article: str | None


@shown(Article)
def article_out(article: Article, by: Actor) -> ArticleOut:
    return ArticleOut(
        reference=article.reference,
        slug=article.slug,
        kind=article.kind,
        owner=article.owner.name if article.owner is not None else None,
        keeper=article.keeper.actor.name if article.keeper is not None else None,
        review_every=article.review_every,
        topic=article.topic,
    )


@shown(ArticleVersion)
def version_out(version: ArticleVersion, by: Actor) -> VersionOut:
    told = version_in_list_out(version, by).model_dump()
    return VersionOut(**told, form=version.form, body=version.body)


@shown_in_lists(ArticleVersion)
def version_in_list_out(version: ArticleVersion, by: Actor) -> VersionInListOut:
    """Without its text, which comes with the version itself."""
    return VersionInListOut(
        reference=version.reference,
        article=version.article.slug,
        number=version.number,
        language=version.language,
        title=version.title,
        citation=version.citation,
        source_url=version.source_url,
        audience=version.audience,
        status=version.status,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        review_by=version.review_by,
        forms=version.forms,
        services=version.services,
        see_also=version.see_also,
        change=version.change,
        change_note=version.change_note,
        corrects=version.corrects.reference if version.corrects is not None else None,
        source=version.source.reference if version.source is not None else None,
        version=version.version,
        address=version_address(version),
    )


@shown(Passage)
def passage_out(passage: Passage, by: Actor) -> PassageOut:
    version = passage.version
    return PassageOut(
        reference=passage.reference,
        version=version.reference,
        title=version.title,
        heading=passage.heading,
        text=passage.text,
        citation=version.citation,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        address=page_address(passage),
    )


@shown(AnswerGiven)
def answer_out(answer: AnswerGiven, by: Actor) -> AnswerOut:
    return AnswerOut(
        reference=answer.reference,
        rank=answer.rank,
        sentence=answer.passage.text[answer.sentence_from : answer.sentence_to],
        passage=passage_out(answer.passage, by),
    )


@shown(Question)
def question_out(question: Question, by: Actor) -> QuestionOut:
    """With the answers that were given, best first."""
    prefetch_related_objects([question], "answers__passage__version__article")
    answers = sorted(question.answers.all(), key=lambda answer: answer.rank)
    return QuestionOut(
        reference=question.reference,
        contact=question.contact.reference,
        turn=question.turn,
        text=question.text,
        language=question.language,
        on=question.on,
        outcome=question.outcome,
        confidence=question.confidence,
        answers=[answer_out(answer, by) for answer in answers],
        choices=[
            ChoiceOut(article=one.version.article.slug, title=one.version.title, address=page_address(one))
            for one in passages_chosen_from(question)
        ],
        rewritten=question.rewritten,
        rewritten_by=question.rewritten_by,
        not_rewritten=question.not_rewritten,
    )


@shown(Usefulness)
def usefulness_out(said: Usefulness, by: Actor) -> UsefulnessOut:
    return UsefulnessOut(
        reference=said.reference, question=said.question.reference, useful=said.useful, comment=said.comment
    )


@shown(SetRight)
def set_right_out(row: SetRight, by: Actor) -> SetRightOut:
    return SetRightOut(
        reference=row.reference,
        answer=row.answer.reference,
        way=row.way,
        reason=row.reason,
        against=row.against.reference if row.against is not None else None,
        contact=row.contact.reference if row.contact is not None else None,
        by=row.by.name,
        at=row.at,
    )


@shown(Interpretation)
def interpretation_out(one: Interpretation, by: Actor) -> InterpretationOut:
    replaced = Interpretation.objects.filter(replaces=one).exists()
    return InterpretationOut(
        reference=one.reference,
        passage=passage_out(one.passage, by),
        matter=one.matter,
        question=one.question,
        reading=one.reading,
        reasons=one.reasons,
        citation=one.citation,
        confidentiality=one.confidentiality,
        by=one.by.name,
        at=one.at,
        state="withdrawn" if one.withdrawn_at is not None else "replaced" if replaced else "stands",
        replaces=one.replaces.reference if one.replaces is not None else None,
        withdrawal_reason=one.withdrawal_reason,
        article=one.made.article.slug if one.made is not None else None,
    )
