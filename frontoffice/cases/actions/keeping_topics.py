"""Keeping the list of topics: what cases are about, who works on them, and how soon they are due."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.events import StandardSet, TopicDefined, TopicNamed
from frontoffice.cases.models import CaseType, Priority, Topic, TopicName, TopicStandard
from frontoffice.foundation.calendars import DayUnit
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput

Code = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9._-]*$")]
LONGEST_SERVICE = 365


class UnknownUnit(BadInput):
    message = _("There is no unit with this code.")
    field = "unit"


class UnknownTopic(BadInput):
    message = _("There is no topic with this code.")
    field = "topic"


class UnknownCaseType(BadInput):
    message = _("There is no case type with this code.")
    field = "case_type"


class ServiceDaysOutOfBounds(BadInput):
    message = _("A case is due in 1 to 365 business days.")
    field = "service_days"


class TopicUnderItself(BadInput):
    message = _("A topic can't stand under itself.")
    field = "parent"


@action("cases.define_topic", title=_("Define a topic"), open_to=["service"])
def define_topic(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    unit: Annotated[str, Field(max_length=20)],
    service_days: Annotated[int, Field(ge=1, le=LONGEST_SERVICE)],
    parent: Annotated[str, Field(max_length=60)] = "",
    active: bool = True,
    service_unit: DayUnit = DayUnit.BUSINESS,
    first_answer_days: Annotated[int | None, Field(ge=1, le=LONGEST_SERVICE)] = None,
    complexity: Annotated[int, Field(ge=1, le=3)] = 1,
    case_type: Annotated[str, Field(max_length=40)] = "",
    by: Actor,
    at: datetime,
) -> Topic:
    """Add a topic, or set anew what one of this code means for cases opened from now on.

    Days are of `service_unit`; `complexity` is the least of its cases, `case_type` what they are unless said otherwise.
    Raises UnknownUnit, UnknownTopic (parent), TopicUnderItself, UnknownCaseType, ServiceDaysOutOfBounds.
    """
    if not 1 <= service_days <= LONGEST_SERVICE or not 1 <= (first_answer_days or 1) <= LONGEST_SERVICE:
        raise ServiceDaysOutOfBounds
    serves, kind, above = _unit(unit), _kind(case_type), _parent(parent, code)
    topic, _created = Topic.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "unit": serves,
            "service_days": service_days,
            "service_unit": service_unit,
            "first_answer_days": first_answer_days,
            "complexity": complexity,
            "case_type": kind,
            "parent": above,
            "active": active,
        },
    )
    defined = TopicDefined(topic_id=topic.pk, unit_id=serves.pk, service_days=service_days, active=active)
    announce(defined, about=topic, by=by, at=at)
    return topic


@action(
    "cases.set_standard", title=_("Set the service standard of a topic for a priority"), open_to=["service"]
)
def set_standard(
    *,
    topic: Annotated[str, Field(max_length=60)],
    priority: Annotated[int, Field(ge=1, le=4)],
    service_days: Annotated[int, Field(ge=0, le=LONGEST_SERVICE)],
    first_answer_days: Annotated[int | None, Field(ge=1, le=LONGEST_SERVICE)] = None,
    by: Actor,
    at: datetime,
) -> Topic:
    """Within how many days cases of this priority are due, where that differs from the topic's own; 0 takes it away.

    Raises UnknownTopic, ServiceDaysOutOfBounds.
    """
    found = Topic.objects.filter(code=topic).first()
    if found is None:
        raise UnknownTopic
    if priority not in Priority.values or not 0 <= service_days <= LONGEST_SERVICE:
        raise ServiceDaysOutOfBounds
    if service_days:
        days = {"service_days": service_days, "first_answer_days": first_answer_days}
        TopicStandard.objects.update_or_create(topic=found, priority=priority, defaults=days)
    else:
        TopicStandard.objects.filter(topic=found, priority=priority).delete()
    announce(
        StandardSet(topic_id=found.pk, priority=priority, service_days=service_days),
        about=found,
        by=by,
        at=at,
    )
    return found


@action("cases.name_topic", title=_("Name a topic in another language"), open_to=["service"])
def name_topic(
    *,
    topic: Annotated[str, Field(max_length=60)],
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")],
    name: Annotated[str, Field(max_length=120)],
    by: Actor,
    at: datetime,
) -> Topic:
    """Say what the public reads for a topic in a language; an empty name takes the translation away.

    Raises UnknownTopic.
    """
    named = Topic.objects.filter(code=topic).first()
    if named is None:
        raise UnknownTopic
    if name.strip():
        TopicName.objects.update_or_create(topic=named, language=language, defaults={"name": name.strip()})
    else:
        TopicName.objects.filter(topic=named, language=language).delete()
    announce(TopicNamed(topic_id=named.pk, language=language), about=named, by=by, at=at)
    return named


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise UnknownUnit
    return found


def _kind(code: str) -> CaseType | None:
    found = CaseType.objects.filter(code=code, active=True).first() if code else None
    if code and found is None:
        raise UnknownCaseType
    return found


def _parent(parent: str, code: str) -> Topic | None:
    if not parent:
        return None
    found = above = Topic.objects.filter(code=parent).first()
    if found is None:
        raise UnknownTopic(field="parent")
    while above is not None:
        if above.code == code:
            raise TopicUnderItself
        above = above.parent
    return found


def topic_of(code: str) -> Topic:
    """The topic that is offered under this code. Raises UnknownTopic."""
    topic = (
        Topic.objects.select_related("unit", "unit__office", "case_type__current__lifecycle__current")
        .filter(code=code, active=True)
        .first()
    )
    if topic is None:
        raise UnknownTopic
    return topic
