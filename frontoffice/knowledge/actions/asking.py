"""Asking: a question becomes a turn of its contact, with the answers given or the gap that it shows."""

from datetime import date, datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.taking_contacts import Language, new_contact
from frontoffice.contacts.models import Channel, Contact
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput
from frontoffice.foundation.search.words import primary
from frontoffice.knowledge.actions.closing_gaps import open_gap
from frontoffice.knowledge.events import QuestionAsked, UsefulnessSaid
from frontoffice.knowledge.models import AnswerGiven, Outcome, Question, Usefulness
from frontoffice.knowledge.permissions import audience_of
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.finding import find
from frontoffice.knowledge.queries.found import Found
from frontoffice.knowledge.queries.judging import given
from frontoffice.knowledge.queries.turns import turns_of
from frontoffice.knowledge.rewriting import Rewriting, made_of

LONGEST_QUESTION = 4000
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
Reply = Annotated[str, Field(max_length=20_000)]


class NothingAsked(BadInput):
    message = _("Write your question.")
    field = "question"


@action("knowledge.ask", title=_("Ask a question"), subject="contact", open_to=["anonymous", "customer"])
def ask(
    *,
    question: Words,
    contact: Contact | None = None,
    language: Language = "en",
    on: date | None = None,
    by: Actor,
    at: datetime,
) -> Question:
    """Ask in a contact (without one, in a new contact on the web); the question with its answers, on record.

    It is read with the turns before it. `on` asks for the text in force on another day. Answers come with passage,
    version and citation (INQ-4). Where articles fit alike the person is asked which is meant. When nothing answers
    well enough the words become a knowledge gap (INQ-7). Raises NothingAsked.
    """
    if not question.strip():
        raise NothingAsked
    contact = _contact(contact, language=language, by=by, at=at)
    spoken = primary(language)
    day = on or office_day(at)
    made = made_of(question)
    found = _find(question, contact, language=spoken, on=day, made=made, by=by)
    kept = {**_kept(found), **_rewritten(made)}
    asked = _turn(contact, text=question.strip(), language=spoken, on=day, by=by, at=at, **kept)
    if found.answerable:
        _give(asked, found, by=by, at=at)
    elif not found.asks_back:
        open_gap(contact, words=asked.text, language=spoken, question=asked, by=by, at=at)
    return asked


@action("knowledge.note_exchange", title=_("Note what was asked and said"), open_to=["service"])
def note_exchange(
    *, contact: Contact, question: Words, reply: Reply, language: Language = "en", by: Actor, at: datetime
) -> Question:
    """Write down an exchange of a contact that was spoken, or held elsewhere, as a turn of it.

    Later questions of the contact are read with it. Raises NothingAsked.
    """
    if not question.strip():
        raise NothingAsked
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    return _turn(
        contact,
        text=question.strip(),
        reply=reply.strip(),
        language=primary(language),
        on=office_day(at),
        outcome=Outcome.NOTED,
        by=by,
        at=at,
    )


@action(
    "knowledge.say_useful", title=_("Say whether this was what was needed"), open_to=["anonymous", "customer"]
)
def say_useful(
    *,
    question: Question,
    useful: bool,
    comment: Annotated[str, Field(max_length=2000)] = "",
    by: Actor,
    at: datetime,
) -> Usefulness:
    """Keep what somebody says of the answers; where they did not help, the words become a knowledge gap (INQ-7)."""
    said = Usefulness.objects.create(
        question=question, useful=useful, comment=comment.strip(), said_by=by, said_at=at
    )
    announce(UsefulnessSaid(question_id=question.pk, useful=useful), about=question, by=by, at=at)
    if not useful:
        open_gap(
            question.contact, words=question.text, language=question.language, question=question, by=by, at=at
        )
    return said


def _contact(contact: Contact | None, *, language: str, by: Actor, at: datetime) -> Contact:
    """The contact in which is asked, its row locked; a new one on the web where there is none yet."""
    if contact is None:
        return new_contact(channel=Channel.WEB, language=language, by=by, at=at)
    return Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)


def _find(
    question: str, contact: Contact, *, language: str, on: date, made: Rewriting | None, by: Actor
) -> Found:
    return find(
        question,
        turns_of(contact),
        on=on,
        audience=audience_of(by),
        language=language,
        rewritten=made.text if made else "",
    )


def _outcome(found: Found) -> Outcome:
    if found.asks_back:
        return Outcome.ASKED_BACK
    return Outcome.ANSWERED if found.answerable else Outcome.GAP


def _kept(found: Found) -> dict[str, object]:
    """What is kept with the question of what was found."""
    return {
        "outcome": _outcome(found),
        "confidence": found.confidence,
        "ranked": [one.passage.pk for one in found.passages],
        "choices": [one.passage.pk for one in found.choices],
    }


def _rewritten(made: Rewriting | None) -> dict[str, object]:
    """What is kept of how a follow-up was rewritten."""
    if made is None:
        return {}
    return {"rewritten": made.text, "rewritten_by": made.by, "not_rewritten": made.fault}


def _turn(contact: Contact, *, by: Actor, at: datetime, **said: object) -> Question:
    """The next turn of a contact whose row is locked."""
    last = Question.objects.filter(contact=contact).order_by("-turn").values_list("turn", flat=True).first()
    made = Question(contact=contact, turn=(last or 0) + 1, asked_by=by, asked_at=at, **said)
    made.save(force_insert=True)
    announce(
        QuestionAsked(question_id=made.pk, contact_id=contact.pk, outcome=str(made.outcome)),
        about=[contact, made],
        by=by,
        at=at,
    )
    return made


def _give(asked: Question, found: Found, *, by: Actor, at: datetime) -> None:
    """Record the passages that are shown as answers."""
    AnswerGiven.objects.bulk_create(
        AnswerGiven(
            contact_id=asked.contact_id,
            question=asked,
            version=one.passage.version,
            passage=one.passage,
            language=one.passage.version.language,
            rank=rank,
            sentence_from=one.sentence[0],
            sentence_to=one.sentence[1],
            given_by=by,
            at=at,
        )
        for rank, one in enumerate(given(found), start=1)
    )
