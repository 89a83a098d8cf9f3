"""The work that a review is about: what was asked, what was said, on what it rested."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from frontoffice.cases.models import Case, Note, Post
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.contacts.models import Contact
from frontoffice.correspondence.composing import Source, sources
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.queries import with_content
from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import AnswerGiven
from frontoffice.supervision.models import Review

MOST = 50


@dataclass(frozen=True)
class Work:
    """What a reviewer reads. `case` is there only for whoever may see it: a review opens no case by itself."""

    message: Message | None = None
    cited: Sequence[tuple[Source, str]] = ()
    contact: Contact | None = None
    purposes: Sequence[str] = ()
    answers: Sequence[AnswerGiven] = ()
    case: Case | None = None
    posts: Sequence[Post] = field(default_factory=tuple)
    notes: Sequence[Note] = field(default_factory=tuple)


def work_of(review: Review, *, by: Actor, at: datetime) -> Work:
    """What was done, with the case around it where this person sees it. Eight queries at most."""
    case = None
    if review.case_id is not None:
        case = cases_visible_to(by=by, at=at).select_related("topic").filter(pk=review.case_id).first()
    if review.message_id is not None:
        message = with_content(Message.objects.filter(pk=review.message_id)).get()
        citations = list(message.citations.all())
        cited = [
            (source, citation.passage.text)
            for source, citation in zip(sources(citations), citations, strict=True)
        ]
        posts = case.posts.order_by("pk")[:MOST] if case is not None else []
        return Work(message=message, cited=cited, case=case, posts=list(posts))
    return _of_contact(review, case)


def _of_contact(review: Review, case: Case | None) -> Work:
    contacts = Contact.objects.select_related("customer", "representative", "office")
    contact = contacts.get(review=review)
    answers = (
        AnswerGiven.objects.filter(contact=contact)
        .select_related("version", "passage")
        .order_by("rank", "pk")
    )
    work = Work(
        contact=contact,
        purposes=list(contact.purposes.values_list("topic", flat=True)),
        answers=list(answers[:MOST]),
        case=case,
    )
    if case is None:
        return work
    during = Q(at__gte=contact.started_at)
    if contact.ended_at is not None:
        during &= Q(at__lte=contact.ended_at)
    return Work(
        **{name: getattr(work, name) for name in ("contact", "purposes", "answers", "case")},
        posts=list(Post.objects.filter(Q(contact=contact) | Q(case=case) & during).order_by("pk")[:MOST]),
        notes=list(case.notes.filter(during).select_related("by").order_by("pk")[:MOST]),
    )
