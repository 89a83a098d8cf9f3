"""Taking up an inquiry: a draft from the texts in force, or a referral that says what was tried.

All it does, it does by the actions that its colleagues use, as itself; only its own books (Attempt) are kept here.
"""

from contextlib import suppress
from datetime import datetime

from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.recording import locked as locked_case
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Case, Post, Status
from frontoffice.contacts.models import Contact
from frontoffice.foundation.boundaries import boundary, reached
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.actions.closing_gaps import record_gap
from frontoffice.knowledge.models import KnowledgeGap
from frontoffice.knowledge.queries.days import office_day
from frontoffice.representative.actions.switching import locked
from frontoffice.representative.composing import Written, note_of, refused_note, reply_to
from frontoffice.representative.events import InquiryTakenUp
from frontoffice.representative.models import Attempt, AutomatedPost, Outcome, Sentence, Why
from frontoffice.representative.queries.working import post_for
from frontoffice.representative.searching import Sought, seek

SOUGHT = boundary("representative.sought")
ACTED = boundary("representative.acted")
KEPT = boundary("representative.kept")
LONGEST_WORDS = 4000


def take_up(case: Case, words: Post, contact: Contact, *, at: datetime) -> Attempt | None:
    """Draft or refer, inside the caller's transaction; the attempt, or None where it is not the machine's to do.

    Not where no post is switched on for this case, a person was faster, or it was taken up before. A refusal is no
    failure: it becomes an attempt that could not, with a note where that is allowed.
    """
    post = post_for(case)
    if post is None:
        return None
    sought = seek(case, words.text, contact, at=at)
    reached(SOUGHT)
    # The searching is done; from here on it is short. The switch is read under its lock, right before the acts.
    post = locked(post)
    case = locked_case(case)
    if not post.on or not _is_untouched(case):
        return None
    attempt = _new(post, case, sought, at=at)
    if _done_today(post, sought) >= post.daily_ceiling:
        attempt.outcome, attempt.why = Outcome.LEFT, Why.CEILING
        return _keep(attempt, [], at=at)
    if sought.why:
        return _refer(attempt, sought, words, contact, at=at)
    return _draft(attempt, sought, at=at)


def _is_untouched(case: Case) -> bool:
    """Nobody has it, nobody answered, it was not taken up before."""
    free = case.assignee_id is None and case.status == Status.NEW
    return free and not case.case_messages.exists() and not Attempt.objects.filter(case=case).exists()


def _new(post: AutomatedPost, case: Case, sought: Sought, *, at: datetime) -> Attempt:
    return Attempt(
        post=post,
        case=case,
        topic=case.topic,
        language=sought.language,
        on=office_day(at),
        at=at,
        tried=[one.as_kept() for one in sought.tried],
    )


def _done_today(post: AutomatedPost, sought: Sought) -> int:
    return Attempt.objects.filter(post=post, on=sought.on).exclude(outcome=Outcome.LEFT).count()


def _draft(attempt: Attempt, sought: Sought, *, at: datetime) -> Attempt:
    """A reply by the representative itself; whether it goes out or waits is what its grants say."""
    by = attempt.post.staff_member.actor
    written = reply_to(attempt.case, sought, name=by.name)
    try:
        case = reply(
            case=attempt.case,
            text=written.body,
            passages=written.passages,
            expected_version=attempt.case.version,
            by=by,
            at=at,
        )
    except Refused as refusal:
        return _could_not(attempt, refusal, by=by, at=at)
    reached(ACTED)
    attempt.outcome, attempt.notice = Outcome.DRAFTED, written.notice
    attempt.message = case.case_messages.select_related("message").latest("pk").message
    return _keep(attempt, _sentences(written), at=at)


def _sentences(written: Written) -> list[Sentence]:
    return [
        Sentence(position=place, number=number, passage=one.passage, start=one.start, end=one.end)
        for place, (number, one) in enumerate(written.sentences, start=1)
    ]


def _refer(attempt: Attempt, sought: Sought, words: Post, contact: Contact, *, at: datetime) -> Attempt:
    """A note with what was tried; where no text of ours answers, the customer's words become a gap (INQ-7)."""
    by = attempt.post.staff_member.actor
    attempt.outcome, attempt.why = Outcome.REFERRED, sought.why
    try:
        note(case=attempt.case, text=note_of(sought, sought.why), by=by, at=at)
        if sought.why == Why.NOT_SURE:
            _record_gap(attempt, words, contact, by=by, at=at)
    except Refused as refusal:
        attempt.outcome, attempt.why, attempt.refusal = Outcome.COULD_NOT, Why.REFUSED, refusal.code[:80]
    reached(ACTED)
    return _keep(attempt, [], at=at)


def _record_gap(attempt: Attempt, words: Post, contact: Contact, *, by: Actor, at: datetime) -> None:
    """Once: asking at the portal may have recorded it already."""
    if KnowledgeGap.objects.filter(contact=contact).exists():
        return
    text = words.text.strip()[:LONGEST_WORDS]
    record_gap(contact=contact, words=text, language=attempt.language, by=by, at=at)


def _could_not(attempt: Attempt, refusal: Refused, *, by: Actor, at: datetime) -> Attempt:
    """Visible to all, with a note on the case where it may write one."""
    attempt.outcome, attempt.why, attempt.refusal = Outcome.COULD_NOT, Why.REFUSED, refusal.code[:80]
    with suppress(Refused):  # where not even a note is allowed, the page of what it referred says so
        note(case=attempt.case, text=refused_note(str(refusal)), by=by, at=at)
    return _keep(attempt, [], at=at)


def _keep(attempt: Attempt, sentences: list[Sentence], *, at: datetime) -> Attempt:
    attempt.save(force_insert=True)
    for sentence in sentences:
        sentence.attempt = attempt
    Sentence.objects.bulk_create(sentences)
    taken_up = InquiryTakenUp(
        attempt_id=attempt.pk, case_id=attempt.case_id, outcome=str(attempt.outcome), why=str(attempt.why)
    )
    announce(taken_up, about=[attempt.case, attempt], by=attempt.post.staff_member.actor, at=at)
    reached(KEPT)
    return attempt
