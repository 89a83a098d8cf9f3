"""Who may see what of this room."""

from datetime import datetime

from django.db.models import Q, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import (
    AnswerGiven,
    Article,
    ArticleVersion,
    Audience,
    Circulation,
    GapGroup,
    KnowledgeGap,
    Passage,
    Question,
    SetRight,
    Status,
)

_PUBLISHED = Q(audience=Audience.PUBLIC, status=Status.PUBLISHED)


@visible(Article)
def articles_visible_to(*, by: Actor, at: datetime) -> QuerySet[Article]:
    """Staff see all; others those with a public version."""
    if by.is_staff:
        return Article.objects.select_related("owner", "keeper__actor")
    public = ArticleVersion.objects.filter(_PUBLISHED).values("article")
    return Article.objects.filter(pk__in=public).select_related("owner", "keeper__actor")


@visible(ArticleVersion)
def versions_visible_to(*, by: Actor, at: datetime) -> QuerySet[ArticleVersion]:
    """Others than staff see what is public, whenever it counts or counted."""
    versions = ArticleVersion.objects.select_related("article__owner", "corrects", "source")
    return versions if by.is_staff else versions.filter(_PUBLISHED)


@visible(Passage)
def passages_visible_to(*, by: Actor, at: datetime) -> QuerySet[Passage]:
    """The passages of the versions that they see."""
    passages = Passage.objects.select_related("version__article__owner")
    return passages if by.is_staff else passages.filter(version__in=ArticleVersion.objects.filter(_PUBLISHED))


@visible(Question)
def questions_visible_to(*, by: Actor, at: datetime) -> QuerySet[Question]:
    """Staff see what was asked; a visitor what they asked themselves."""
    questions = Question.objects.select_related("contact").prefetch_related(
        "answers__passage__version__article"
    )
    if by.is_staff:
        return questions
    return questions.filter(contact__visitor=by) if by.pk else questions.none()


@visible(KnowledgeGap)
def gaps_visible_to(*, by: Actor, at: datetime) -> QuerySet[KnowledgeGap]:
    """Gaps are for staff."""
    gaps = KnowledgeGap.objects.select_related("article", "contact", "decided_by")
    return gaps if by.is_staff else gaps.none()


@visible(Circulation)
def circulations_visible_to(*, by: Actor, at: datetime) -> QuerySet[Circulation]:
    """Who works by what is for staff."""
    sent = Circulation.objects.select_related("article", "unit")
    return sent if by.is_staff else sent.none()


@visible(AnswerGiven)
def answers_visible_to(*, by: Actor, at: datetime) -> QuerySet[AnswerGiven]:
    """Staff see what was given; a visitor what was given to them."""
    answers = AnswerGiven.objects.select_related("passage__version__article", "version", "contact")
    if by.is_staff:
        return answers
    return answers.filter(contact__visitor=by) if by.pk else answers.none()


@visible(SetRight)
def set_right_visible_to(*, by: Actor, at: datetime) -> QuerySet[SetRight]:
    """How answers were set right is for staff."""
    rows = SetRight.objects.select_related("answer", "against", "contact", "by")
    return rows if by.is_staff else rows.none()


@visible(GapGroup)
def gap_groups_visible_to(*, by: Actor, at: datetime) -> QuerySet[GapGroup]:
    """So are groups of gaps."""
    groups = GapGroup.objects.select_related("taken_by", "draft__article")
    return groups if by.is_staff else groups.none()
