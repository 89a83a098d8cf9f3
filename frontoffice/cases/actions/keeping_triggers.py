"""Keeping triggers: written by one, published by another, who lends them their powers; paused and taken up again."""

import json
from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority import lending
from frontoffice.authority.registry import action
from frontoffice.authority.separation import Part
from frontoffice.cases.actions import drafting_versions as drafting
from frontoffice.cases.actions.keeping_views import checked
from frontoffice.cases.conditions import trees
from frontoffice.cases.events import DraftKept
from frontoffice.cases.events_triggers import TriggerPaused, TriggerPublished, TriggerResumed
from frontoffice.cases.many import act_of
from frontoffice.cases.models import Trigger, TriggerOn, TriggerVersion
from frontoffice.foundation.events import acting, announce
from frontoffice.foundation.models import Actor, Unit
from frontoffice.foundation.refusals import BadInput, Refused

MOST_ACTS = 5


class UnusableActs(BadInput):
    message = _("Say what is to be done: at least one act, at most five.")
    field = "acts"


class UnusableMacro(BadInput):
    message = _("A trigger runs a shared macro that neither takes, watches nor replies.")
    field = "acts"


class UnknownUnit(BadInput):
    message = _("There is no unit with this code.")
    field = "unit"


class LacksPowers(Refused):
    """A trigger does no more than whoever publishes it may do themselves."""

    message = _("You may not do yourself what this trigger would do.")
    status = 403
    part = "grant"


class NeverPublished(Refused):
    message = _("This trigger was never published.")


@action("cases.draft_trigger", title=_("Write a trigger"))
def draft_trigger(
    *,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    on: TriggerOn,
    conditions: Annotated[str, Field(max_length=20_000)],
    acts: Annotated[str, Field(min_length=2, max_length=60_000)],
    days: Annotated[int, Field(ge=0, le=365)] = 0,
    unit: Annotated[str, Field(max_length=40)] = "",
    by: Actor,
    at: datetime,
) -> TriggerVersion:
    """Keep a draft under a name: the one there is, or the next version. Nothing is done by it before it is published.

    `conditions` is the JSON of a tree in which nobody is "me", `acts` a list of {"act", "given"}, `unit` a code.
    Raises UnusableConditions, UnusableActs, UnusableMacro, UnknownUnit.
    """
    tree = checked(conditions, stands=False)
    trigger = Trigger.objects.filter(name=name).first() or Trigger.objects.create(
        name=name, actor=lending.program(name)
    )
    trigger = Trigger.objects.select_for_update().get(pk=trigger.pk)
    version = trigger.versions.filter(published_at__isnull=True).first() or TriggerVersion(
        trigger=trigger,
        number=drafting.next_number(trigger.versions),
        revision=0,
        drafted_by=by,
        drafted_at=at,
    )
    version.revision += 1
    version.on, version.days, version.unit = on, days, _unit(unit)
    version.conditions, version.acts = trees.kept(tree), _acts(acts)
    version.save()
    drafting.written_by(version, by, "cases.draft_trigger", at=at)
    kept = DraftKept(kind="trigger", version_id=version.pk, number=version.number)
    announce(kept, about=[trigger, version], by=by, at=at)
    return version


@action(
    "cases.publish_trigger",
    title=_("Publish a trigger"),
    subject="version",
    approvals=drafting.others_needed,
    approval_separation=Part.PUBLISH_RULE,
    expires_after=drafting.DAYS_TO_DECIDE,
)
def publish_trigger(*, version: TriggerVersion, by: Actor, at: datetime) -> TriggerVersion:
    """From now on it acts, as an automated colleague, with the powers of whoever answers for its publication.

    That is who publishes it, or who agreed where the writer asked: what is taken from them is taken from the trigger
    (X4). Raises NotADraft, LacksPowers.
    """
    trigger = (
        Trigger.objects.select_for_update(of=("self",)).select_related("actor").get(pk=version.trigger_id)
    )
    version = TriggerVersion.objects.get(pk=version.pk)
    if version.published_at is not None:
        raise drafting.NotADraft
    answers = acting.get().authorized_by or by
    wanted = powers_of(version)
    lent = lending.lend(wanted, to=trigger.actor, of=answers, by=by, at=at)
    if {grant.action for grant in lent if not grant.needs_approval} != wanted:
        raise LacksPowers
    drafting.publish(version, by=by, at=at)
    trigger.current, trigger.paused_at = version, None
    trigger.save(update_fields=["current", "paused_at"])
    published = TriggerPublished(trigger_id=trigger.pk, version_id=version.pk, powers=len(lent))
    announce(published, about=[trigger, version], by=by, at=at)
    return version


@action("cases.pause_trigger", title=_("Pause a trigger"))
def pause_trigger(*, trigger: Trigger, by: Actor, at: datetime) -> Trigger:
    """It does nothing until it is taken up again. Raises NeverPublished."""
    trigger = _locked(trigger)
    if trigger.paused_at is None:
        trigger.paused_at = at
        trigger.save(update_fields=["paused_at"])
        announce(TriggerPaused(trigger_id=trigger.pk), about=trigger, by=by, at=at)
    return trigger


@action("cases.resume_trigger", title=_("Take up a trigger again"))
def resume_trigger(*, trigger: Trigger, by: Actor, at: datetime) -> Trigger:
    """It acts again on what happens from now on. Raises NeverPublished."""
    trigger = _locked(trigger)
    if trigger.paused_at is not None:
        trigger.paused_at = None
        trigger.save(update_fields=["paused_at"])
        announce(TriggerResumed(trigger_id=trigger.pk), about=trigger, by=by, at=at)
    return trigger


def powers_of(version: TriggerVersion) -> set[str]:
    """The actions that its acts call."""
    found: set[str] = set()
    for one in version.acts:
        act = act_of(one["act"])
        if act is None:
            continue
        pins = act.pins(one["given"]) if act.pins is not None else None
        found |= {act.power} if pins is None else {act.power, *pins[1]}
    return found


def _locked(trigger: Trigger) -> Trigger:
    trigger = Trigger.objects.select_for_update().get(pk=trigger.pk)
    if trigger.current_id is None:
        raise NeverPublished
    return trigger


def _unit(code: str) -> Unit | None:
    if not code:
        return None
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise UnknownUnit
    return found


def _acts(text: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise UnusableActs from None
    if not isinstance(found, list) or not 1 <= len(found) <= MOST_ACTS:
        raise UnusableActs
    return [_act(one) for one in found]


def _act(one: Any) -> dict[str, Any]:
    known = act_of(str(one.get("act", ""))) if isinstance(one, dict) else None
    given = one.get("given", {}) if isinstance(one, dict) else None
    if (
        known is None
        or not known.by_triggers
        or not isinstance(given, dict)
        or not set(given) <= set(known.asks)
    ):
        raise UnusableActs
    said = {key: str(value)[:20_000] for key, value in given.items()}
    if known.pins is not None:
        pins = known.pins(said)
        if pins is None:
            raise UnusableMacro
        said = pins[0]
    return {"act": known.code, "given": said}
