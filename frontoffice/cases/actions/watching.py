"""Watching a case or a topic: hearing of what happens there, until one has enough of it."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.models import StaffMember
from frontoffice.authority.registry import action
from frontoffice.cases.actions.assisting import NoPost
from frontoffice.cases.actions.keeping_topics import topic_of
from frontoffice.cases.events_watching import WatchBegun, WatchEnded
from frontoffice.cases.models import Case, Topic, Watch, WatchReason
from frontoffice.cases.permissions import unit_of_case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import Refused


class NotWatching(Refused):
    message = _("You don't watch this.")


@action("cases.watch", title=_("Watch a case"), unit=unit_of_case)
def watch(*, case: Case, by: Actor, at: datetime) -> Case:
    """Hear of what happens on it. A second time changes nothing. Raises NoPost."""
    begin(_member(by), case=case, why=WatchReason.WANTED, by=by, at=at)
    return case


@action("cases.watch_topic", title=_("Watch the cases of a topic"))
def watch_topic(*, topic: Annotated[str, Field(max_length=60)], by: Actor, at: datetime) -> Topic:
    """Hear of what happens on its cases and on those of topics under it. Raises NoPost, UnknownTopic."""
    about = topic_of(topic)
    begin(_member(by), topic=about, why=WatchReason.WANTED, by=by, at=at)
    return about


@action("cases.stop_watching", title=_("Stop watching"), subject="watch")
def stop_watching(*, watch: Watch, by: Actor, at: datetime) -> Watch:
    """Hear no more of it, for whatever reason one did; only one's own. Raises NotWatching."""
    watch = (
        Watch.objects.select_for_update(of=("self",))
        .select_related("member", "case", "topic")
        .get(pk=watch.pk)
    )
    if watch.until is not None or watch.member.actor_id != by.pk:
        raise NotWatching
    watch.until = at
    watch.save(update_fields=["until"])
    ended = WatchEnded(watch_id=watch.pk, staff_member_id=watch.member_id)
    announce(ended, about=watch.member, by=by, at=at)
    return watch


def begin(
    member: StaffMember,
    *,
    case: Case | None = None,
    topic: Topic | None = None,
    why: WatchReason,
    by: Actor,
    at: datetime,
) -> None:
    """The colleague watches from now on, inside the caller's action; who stopped on purpose is not made to again."""
    watches = Watch.objects.filter(member=member, case=case, topic=topic)
    StaffMember.objects.select_for_update().values_list("pk").get(pk=member.pk)
    if watches.filter(until__isnull=True).exists():
        return
    if why != WatchReason.WANTED and watches.exists():
        return
    made = Watch.objects.create(member=member, case=case, topic=topic, why=why, since=at)
    begun = WatchBegun(watch_id=made.pk, staff_member_id=member.pk, why=why.value)
    announce(begun, about=member, by=by, at=at)


def _member(by: Actor) -> StaffMember:
    member = StaffMember.objects.filter(actor=by).first()
    if member is None:
        raise NoPost
    return member
