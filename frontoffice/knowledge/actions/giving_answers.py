"""Giving an answer by hand: a representative uses a passage, and what was given is on record (INQ-4)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.models import Contact
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused
from frontoffice.knowledge.events import AnswerGivenByHand
from frontoffice.knowledge.models import AnswerGiven, Passage
from frontoffice.knowledge.queries.days import office_day
from frontoffice.knowledge.queries.in_force import STOPPING, concerns

Reason = Annotated[str, Field(max_length=1000)]


class NeedsReason(Refused):
    """The version is not in force or overdue for review, and nobody said why it is used all the same (INQ-5)."""

    message = _("This text should not be used as it is. Say why you use it all the same.")
    field = "override_reason"


@action("knowledge.give_answer", title=_("Give an answer"), subject="contact")
def give_answer(
    *, passage: Passage, contact: Contact, override_reason: Reason = "", by: Actor, at: datetime
) -> AnswerGiven:
    """Record that the customer of the contact was given this passage of this version.

    Raises NeedsReason where the version is not in force on the day or overdue for review and no reason is given.
    """
    against = [concern for concern in concerns(passage.version, on=office_day(at)) if concern in STOPPING]
    if against and not override_reason.strip():
        raise NeedsReason(against[0].label)
    given = AnswerGiven.objects.create(
        contact=contact,
        version=passage.version,
        passage=passage,
        language=passage.version.language,
        rank=1,
        override_reason=override_reason.strip(),
        given_by=by,
        at=at,
    )
    announce(
        AnswerGivenByHand(answer_id=given.pk, contact_id=contact.pk, version_id=given.version_id),
        about=[contact, passage.version.article],
        by=by,
        at=at,
    )
    return given
