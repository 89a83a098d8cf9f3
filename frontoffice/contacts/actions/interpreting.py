"""Interpreters and relays in a contact: recorded from when to when, and never billed (INQ-12)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.taking_contacts import Language, end_help, open_contact
from frontoffice.contacts.events import InterpreterLeft, InterpreterUsed
from frontoffice.contacts.models import Contact, Help, InterpreterUse
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class NoInterpreter(Refused):
    message = _("Nobody interprets in this contact.")


@action("contacts.use_interpreter", title=_("Note that somebody interprets in a contact"))
def use_interpreter(
    *,
    contact: Contact,
    kind: Help,
    language: Language,
    provider: Annotated[str, Field(max_length=120)] = "",
    by: Actor,
    at: datetime,
) -> Contact:
    """From now on an interpreter or a relay takes part; whoever did so before is done.

    Raises ContactEndedAlready, NotYourContact, CustomerHasLeft.
    """
    contact = open_contact(contact, by=by)
    end_help(contact, at=at)
    made = InterpreterUse.objects.create(
        contact=contact, kind=kind, language=language, provider=provider.strip(), started_at=at, by=by
    )
    used = InterpreterUsed(contact_id=contact.pk, use_id=made.pk, kind=kind.value, language=language)
    announce(used, about=contact, by=by, at=at)
    return contact


@action("contacts.end_interpreter", title=_("Note that the interpreter has left"))
def end_interpreter(*, contact: Contact, by: Actor, at: datetime) -> Contact:
    """They talk without help again. Raises NoInterpreter, ContactEndedAlready, NotYourContact."""
    contact = open_contact(contact, by=by)
    use = contact.interpreter_uses.filter(ended_at=None).first()
    if use is None:
        raise NoInterpreter
    end_help(contact, at=at)
    announce(InterpreterLeft(contact_id=contact.pk, use_id=use.pk), about=contact, by=by, at=at)
    return contact
