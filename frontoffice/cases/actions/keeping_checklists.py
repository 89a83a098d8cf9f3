"""Keeping check lists: the steps that cases of a topic go through."""

from datetime import datetime
from typing import Annotated

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions.keeping_topics import topic_of
from frontoffice.cases.events_tasks import ChecklistDefined, ChecklistEnded, StepAdded, StepEnded
from frontoffice.cases.models.tasks import Checklist, Step
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Title = Annotated[str, Field(min_length=1, max_length=200)]
MOST_STEPS = 50


class NameTaken(BadInput):
    message = _("There is a check list of this name already.")
    field = "name"


class NameNeeded(BadInput):
    message = _("Give it a name.")
    field = "name"


class TitleNeeded(BadInput):
    message = _("Say what is to be done.")
    field = "title"


class TopicNeeded(BadInput):
    message = _("Say for which topic it is copied onto new cases.")
    field = "topic"


class OfAnotherList(BadInput):
    message = _("A step can only come after another of the same check list.")
    field = "after"


class TooManySteps(Refused):
    message = _("A check list has 50 steps at most.")


class EndedBefore(Refused):
    message = _("It was taken out of use before.")


@action("cases.define_checklist", title=_("Define a check list"), open_to=["service"])
def define_checklist(
    *,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    topic: Annotated[str, Field(max_length=60)] = "",
    on_opening: bool = False,
    by: Actor,
    at: datetime,
) -> Checklist:
    """Begin a check list; its steps are added one by one. Raises NameTaken, NameNeeded, TopicNeeded, UnknownTopic."""
    about = topic_of(topic) if topic else None
    if on_opening and about is None:
        raise TopicNeeded
    if not name.strip():
        raise NameNeeded
    try:
        with transaction.atomic():
            made = Checklist.objects.create(
                name=name.strip(), topic=about, on_opening=on_opening, made_by=by, made_at=at
            )
    except IntegrityError as error:
        raise NameTaken from error
    topic_id = about.pk if about is not None else None
    event = ChecklistDefined(checklist_id=made.pk, topic_id=topic_id, on_opening=on_opening)
    announce(event, about=made, by=by, at=at)
    return made


@action("cases.add_step", title=_("Add a step to a check list"), open_to=["service"])
def add_step(
    *,
    checklist: Checklist,
    title: Title,
    details: Annotated[str, Field(max_length=2_000)] = "",
    mandatory: bool = False,
    days: Annotated[int, Field(ge=0, le=365)] | None = None,
    after: Step | None = None,
    by: Actor,
    at: datetime,
) -> Step:
    """Add a step at the end; cases that have the list already are not changed.

    Raises TitleNeeded, OfAnotherList, TooManySteps, EndedBefore.
    """
    checklist = _locked(checklist)
    if not title.strip():
        raise TitleNeeded
    if after is not None and (after.checklist_id != checklist.pk or after.ended_at is not None):
        raise OfAnotherList
    if checklist.steps.filter(ended_at__isnull=True).count() >= MOST_STEPS:
        raise TooManySteps
    last = checklist.steps.aggregate(last=Max("position"))["last"] or 0
    step = Step.objects.create(
        checklist=checklist,
        position=last + 1,
        title=title.strip(),
        details=details.strip(),
        mandatory=mandatory,
        days=days,
        after=after,
    )
    announce(StepAdded(checklist_id=checklist.pk, step_id=step.pk), about=checklist, by=by, at=at)
    return step


@action("cases.end_step", title=_("Take a step out of a check list"))
def end_step(*, step: Step, by: Actor, at: datetime) -> Step:
    """The step is not copied any more; what was copied stays. Raises EndedBefore."""
    _locked(step.checklist)
    step = Step.objects.select_related("checklist").get(pk=step.pk)
    if step.ended_at is not None:
        raise EndedBefore
    step.ended_at = at
    step.save(update_fields=["ended_at"])
    announce(StepEnded(checklist_id=step.checklist_id, step_id=step.pk), about=step.checklist, by=by, at=at)
    return step


@action("cases.end_checklist", title=_("Take a check list out of use"))
def end_checklist(*, checklist: Checklist, by: Actor, at: datetime) -> Checklist:
    """It is offered and copied no more; tasks that came of it stay. Raises EndedBefore."""
    checklist = _locked(checklist)
    checklist.active = False
    checklist.save(update_fields=["active"])
    announce(ChecklistEnded(checklist_id=checklist.pk), about=checklist, by=by, at=at)
    return checklist


def _locked(checklist: Checklist) -> Checklist:
    found = Checklist.objects.select_for_update(of=("self",)).get(pk=checklist.pk)
    if not found.active:
        raise EndedBefore
    return found
