"""Keeping lifecycles: drafted, and published by another person; and the reasons for which a clock may stand still."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import ACTIONS, action
from frontoffice.authority.separation import Part
from frontoffice.cases import lifecycle_rules
from frontoffice.cases.actions import drafting_versions as drafting
from frontoffice.cases.events import DraftKept, LifecyclePublished, StopReasonDefined
from frontoffice.cases.lifecycles import Code, Definition, definition_of
from frontoffice.cases.models import Case, Lifecycle, LifecycleVersion, StopReason
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused

Text = Annotated[str, Field(min_length=2, max_length=60_000)]


class UnusableLifecycle(BadInput):
    message = _("No case could go through this.")
    field = "definition"


class UnusableMoves(BadInput):
    message = _("Say for each stage that is taken out where its cases go: to one of the same category.")
    field = "moves"


class UnknownReason(Refused):
    message = _("There is no such reason.")


def powers_of_ways() -> list[str]:
    """What a way may take beside its act: powers about one case."""
    return sorted(
        name
        for name, one in ACTIONS.items()
        if any(p.name == "case" and p.model is Case and not p.many for p in one.signature.parameters)
    )


@action("cases.draft_lifecycle", title=_("Draft a lifecycle"), open_to=["service"])
def draft_lifecycle(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    definition: Text,
    moves: Annotated[str, Field(max_length=10_000)] = "",
    by: Actor,
    at: datetime,
) -> LifecycleVersion:
    """Keep a draft: the one there is, or the next version. `definition` and `moves` (stage: stage) are JSON.

    No case goes by it before it is published. Raises UnusableLifecycle, UnusableMoves.
    """
    _checked(definition)
    lifecycle, _new = Lifecycle.objects.get_or_create(code=code)
    lifecycle = Lifecycle.objects.select_for_update().get(pk=lifecycle.pk)
    version = lifecycle.versions.filter(published_at__isnull=True).first() or LifecycleVersion(
        lifecycle=lifecycle,
        number=drafting.next_number(lifecycle.versions),
        revision=0,
        drafted_by=by,
        drafted_at=at,
    )
    version.revision += 1
    version.name, version.definition, version.moves = name, json.loads(definition), _moves(moves)
    version.save()
    drafting.written_by(version, by, "cases.draft_lifecycle", at=at)
    kept = DraftKept(kind="lifecycle", version_id=version.pk, number=version.number)
    announce(kept, about=[lifecycle, version], by=by, at=at)
    return version


@action(
    "cases.publish_lifecycle",
    title=_("Publish a lifecycle"),
    subject="version",
    approvals=drafting.others_needed,
    approval_separation=Part.PUBLISH_RULE,
    expires_after=drafting.DAYS_TO_DECIDE,
    open_to=["service"],
)
def publish_lifecycle(*, version: LifecycleVersion, by: Actor, at: datetime) -> LifecycleVersion:
    """Make a draft count for all cases of the lifecycle; those in stages that are gone go where it says.

    Who wrote on it asks a colleague. Raises NotADraft, UnusableLifecycle, UnusableMoves.
    """
    lifecycle = (
        Lifecycle.objects.select_for_update(of=("self",))
        .select_related("current")
        .get(pk=version.lifecycle_id)
    )
    version = LifecycleVersion.objects.get(pk=version.pk)
    if version.published_at is not None:
        raise drafting.NotADraft
    new = _checked(json.dumps(version.definition))
    version.moves = _all_moves(lifecycle.current, new, version.moves)
    version.save(update_fields=["moves"])
    drafting.publish(version, by=by, at=at)
    lifecycle.current = version
    lifecycle.save(update_fields=["current"])
    published = LifecyclePublished(
        lifecycle_id=lifecycle.pk, version_id=version.pk, removed=len(version.moves)
    )
    announce(published, about=[lifecycle, version], by=by, at=at)
    return version


@action("cases.define_stop_reason", title=_("Define a reason why a clock stands still"), open_to=["service"])
def define_stop_reason(
    *,
    code: Code,
    name: Annotated[str, Field(min_length=1, max_length=120)],
    spanish: Annotated[str, Field(max_length=120)] = "",
    active: bool = True,
    by: Actor,
    at: datetime,
) -> StopReason:
    """Add a reason, or say anew what one is called (CMP-3). One that is not active is offered no more."""
    names = {"es": spanish.strip()} if spanish.strip() else {}
    reason, _new = StopReason.objects.update_or_create(
        code=code, defaults={"name": name, "names": names, "active": active}
    )
    announce(StopReasonDefined(stop_reason_id=reason.pk, active=active), about=reason, by=by, at=at)
    return reason


def _checked(text: str) -> Definition:
    definition, wrong = lifecycle_rules.read(text)
    if definition is not None:
        reasons = StopReason.objects.filter(active=True).values_list("code", flat=True)
        wrong = lifecycle_rules.problems(definition, powers=powers_of_ways(), reasons=set(reasons))
    if definition is None or wrong:
        raise UnusableLifecycle(" ".join(wrong))
    return definition


def _moves(text: str) -> dict[str, str]:
    try:
        found = json.loads(text) if text.strip() else {}
    except ValueError:
        raise UnusableMoves from None
    if not isinstance(found, dict) or any(not isinstance(value, str) for value in found.values()):
        raise UnusableMoves
    return found


def removed_stages(before: LifecycleVersion | None, new: Collection[str]) -> list[str]:
    """Codes of stages that the version before has and this one has not."""
    return [] if before is None else [s.code for s in definition_of(before).stages if s.code not in new]


def _all_moves(before: LifecycleVersion | None, new: Definition, said: dict[str, str]) -> dict[str, str]:
    """Where cases of every stage that is gone go, also those that are still to be moved from earlier versions."""
    if before is None:
        return {}
    old = definition_of(before).by_code
    moves: dict[str, str] = {}
    for code in removed_stages(before, new.by_code):
        to = new.by_code.get(said.get(code, ""))
        if to is None or to.category != old[code].category:
            raise UnusableMoves
        moves[code] = to.code
    earlier = {code: moves.get(to, to) for code, to in before.moves.items() if code not in new.by_code}
    return earlier | moves
