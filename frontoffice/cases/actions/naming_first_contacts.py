"""Naming who is asked first about a program or a unit: a person and a deputy, dated (tx.20, il.20)."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.deciding import may
from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.actions.keeping_topics import UnknownUnit, topic_of
from frontoffice.cases.events import FirstContactEnded, FirstContactNamed
from frontoffice.cases.models import FirstContact, Topic
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind, Unit
from frontoffice.foundation.refusals import BadInput, Refused


class TopicOrUnit(BadInput):
    message = _("Name a topic or a unit, one of the two.")
    field = "topic"


class CannotServe(BadInput):
    message = _("This colleague can't reply to customers. Choose somebody else.")
    field = "person"


class TwoPeople(BadInput):
    message = _("The deputy is somebody else.")
    field = "deputy"


class EndedBefore(Refused):
    message = _("This ended before.")


@action("cases.name_first_contact", title=_("Name the first contact for a topic or a unit"))
def name_first_contact(
    *,
    person: StaffMember,
    deputy: StaffMember | None = None,
    topic: Annotated[str, Field(max_length=60)] = "",
    unit: Annotated[str, Field(max_length=20)] = "",
    public: bool = False,
    by: Actor,
    at: datetime,
) -> FirstContact:
    """From now on this person is asked first, in place of who was. Raises TopicOrUnit, UnknownTopic, UnknownUnit,
    CannotServe, TwoPeople.
    """
    if bool(topic) == bool(unit):
        raise TopicOrUnit
    of_topic = topic_of(topic) if topic else None
    of_unit = _unit(unit) if unit else None
    for one in (person, deputy):
        if one is not None and not _serves(one, at):
            raise CannotServe(field="person" if one is person else "deputy")
    if deputy is not None and deputy.pk == person.pk:
        raise TwoPeople
    _lock(of_topic, of_unit)
    FirstContact.objects.filter(topic=of_topic, unit=of_unit, until__isnull=True).update(until=at)
    named = FirstContact.objects.create(
        topic=of_topic,
        unit=of_unit,
        person=person,
        deputy=deputy,
        public=public,
        from_at=at,
        named_by=by,
    )
    about = [named, person, *([of_topic] if of_topic is not None else [])]
    event = FirstContactNamed(first_contact_id=named.pk, staff_member_id=person.pk, public=public)
    announce(event, about=about, by=by, at=at)
    return named


@action("cases.end_first_contact", title=_("End being the first contact"))
def end_first_contact(*, first_contact: FirstContact, by: Actor, at: datetime) -> FirstContact:
    """Nobody is named any more. Raises EndedBefore."""
    found = FirstContact.objects.select_for_update(of=("self",)).get(pk=first_contact.pk)
    if found.until is not None:
        raise EndedBefore
    found.until = max(at, found.from_at)
    found.save(update_fields=["until"])
    announce(FirstContactEnded(first_contact_id=found.pk), about=found, by=by, at=at)
    return found


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise UnknownUnit
    return found


def _serves(member: StaffMember, at: datetime) -> bool:
    gone = member.until is not None and member.until <= at
    return member.actor.kind == ActorKind.STAFF and not gone and may(member.actor, "cases.reply", at=at)


def _lock(topic: Topic | None, unit: Unit | None) -> None:
    """Of two who name somebody at once, one waits for the other."""
    if topic is not None:
        Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    if unit is not None:
        Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
