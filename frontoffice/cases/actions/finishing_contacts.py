"""Ending a contact with a case: it starts one, or joins one (INQ-1); one that stands alone ends in its own room."""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions.opening import LONGEST_SUBJECT, open_case
from frontoffice.cases.actions.recording import locked, note_of, touch
from frontoffice.cases.events import ContactJoined
from frontoffice.cases.models import Case, Topic
from frontoffice.cases.permissions import unit_of_case
from frontoffice.contacts.actions.finishing import put_all
from frontoffice.contacts.actions.naming_purposes import Code, Words, known_wrap_up
from frontoffice.contacts.actions.taking_contacts import close, own_contact
from frontoffice.contacts.models import Channel, Contact
from frontoffice.customers.queries import email_of, phone_of
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor

ENDING = "case"


def _unit_of_topic(call: SimpleNamespace) -> int | None:
    """For grants that hold for one unit: the unit that the topic goes to."""
    return Topic.objects.filter(code=call.topic).values_list("unit_id", flat=True).first()


@action("cases.finish_with_case", title=_("End a contact by opening a case"), unit=_unit_of_topic)
def finish_with_case(
    *,
    contact: Contact,
    topic: Annotated[str, Field(max_length=60)],
    note: Words,
    subject: Annotated[str, Field(max_length=LONGEST_SUBJECT)] = "",
    name: Annotated[str, Field(max_length=200)] = "",
    phone: Annotated[str, Field(max_length=40)] = "",
    wrap_up: Code = ENDING,
    by: Actor,
    at: datetime,
) -> Case:
    """The note becomes the first words of a case of that topic, received when the customer reached us.

    `name` and `phone` are for who is not on file. Raises what contacts.finish and cases.open_case raise.
    """
    contact, ending = own_contact(contact, by=by), known_wrap_up(wrap_up)
    put_all(contact, ending, [topic], note=note, by=by, at=at)
    customer = contact.customer
    made: Case = open_case(
        text=note,
        topic=topic,
        subject=subject,
        name=name,
        phone=phone or (phone_of(customer) if customer is not None else ""),
        email=email_of(customer) if customer is not None else "",
        language=contact.language,
        customer=customer,
        contact=contact,
        channel=Channel(contact.channel),
        by=by,
        at=at,
    )
    return made


@action("cases.finish_on_case", title=_("End a contact that belongs to a case"), unit=unit_of_case)
def finish_on_case(
    *,
    contact: Contact,
    case: Case,
    topics: list[Annotated[str, Field(min_length=1, max_length=60)]] | None = None,
    note: Words = "",
    wrap_up: Code = ENDING,
    by: Actor,
    at: datetime,
) -> Case:
    """The contact touches the case, with the note on both. Its topic is the purpose unless others are named.

    Raises what contacts.finish raises.
    """
    case = locked(case)
    contact, ending = own_contact(contact, by=by), known_wrap_up(wrap_up)
    named = topics or ([] if contact.purposes.exists() else [case.topic.code])
    put_all(contact, ending, named, note=note, by=by, at=at)
    touch(case, contact)
    noted = note_of(case, note, by=by, at=at)
    close(contact, ending.outcome, by=by, at=at)
    joined = ContactJoined(
        case_id=case.pk, contact_id=contact.pk, note_id=noted.pk if noted is not None else None
    )
    announce(joined, about=[case, contact], by=by, at=at)
    return case
