"""Keeping the list of topics: what cases are about, who works on them, and how soon they are due."""

from datetime import datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions.versioning_topics import keep_version, locked_tree, stands_under
from frontoffice.cases.events import StandardSet, TopicDefined, TopicNamed
from frontoffice.cases.models import CaseType, Priority, Topic, TopicName, TopicStandard
from frontoffice.cases.topic_uses import uses_of
from frontoffice.foundation.calendars import DayUnit
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused
from frontoffice.foundation.statements import Statement

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


class StillUsed(Refused):
    """Something would go wrong without it; the message says what."""


class TopicExists(BadInput):
    message = _("There is a topic of this code already.")
    field = "code"


@action("cases.define_topic", title=_("Define a topic"), open_to=["service"])
def define_topic(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    unit: Annotated[str, Field(max_length=20)],
    service_days: Annotated[int, Field(ge=1, le=LONGEST_SERVICE)],
    parent: Annotated[str | None, Field(max_length=60)] = None,
    active: bool | None = None,
    service_unit: DayUnit = DayUnit.BUSINESS,
    first_answer_days: Annotated[int | None, Field(ge=1, le=LONGEST_SERVICE)] = None,
    complexity: Annotated[int, Field(ge=1, le=3)] = 1,
    case_type: Annotated[str, Field(max_length=40)] = "",
    spanish: Annotated[str | None, Field(max_length=120)] = None,
    new: bool = False,
    by: Actor,
    at: datetime,
) -> Topic:
    """Add a topic, or set anew what one of this code means for cases opened from now on; with `new`, add only.

    Days are of `service_unit`; `complexity` is the least of its cases, `case_type` what they are unless said otherwise.
    `parent` is a code, empty the top; what is None stays as it is, of a new topic: at the top, on offer.
    Raises UnknownUnit, UnknownTopic (parent), TopicUnderItself, UnknownCaseType, ServiceDaysOutOfBounds, TopicExists,
    StillUsed.
    """
    if not 1 <= service_days <= LONGEST_SERVICE or not 1 <= (first_answer_days or 1) <= LONGEST_SERVICE:
        raise ServiceDaysOutOfBounds
    words: dict[str, Any] = {"name": name, "unit": _unit(unit), "case_type": _kind(case_type)}
    words |= {"service_days": service_days, "service_unit": service_unit, "complexity": complexity}
    words["first_answer_days"] = first_answer_days
    topic = _put(code, words, parent=parent, active=active, new=new)
    if spanish is not None:
        _name(topic, "es", spanish)
    keep_version(topic, by=by, at=at)
    defined = TopicDefined(
        topic_id=topic.pk, unit_id=topic.unit_id, service_days=service_days, active=topic.active
    )
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
    found = _held(topic)
    if priority not in Priority.values or not 0 <= service_days <= LONGEST_SERVICE:
        raise ServiceDaysOutOfBounds
    if service_days:
        days = {"service_days": service_days, "first_answer_days": first_answer_days}
        TopicStandard.objects.update_or_create(topic=found, priority=priority, defaults=days)
    else:
        TopicStandard.objects.filter(topic=found, priority=priority).delete()
    keep_version(found, by=by, at=at)
    standard = StandardSet(topic_id=found.pk, priority=priority, service_days=service_days)
    announce(standard, about=found, by=by, at=at)
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
    named = _held(topic)
    _name(named, language, name)
    keep_version(named, by=by, at=at)
    announce(TopicNamed(topic_id=named.pk, language=language), about=named, by=by, at=at)
    return named


def _put(code: str, words: dict[str, Any], *, parent: str | None, active: bool | None, new: bool) -> Topic:
    tree = locked_tree()
    old = next((topic for topic in tree.values() if topic.code == code), None)
    if new and old is not None:
        raise TopicExists
    if active is False and old is not None and old.active:
        refuse_while_used(old)
    if parent is not None:
        words["parent"] = place_under(parent, old, tree)
    if active is not None:
        words["active"] = active
    return Topic.objects.update_or_create(code=code, defaults=words)[0]


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


def _held(code: str) -> Topic:
    """The topic of this code, held until the transaction ends. Raises UnknownTopic."""
    found = Topic.objects.select_for_update(no_key=True).filter(code=code).first()
    if found is None:
        raise UnknownTopic
    return found


def _name(topic: Topic, language: str, name: str) -> None:
    if name.strip():
        TopicName.objects.update_or_create(topic=topic, language=language, defaults={"name": name.strip()})
    else:
        TopicName.objects.filter(topic=topic, language=language).delete()


def refuse_while_used(topic: Topic) -> None:
    """Raises StillUsed while something would go wrong if the topic were not on offer."""
    stopping = [use.words for use in uses_of(topic) if use.stops]
    if stopping:
        raise StillUsed(" ".join(stopping))


def place_under(parent: str, topic: Topic | None, tree: dict[int, Topic]) -> Topic | None:
    """The topic of the code `parent`, None for the top, where `topic` may stand under it.

    Raises UnknownTopic, TopicUnderItself.
    """
    if not parent:
        return None
    found = next((one for one in tree.values() if one.code == parent), None)
    if found is None:
        raise UnknownTopic(field="parent")
    if topic is not None and stands_under(found, topic, tree):
        raise TopicUnderItself
    return found


def topic_of(code: str) -> Topic:
    """The topic that is offered under this code. Raises UnknownTopic."""
    topic = _OFFERED.first(code=code)
    if topic is None:
        raise UnknownTopic
    return topic


def _offered(*, code: str) -> QuerySet[Topic]:
    rows = Topic.objects.select_related("unit", "unit__office", "case_type__current__lifecycle__current")
    return rows.filter(code=code, active=True)


_OFFERED = Statement(_offered, code=str)
