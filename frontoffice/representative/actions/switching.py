"""Setting up the post of an automated representative, and the switch that stops it."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.models import Topic
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, ActorKind, Unit
from frontoffice.foundation.refusals import BadInput
from frontoffice.representative.events import PostSetUp, SwitchedOff, SwitchedOn
from frontoffice.representative.models import AutomatedPost

Codes = list[Annotated[str, Field(max_length=60)]]


class NotAutomated(BadInput):
    message = _("This is a person’s post. Appoint an automated representative first.")
    field = "staff_member"


class UnknownWork(BadInput):
    message = _("There is no topic or unit with this code.")


@action("representative.set_up", title=_("Set up an automated representative"), subject="staff_member")
def set_up(
    *,
    staff_member: StaffMember,
    topics: Codes | None = None,
    units: Codes | None = None,
    languages: Codes | None = None,
    daily_ceiling: Annotated[int, Field(ge=0, le=100_000)] = 200,
    by: Actor,
    at: datetime,
) -> AutomatedPost:
    """Say what an automated colleague works on: topics, units and languages by code (none given: all), inquiries a day.

    A new post is off until a person switches it on. Raises NotAutomated, UnknownWork.
    """
    if staff_member.actor.kind != ActorKind.AUTOMATED:
        raise NotAutomated
    wanted_topics = list(Topic.objects.filter(code__in=topics or []))
    wanted_units = list(Unit.objects.filter(code__in=units or []))
    if len(wanted_topics) < len(set(topics or [])):
        raise UnknownWork(field="topics")
    if len(wanted_units) < len(set(units or [])):
        raise UnknownWork(field="units")
    given = {"languages": sorted(set(languages or [])), "daily_ceiling": daily_ceiling}
    post, _new = AutomatedPost.objects.update_or_create(staff_member=staff_member, defaults=given)
    post.topics.set(wanted_topics)
    post.units.set(wanted_units)
    announce(
        PostSetUp(post_id=post.pk, daily_ceiling=daily_ceiling), about=[post, staff_member], by=by, at=at
    )
    return post


@action("representative.switch_on", title=_("Switch an automated representative on"))
def switch_on(*, post: AutomatedPost, by: Actor, at: datetime) -> AutomatedPost:
    """Let it take up the inquiries that come from now on. On already, nothing changes."""
    return _switch(post, True, by=by, at=at)


@action("representative.switch_off", title=_("Switch an automated representative off"))
def switch_off(*, post: AutomatedPost, by: Actor, at: datetime) -> AutomatedPost:
    """Stop it. Once this is done it begins nothing; what it had begun before is done or was never done."""
    return _switch(post, False, by=by, at=at)


def _switch(post: AutomatedPost, on: bool, *, by: Actor, at: datetime) -> AutomatedPost:
    """Its acts hold the same lock until they are committed, so that the switch takes effect between two of them."""
    post = locked(post)
    if post.on == on:
        return post
    post.on, post.switched_by, post.switched_at = on, by, at
    post.save(update_fields=["on", "switched_by", "switched_at"])
    switched = SwitchedOn(post_id=post.pk) if on else SwitchedOff(post_id=post.pk)
    announce(switched, about=[post, post.staff_member], by=by, at=at)
    return post


def locked(post: AutomatedPost) -> AutomatedPost:
    """The post as it is now, held until the transaction ends."""
    rows = AutomatedPost.objects.select_for_update(of=("self",)).select_related("staff_member__actor")
    return rows.get(pk=post.pk)
