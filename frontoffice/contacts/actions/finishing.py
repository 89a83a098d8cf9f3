"""The end of a contact on one screen: what was asked for, how it ended, the note, and what was promised, in one act."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.contacts.actions.calling_back import own_post, promise
from frontoffice.contacts.actions.naming_purposes import (
    Code,
    Topic,
    Words,
    known_wrap_up,
    put_note,
    put_purpose,
)
from frontoffice.contacts.actions.taking_contacts import close, own_contact
from frontoffice.contacts.models import Contact
from frontoffice.contacts.topics import names
from frontoffice.contacts.wrapups import WrapUp
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput


class NoPurpose(BadInput):
    message = _("Say what they wanted: choose a topic.")
    field = "topics"


@dataclass(frozen=True)
class CallBackWanted:
    """When they are called back, and on which number (empty: the one on file)."""

    due_at: datetime
    number: str = ""
    about: str = ""


@action("contacts.finish", title=_("Log a contact and end it"))
def finish(
    *,
    contact: Contact,
    wrap_up: Code,
    topics: list[Topic] | None = None,
    note: Words = "",
    call_back_at: datetime | None = None,
    call_back_number: Annotated[str, Field(max_length=40)] = "",
    by: Actor,
    at: datetime,
) -> Contact:
    """Say how what was asked for ended, note what is to be kept, and end the contact (INQ-2).

    `topics` are added to those named before; each that has no ending yet ends by `wrap_up`. With `call_back_at` a
    call-back is promised in the same act (INQ-10). Raises NoPurpose, UnknownPurpose, UnknownWrapUp, what
    contacts.promise_call_back raises, ContactEndedAlready, NotYourContact.
    """
    contact, ending = own_contact(contact, by=by), known_wrap_up(wrap_up)
    wanted = CallBackWanted(call_back_at, call_back_number) if call_back_at is not None else None
    put_all(contact, ending, topics or [], note=note, wanted=wanted, by=by, at=at)
    close(contact, ending.outcome, by=by, at=at)
    return contact


def put_all(
    contact: Contact,
    ending: WrapUp,
    topics: list[str],
    *,
    note: str,
    wanted: CallBackWanted | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Everything but the end, of a contact that is locked. Raises NoPurpose and what the parts raise."""
    unsettled = list(contact.purposes.filter(outcome="").values_list("topic", "quantity"))
    there = {topic for topic, _quantity in unsettled}
    for topic, quantity in [*unsettled, *((one, 1) for one in topics if one not in there)]:
        put_purpose(contact, topic, quantity=quantity, wrap_up=ending, by=by, at=at)
    if not contact.purposes.exists():
        raise NoPurpose
    put_note(contact, note, by=by, at=at)
    if wanted is not None:
        _promise(contact, wanted, note, by=by, at=at)


def _promise(contact: Contact, wanted: CallBackWanted, note: str, *, by: Actor, at: datetime) -> None:
    member, unit = own_post(by)
    known = names()
    topics = contact.purposes.order_by("pk").values_list("topic", flat=True)
    about = wanted.about or note.strip() or ", ".join(known.get(topic, topic) for topic in topics)
    promise(
        contact,
        due_at=wanted.due_at,
        about=about[:300],
        number=wanted.number,
        name="",
        member=member,
        unit=unit,
        by=by,
        at=at,
    )
