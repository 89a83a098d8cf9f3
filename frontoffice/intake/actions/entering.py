"""From a mail to a case: opening one, or joining the one it belongs to; inside the caller's transaction."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from frontoffice.cases import clocks
from frontoffice.cases.actions.adding import ReopenWindowOver, add
from frontoffice.cases.actions.opening import open_case
from frontoffice.cases.actions.recording import LONGEST_TEXT, MOST_FILES, note_of
from frontoffice.cases.events import NoteAdded
from frontoffice.cases.models import Case, Topic
from frontoffice.contacts.models import Channel
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.intake.actions.ending import end
from frontoffice.intake.events import ParticipantJoined
from frontoffice.intake.matching import Match, customer_of
from frontoffice.intake.models import Disposition, Incoming, Mail, Participant
from frontoffice.intake.speaking import language_for

LONGEST_SUBJECT = 200
OLDEST = timedelta(days=360)


def open_from(incoming: Incoming, mail: Mail, *, topic: str, by: Actor, at: datetime) -> Case:
    """A case from a mail that belongs to none, received when the server had it (X1). Raises what `open_case` raises."""
    customer = customer_of(incoming.from_address)
    language = language_for(customer, mail)
    with override(language):
        case: Case = open_case(
            text=words_of(incoming, mail),
            topic=topic,
            subject=incoming.subject[:LONGEST_SUBJECT],
            name=incoming.from_name,
            email=incoming.from_address,
            language=language,
            customer=customer,
            files=files_of(mail),
            channel=Channel.EMAIL,
            received_on=_received_on(incoming, topic, at=at),
            by=by,
            at=at,
        )
    _enter(incoming, case, Disposition.OPENED, by=by, at=at)
    return case


def join(incoming: Incoming, mail: Mail, match: Match, *, by: Actor, at: datetime) -> Case:
    """The words on their case. One resolved too long ago to be reopened is followed by a new one that says so."""
    words, files = words_of(incoming, mail), files_of(mail)
    try:
        case: Case = add(case=match.case, text=words, files=files, channel=Channel.EMAIL, by=by, at=at)
    except ReopenWindowOver:
        case = open_from(incoming, mail, topic=_topic_after(match.case, incoming), by=by, at=at)
        said = _("The customer answered %(number)s, which was resolved too long ago to be reopened.")
        note = note_of(case, said % {"number": match.case.number}, by=by, at=at)
        if note is not None:
            announce(NoteAdded(case_id=case.pk, note_id=note.pk), about=case, by=by, at=at)
        return case
    if not match.known:
        _take_part(case, incoming, by=by, at=at)
    _enter(incoming, case, Disposition.JOINED, by=by, at=at)
    return case


def words_of(incoming: Incoming, mail: Mail) -> str:
    """What is new in the mail, cut to what a case takes; where it says nothing, its subject, or that files came."""
    words = mail.latest or incoming.subject or _("(no text)")
    if len(words) <= LONGEST_TEXT:
        return words
    more = _("(The mail goes on. The whole of it is kept with the case.)")
    return f"{words[: LONGEST_TEXT - len(more) - 10]} …\n\n{more}"


def files_of(mail: Mail) -> list[StoredFile]:
    """The files that can be put on a case, the first ten; all others stay with the mail."""
    parts = mail.parts.filter(refused="").select_related("file").order_by("number")
    return [part.file for part in parts[:MOST_FILES]]


def _enter(incoming: Incoming, case: Case, disposition: Disposition, *, by: Actor, at: datetime) -> None:
    incoming.case = case
    incoming.post = case.posts.order_by("-pk")[0]
    end(incoming, disposition, by=by, at=at)


def _take_part(case: Case, incoming: Incoming, *, by: Actor, at: datetime) -> None:
    """Whoever else holds the reference writes on the case, marked as not verified."""
    one, created = Participant.objects.get_or_create(
        case=case,
        address=incoming.from_address,
        defaults={"name": incoming.from_name, "since": at},
    )
    if created:
        joined = ParticipantJoined(case_id=case.pk, participant_id=one.pk)
        announce(joined, about=case, by=by, at=at)


def _topic_after(case: Case, incoming: Incoming) -> str:
    return case.topic.code if case.topic.active else incoming.mailbox.topic.code


def _received_on(incoming: Incoming, topic: str, *, at: datetime) -> date | None:
    """The date at the office when the server had it; none where that is not to be believed."""
    found = Topic.objects.select_related("unit").filter(code=topic).first()
    if found is None or at - incoming.received_at > OLDEST:
        return None
    return clocks.hours_of(found.unit).date_of(incoming.received_at)
